"""What an address or a form asks for, and how a form says no."""

from collections.abc import Collection
from typing import Final

from flask import flash, request
from sqlalchemy.exc import NoResultFound

from portal.accounts.queries import signed_in_user
from portal.database import session
from portal.noticeboard import permissions
from portal.noticeboard.rules import audience
from portal.noticeboard.rules.refusals import Refused
from portal.people.queries import areas
from portal.site.forms import Form

FAILED: Final = 422
CONFLICT: Final = 409


def status() -> int:
    """Return the status of a form's page: a form that was sent and is shown again has problems."""
    return FAILED if request.method == "POST" else 200


def refuse(form: Form, refused: Refused) -> None:
    """Show why an action refused, at its field; nothing that it did before stays."""
    session.rollback()
    form.refuse(refused.sentence, refused.field if refused.field in form else None)


def say_no(refused: Refused) -> None:
    """Say why an action refused, on the page shown next; nothing that it did before stays."""
    session.rollback()
    flash(refused.sentence, "problem")


def check_mine(keys: Collection[str]) -> None:
    """Raise NoResultFound, answered 404, for what somebody signed in does not look after."""
    if not permissions.looks_after(signed_in_user(), keys):
        raise NoResultFound


def audiences(also: Collection[str] = ()) -> list[tuple[str, str]]:
    """Return the audiences that somebody may choose, and those `also` that were chosen before."""
    user = signed_in_user()
    return [
        (key, words)
        for key, words in audience.options((each.id, each.name) for each in areas())
        if key in also or audience.is_ours([key], user.area_ids)
    ]


def in_words(keys: Collection[str]) -> str:
    """> All volunteers, Managers."""
    return ", ".join(audience.in_words(keys, ((each.id, each.name) for each in areas())))

"""What an address or a form asks for, read so that nonsense asks for nothing."""

from collections.abc import Collection

from sqlalchemy.exc import NoResultFound

from portal.accounts.queries import signed_in_user
from portal.noticeboard import permissions
from portal.noticeboard.rules import audience
from portal.people.queries import areas


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

"""How a change of a seat is found and answered: the seats, and all that hangs on them."""

from uuid import UUID

from flask import flash, url_for
from flask.typing import ResponseReturnValue

from portal.panels import rules
from portal.panels.models import Offer, Seat
from portal.panels.queries import sittings as queries
from portal.panels.views import asked
from portal.panels.views.sittings import context_of
from portal.site import answers
from portal.site.fragments import fragment_or_redirect, wants_fragment

SEAT = "/sittings/<uuid:entry_uuid>/seats/<int:number>"
OFFER = "/sittings/<uuid:entry_uuid>/offers/<uuid:offer_uuid>"


def seat_at(entry_uuid: UUID, number: int) -> Seat:
    """Return a seat of a sitting that whoever is signed in looks after."""
    return queries.seat_of(queries.sitting(entry_uuid, asked.my_areas()), number)


def offer_at(entry_uuid: UUID, offer_uuid: UUID) -> Offer:
    """Return an offer of such a sitting."""
    return queries.offer_of(queries.sitting(entry_uuid, asked.my_areas()), offer_uuid)


def say(sentence: str) -> None:
    """Say what was done, where the page is loaded anew; htmx shows the changed seat itself."""
    if not wants_fragment():
        flash(sentence, "done")


def address(entry_uuid: UUID, number: int) -> str:
    """Return where the seat stands on its sitting's page."""
    return url_for(".sitting", entry_uuid=entry_uuid, _anchor=f"seat-{number}")


def answer(
    entry_uuid: UUID, number: int, refused: rules.Refused | None = None
) -> ResponseReturnValue:
    """Answer with the seats as they now are, and with all that hangs on them."""
    if refused is not None:
        answers.say_no(refused)
    found = queries.sitting(entry_uuid, asked.my_areas())
    return fragment_or_redirect(
        "panels/_changed.html",
        address(entry_uuid, number),
        **context_of(found, ranked=wants_fragment()),
        focus=number,
    )

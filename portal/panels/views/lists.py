"""Asking people for a seat one after another."""

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.panels import rules
from portal.panels.actions import lists as actions
from portal.panels.models import Seat
from portal.panels.queries import candidates
from portal.panels.queries import sittings as queries
from portal.panels.views import asked, bp, changed
from portal.panels.views.changed import SEAT
from portal.people.models import Person
from portal.site.filters import plural

MOST_LISTED = 10


@bp.post(f"{SEAT}/list")
@requires(Permission.PANELS_ARRANGE)
def ask_in_turn(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Put somebody at the end of the seat's list; without a name, the best who can, in order."""
    seat = changed.seat_at(entry_uuid, number)
    people = _people(seat)
    try:
        made = actions.ask_in_turn(seat=seat, people=people, actor=signed_in_person())
    except rules.Refused as refused:
        return changed.answer(entry_uuid, number, refused)
    changed.say(
        f"{plural(len(made), 'person is', 'people are')} on the list, asked one after another."
    )
    return changed.answer(entry_uuid, number)


@bp.post(f"{SEAT}/list/stop")
@requires(Permission.PANELS_ARRANGE)
def stop_list(entry_uuid: UUID, number: int) -> ResponseReturnValue:
    """Ask nobody further down the list."""
    actions.stop_list(seat=changed.seat_at(entry_uuid, number), actor=signed_in_person())
    changed.say("The list is stopped. Whoever has been asked may still answer.")
    return changed.answer(entry_uuid, number)


def _people(seat: Seat) -> list[Person]:
    """Return who was named, or the best who can sit and would not be over their own most."""
    if "person" in request.form:
        return [queries.person_numbered(asked.number(request.form["person"]))]
    ranked = candidates.candidates(seat.sitting, seat)
    can = [each.member.person for each in ranked if each.can and not each.over_most]
    return can[:MOST_LISTED]

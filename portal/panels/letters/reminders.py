"""The letter that reminds somebody of what they promised for one day, however many sittings."""

from datetime import date
from typing import Any

from portal import clock
from portal.notifications.actions import Content, letter
from portal.panels.letters import parts
from portal.panels.models import Seat
from portal.panels.queries import morning
from portal.people.models import Person
from portal.site.filters import when, when_named


@letter("panels/email/reminder")
def reminder(*, to: Person, on: int) -> Content | None:
    """Remind somebody of a day; nothing is left to say once they are on nothing that day."""
    the_day = date.fromordinal(on)
    seats = [] if the_day < clock.today() else morning.own_seats(to.id, the_day)
    if not seats:
        return None
    coordinator = seats[0].sitting.coordinator
    values = {
        **parts.facts(seats[0].sitting, to),
        "when_it_is": when(the_day),
        "sittings": [_sitting(seat, to) for seat in seats],
        "coordinator": coordinator.display_name,
        "link": parts.link(seats[0].sitting) if len(seats) == 1 else parts.duties(),
    }
    return Content(f"You are on a panel {when_named(the_day)}", values)


def _sitting(seat: Seat, to: Person) -> dict[str, Any]:
    return {
        **parts.facts(seat.sitting, to),
        "part": seat.kind.label,
        "looking": seat.cover_wanted_at is not None,
    }

"""A session on its last day, with people who have a place."""

from datetime import time

from portal import clock
from portal.database import changing
from portal.people.models import Person
from portal.training import actions
from portal.training.models import Attendance, Booking, TrainingSession
from tests.training import scenes
from tests.training.sessions import plans

AFTERWARDS = clock.at(scenes.TENTH, time(14))
BEFORE = clock.at(scenes.TENTH, time(9))


def held(jo: Person, *people: Person, **values: object) -> tuple[TrainingSession, list[Booking]]:
    """Return a session on 10 March, planned on the second, and the places of these people."""
    session = plans.planned(jo, of=values.pop("of", None) or plans.course(), **values)  # type: ignore[arg-type]  # passed on
    return session, [scenes.booked(session, person) for person in people]


def marked(
    booking: Booking, attendance: Attendance | None, jo: Person, *, agreed: bool = False
) -> None:
    """Mark somebody in a change of its own."""
    with changing():
        actions.mark(booking=booking, attendance=attendance, agreed=agreed, actor=jo)

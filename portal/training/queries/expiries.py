"""When what people must hold lapses, as deadlines of the calendar."""

from datetime import timedelta
from typing import Final
from uuid import uuid5

from portal import clock
from portal.access.rules import Permission
from portal.accounts.queries import areas_of_people_with
from portal.calendar.rules import Deadline, keys_of_who_sees_to
from portal.training import rules
from portal.training.queries.people import Trained
from portal.training.queries.reminders import resting
from portal.training.queries.standings import CourseLine, Standings, standings

UNDER: Final = "/training/people/"
"""How the path of each begins."""
AHEAD: Final = timedelta(days=366)


def expiries() -> list[Deadline]:
    """Return the last days, within a year, of all that is asked of people and that they hold.

    Of the same people as reminders are sent to, whatever they have booked: it counts once they
    have attended. A fixed number of statements.
    """
    today = clock.today()
    found, pausing = standings(on=today), resting()
    coordinators = areas_of_people_with(Permission.TRAINING_AWARD)
    return [
        _deadline(found, who, course, keys_of_who_sees_to(who.area_ids, coordinators))
        for who in found.people
        if who.id not in pausing
        for course in found.courses
        if _is_to_come(found.of[who.id][course.id], found)
    ]


def _is_to_come(stand: rules.Stand, found: Standings) -> bool:
    today = found.when.today
    asked = rules.reminds(stand, by=today + AHEAD, booked=False)
    return asked and stand.until is not None and stand.until >= today


def _deadline(
    found: Standings, who: Trained, course: CourseLine, seen_by: frozenset[str]
) -> Deadline:
    until = found.of[who.id][course.id].until
    assert until is not None  # noqa: S101 -- for the type checker: only what ends is to come
    return Deadline(
        uuid=uuid5(who.uuid, f"training:{course.id}:{until}"),
        day=until,
        title=f"{course.title} lapses: {who.name}",
        path=f"{UNDER}{who.uuid}",
        person_id=who.id,
        own_title=f"Your {course.title} lapses",
        own_path="/training/mine",
        area_id=who.area_ids[0] if len(who.area_ids) == 1 else None,
        seen_by=seen_by,
    )

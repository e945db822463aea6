"""Who is to be reminded of what lapses, and what the coordinators are told of it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from portal import clock
from portal.database import session
from portal.members.models import Member, Status
from portal.people.models import Person
from portal.settings.queries import value
from portal.settings.rules import days_ahead
from portal.training import rules
from portal.training.models import DIGEST_DAYS, REMINDER_DAYS, Needing, TrainingReminder
from portal.training.queries.people import Trained
from portal.training.queries.standings import CourseLine, Standings, standings

MOST: Final = 50
"""Lines of each kind in the coordinators' letter; the matrix has the rest."""


@dataclass(frozen=True)
class Due:
    """A reminder that is due: of whom, of which course and last day, at which distance."""

    person_id: int
    course_id: int
    until: date
    step: int


@dataclass(frozen=True)
class Lapsing:
    """Somebody's course that lapses or has lapsed, and what would mend it."""

    who: Trained
    course: CourseLine
    stand: rules.Stand
    mend: rules.Mend

    @property
    def until(self) -> date:
        """Return the last day of what is held."""
        assert self.stand.until is not None  # noqa: S101 -- only what ends is listed
        return self.stand.until

    @property
    def lapsed(self) -> bool:
        """Return whether that day is over."""
        return self.stand.state is rules.State.LAPSED


@dataclass(frozen=True)
class Digest:
    """What one coordinator is told: who lapses soon and has not booked, and who has lapsed."""

    soon: Sequence[Lapsing]
    lapsed: Sequence[Lapsing]


def due_reminders() -> list[Due]:
    """Return the reminders that are due today and were not sent, in the order of people.

    Nobody gets two letters on one day: what falls due after today's is left for tomorrow.
    """
    today, steps = clock.today(), days_ahead(value(REMINDER_DAYS))
    sent, written = _sent(today)
    found = []
    held = standings(on=today, reminding=True)
    for each in _lapsing(held, today + timedelta(days=max(steps))):
        step = rules.step_on(each.until, today, steps)
        known = sent[each.who.id, each.course.id]
        if step is None or each.who.id in written or not rules.unsent(step, each.until, known):
            continue
        found.append(Due(each.who.id, each.course.id, each.until, step))
    return found


def to_remind_of(person_id: int, on: date) -> list[Lapsing]:
    """Return what the letter of a day is about, as it stands now, what lapses first first.

    What was booked or renewed since is not in it any more.
    """
    rows = session.scalars(
        select(TrainingReminder).where(
            TrainingReminder.person_id == person_id, TrainingReminder.sent_on == on
        )
    )
    asked = {(row.course_id, row.until) for row in rows}
    held = standings(on=clock.today(), person_ids=[person_id], reminding=True)
    found = _lapsing(held, date.max)
    return sorted(
        (each for each in found if (each.course.id, each.until) in asked),
        key=lambda each: (each.until, each.course.title),
    )


def digest(area_ids: Collection[int]) -> Digest:
    """Return what a coordinator of these areas is told; none means all of them."""
    today = clock.today()
    last = today + timedelta(days=value(DIGEST_DAYS))
    held = standings(on=today, reminding=True)
    found = sorted(
        (each for each in _lapsing(held, last) if _is_theirs(each.who, area_ids)),
        key=lambda each: (each.until, each.who.name, each.course.title),
    )
    soon = [each for each in found if today <= each.until <= last]
    lapsed = [each for each in reversed(found) if each.lapsed]
    return Digest(soon[:MOST], lapsed[:MOST])


def people_by_number(numbers: Collection[int]) -> dict[int, Person]:
    """Return these people, by their numbers."""
    found = session.scalars(select(Person).where(Person.id.in_(numbers)))
    return {person.id: person for person in found}


def _lapsing(found: Standings, last: date) -> Iterator[Lapsing]:
    """Yield what lapses by a day or has lapsed, of whoever is not taking a break.

    Of a volunteer who is to leave, only what does so by their last day.
    """
    pausing = resting()
    for who in found.people:
        for course in found.courses if who.id not in pausing else ():
            stand = found.of[who.id][course.id]
            booked = (who.id, course.id) in found.booked
            if rules.reminds(stand, by=_stays_until(who, last), booked=booked):
                yield Lapsing(who, course, stand, found.mend(who, course))


def _stays_until(who: Trained, last: date) -> date:
    """Return a day, or before it somebody's last one; who is employed too stays on."""
    leaves = None if Needing.STAFF.value in who.needing else who.leaves_on
    return min(last, leaves or last)


def resting() -> set[int]:
    """Return who takes a break from volunteering, unless they are employed too."""
    return set(
        session.scalars(
            select(Member.person_id)
            .join(Member.person)
            .where(Member.status == Status.PAUSED, ~Person.is_staff)
        )
    )


def _sent(today: date) -> tuple[defaultdict[tuple[int, int], list[tuple[date, int]]], set[int]]:
    """Return which reminders were sent, by person and course, and who was written to today.

    Those of last days long past are not asked for: nobody is reminded of them.
    """
    found: defaultdict[tuple[int, int], list[tuple[date, int]]] = defaultdict(list)
    written = set()
    rows = session.execute(
        select(
            TrainingReminder.person_id,
            TrainingReminder.course_id,
            TrainingReminder.until,
            TrainingReminder.step,
            TrainingReminder.sent_on,
        ).where(TrainingReminder.until >= today - timedelta(days=rules.LATE))
    )
    for person_id, course_id, until, step, sent_on in rows:
        found[person_id, course_id].append((until, step))
        if sent_on == today:
            written.add(person_id)
    return found, written


def _is_theirs(who: Trained, area_ids: Collection[int]) -> bool:
    """Return whether a coordinator of these areas sees to somebody, as for giving awards."""
    return not area_ids or not who.area_ids or bool(set(who.area_ids) & set(area_ids))

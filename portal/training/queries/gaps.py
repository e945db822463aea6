"""What is short by a day, course by course; and who sits although training lapses before."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from portal import clock
from portal.training import rules
from portal.training.models import Delivery
from portal.training.queries.matrix import Search, roll
from portal.training.queries.people import Trained, seat_keys
from portal.training.queries.standings import CourseLine, Standings, standings_on

MOST_LISTED: Final = 200


@dataclass(frozen=True)
class CourseGap:
    """A course that somebody needs, and what is short of it."""

    course: CourseLine
    gap: rules.Gap

    @property
    def any_time(self) -> bool:
        """Return whether nobody needs a place: it is e-learning."""
        return self.course.delivery is Delivery.E_LEARNING


@dataclass(frozen=True)
class Lapsing:
    """Somebody who is in date today and not at a panel that they promised."""

    who: Trained
    course: CourseLine
    stand: rules.Stand
    mend: rules.Mend


@dataclass(frozen=True)
class Gaps:
    """What is short by a day, the worst first; and who lapses before a duty, the next duty first.

    On `seen_on`, the day after, the matrix shows the same people as missing it.
    """

    by: date
    seen_on: date
    courses: Sequence[CourseGap]
    lapsing: Sequence[Lapsing]


def gaps(by: date, within: frozenset[int]) -> Gaps:
    """Return what is short by the end of a day, for the people of these areas; none means all.

    The number of statements does not depend on how many there are.
    """
    today, after = clock.today(), by + timedelta(days=1)
    found = standings_on(days={today, after}, person_ids=roll(Search(on=today, within=within)))
    short = [_gap(course, found[today], found[after], by) for course in found[today].courses]
    short.sort(key=lambda each: (each.any_time, -each.gap.short, -each.gap.people))
    lapsing = sorted(_lapsing(found[today]), key=lambda each: each.stand.duty or today)
    return Gaps(by, after, [each for each in short if each.gap.people], lapsing[:MOST_LISTED])


def _gap(course: CourseLine, now: Standings, after: Standings, by: date) -> CourseGap:
    people, lapses = [], []
    for who in after.people:
        if not rules.is_missing(after.of[who.id][course.id], after.when.on):
            continue
        booked = now.booked.get((who.id, course.id))
        keys = frozenset(seat_keys(who, now.every_area))
        people.append(rules.Needing(keys, booked is not None and booked <= by))
        until = now.of[who.id][course.id].until
        lapses.append(until if until and until >= now.when.on else None)
    return CourseGap(
        course, rules.gap(people, now.bookable.get(course.id, ()), by=by, lapses=lapses)
    )


def _lapsing(now: Standings) -> Iterator[Lapsing]:
    for who in now.people:
        for course in now.courses:
            stand = now.of[who.id][course.id]
            if stand.state is rules.State.LAPSES_BEFORE:
                yield Lapsing(who, course, stand, now.mend(who, course))

"""One's own training: what is held and until when, what to book next, hours, bookings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from portal import clock
from portal.settings.queries import value
from portal.training import rules
from portal.training.models import (
    TARGET_HOURS,
    TARGET_HOURS_STAFF,
    YEAR_MONTH,
    Award,
    Booking,
    Certificate,
)
from portal.training.queries import awards, bookings
from portal.training.queries.standings import CourseLine, Standings, standings

TARGETS: Final = {"volunteer": TARGET_HOURS, "staff": TARGET_HOURS_STAFF}
HOUR: Final = 60
BAR: Final = 240
"""Length of a drawn bar for a target that is reached."""
MOST_CERTIFICATES: Final = 10


@dataclass(frozen=True)
class Line:
    """How one stands in a course, why it counts, what would mend it, and the award held."""

    course: CourseLine
    stand: rules.Stand
    mend: rules.Mend
    why: Sequence[str]
    award: Award | None

    def next_step(self, near: date) -> str:
        """> Safeguarding lapses on Tuesday 3 March: book Thursday 12 February, 4 places left."""
        return rules.next_step(self.course.title, self.stand, self.mend, near)


@dataclass(frozen=True)
class Hours:
    """Minutes of training in a year, and the hours aimed at; None where nobody aims at any."""

    first: date
    last: date
    minutes: int
    target: int | None

    @property
    def bar(self) -> int:
        """Return how long the bar is drawn."""
        return min(BAR, self.minutes * BAR // (self.target * HOUR)) if self.target else 0

    @property
    def left(self) -> int:
        """Return how many minutes are missing of the target."""
        return max(0, (self.target or 0) * HOUR - self.minutes)


@dataclass(frozen=True)
class Mine:
    """All of one person's training; `older` are awards of courses of which nothing is asked."""

    to_do: Sequence[Line]
    held: Sequence[Line]
    older: Sequence[Award]
    hours: Hours
    bookings: Sequence[Booking]
    certificates: Sequence[Certificate]


def mine(person_id: int) -> Mine:
    """Return somebody's own training today, in a fixed number of statements."""
    found = standings(on=clock.today(), person_ids=[person_id])
    given = [each for each in awards.awards_of(person_id) if each.revoked_at is None]
    best = _best(given)
    lines = _lines(found, best)
    used = {line.course.id for line in lines}
    needing = found.people[0].needing if found.people else frozenset[str]()
    return Mine(
        to_do=_pressing(lines),
        held=[each for each in lines if each.award or _covered(each.stand)],
        older=[each for course_id, each in best.items() if course_id not in used],
        hours=_hours(given, needing),
        bookings=bookings.own(person_id),
        certificates=awards.certificates_of(person_id)[:MOST_CERTIFICATES],
    )


def next_step(person_id: int) -> Line | None:
    """Return what somebody should see to first, unless it is booked already."""
    found = standings(on=clock.today(), person_ids=[person_id])
    return next((each for each in _pressing(_lines(found, {})) if not each.mend.booked), None)


def _lines(found: Standings, best: Mapping[int, Award]) -> list[Line]:
    return [
        Line(
            course,
            found.of[who.id][course.id],
            found.mend_if_needed(who, course),
            rules.why(course.needs, who.needing),
            best.get(course.id),
        )
        for who in found.people
        for course in found.courses
    ]


def _pressing(lines: Iterable[Line]) -> list[Line]:
    """Return what there is to do, the most pressing first."""
    wanted = (line for line in lines if line.stand.needs_booking)
    return sorted(wanted, key=lambda line: (line.stand.state.rank, _by(line.stand)))


def _by(stand: rules.Stand) -> date:
    return stand.duty or stand.until or stand.by or date.max


def _covered(stand: rules.Stand) -> bool:
    return stand.since is not None or stand.state is rules.State.EXEMPT


def _best(given: Iterable[Award]) -> dict[int, Award]:
    """Return the award of each course that lasts longest; of two alike the newer."""
    found: dict[int, Award] = {}
    for award in given:  # the newest come first
        held = found.get(award.course_id)
        if held is None or _lasts(award) > _lasts(held):
            found[award.course_id] = award
    return found


def _lasts(award: Award) -> date:
    return award.valid_until or rules.FOR_EVER


def _hours(given: Iterable[Award], needing: frozenset[str]) -> Hours:
    first, last = rules.training_year(clock.today(), value(YEAR_MONTH))
    minutes = sum(each.cpd_minutes for each in given if first <= each.taken_on <= last)
    targets = [value(setting) for part, setting in TARGETS.items() if part in needing]
    return Hours(first, last, minutes, max(targets, default=None) or None)

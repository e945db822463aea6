"""How everybody stands in every course on any day, in a fixed number of statements."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any

from sqlalchemy import Date, Row, Subquery, and_, func, literal, or_, select, true, union_all

from portal import clock
from portal.calendar import queries as calendar
from portal.database import session
from portal.members.rules import COMMUNITY, Reason
from portal.training import rules
from portal.training.models import (
    Award,
    Course,
    CourseCover,
    CourseNeed,
    Delivery,
    Exemption,
    Kind,
)
from portal.training.queries import people, sessions
from portal.training.queries.people import Trained

VOLUNTEER, ADVISER = "volunteer", "adviser"
PARTS = {VOLUNTEER: COMMUNITY, ADVISER: frozenset({rules.ADVISER})}
"""The seats of a part in a panel."""

Stands = Mapping[int, rules.Stand]
"""How one person stands, by the course's number."""


@dataclass(frozen=True)
class CourseLine:
    """A course as a column of the matrix, with what it asks of whom."""

    id: int
    code: str
    title: str
    kind: Kind
    delivery: Delivery
    minutes: int
    link: str | None
    validity_months: int | None
    renew_days: int
    needs: tuple[rules.Need, ...]


@dataclass(frozen=True)
class Standings:
    """Everybody's standing on a day: `of[person][course]`; `mend` says what to book next.

    What is booked and can be is not asked where nobody has anything to book, but for reminders:
    these may come before there is.
    """

    when: rules.When
    courses: Sequence[CourseLine]
    people: Sequence[Trained]
    of: Mapping[int, Stands]
    booked: Mapping[tuple[int, int], date] = field(default_factory=dict)
    bookable: Mapping[int, Sequence[rules.Bookable]] = field(default_factory=dict)
    every_area: Sequence[int] = ()

    def mend_if_needed(self, who: Trained, course: CourseLine) -> rules.Mend:
        """Return what would mend a standing that wants mending; else nothing, at no cost."""
        pressing = self.of[who.id][course.id].needs_booking
        return self.mend(who, course) if pressing else rules.Mend()

    def mend(self, who: Trained, course: CourseLine) -> rules.Mend:
        """Return what would mend a standing: before the duty, or the day asked about, if it can."""
        stand = self.of[who.id][course.id]
        before = stand.duty or (self.when.on if self.when.on > self.when.today else None)
        keys = people.seat_keys(who, self.every_area)
        return rules.Mend(
            booked=self.booked.get((who.id, course.id)),
            next=rules.next_bookable(self._bookable(who, course), keys, before=before),
            e_learning=course.minutes if course.delivery is Delivery.E_LEARNING else None,
        )

    def _bookable(self, who: Trained, course: CourseLine) -> Sequence[rules.Bookable]:
        """Return the sessions of a course, but what ends after the last day of who is to leave."""
        sessions = self.bookable.get(course.id, ())
        if who.leaves_on is None:
            return sessions
        return [
            each
            for each in sessions
            if not each.keys.isdisjoint(people.seat_keys(who, self.every_area, each.last_day))
        ]


def standings(
    *,
    on: date,
    person_ids: Collection[int] | None = None,
    course_ids: Collection[int] | None = None,
    reminding: bool = False,
) -> Standings:
    """Return how everybody, or these people, stand in every course in use, or in these, on a day.

    The number of statements does not depend on how many. Nobody who is neither a volunteer nor
    employed is in the answer. With `reminding`, what is booked is known of everybody.
    """
    found = standings_on(
        days=[on], person_ids=person_ids, course_ids=course_ids, reminding=reminding
    )
    return found[on]


def standings_on(
    *,
    days: Collection[date],
    person_ids: Collection[int] | None = None,
    course_ids: Collection[int] | None = None,
    reminding: bool = False,
) -> dict[date, Standings]:
    """Return the same for several days, in the same number of statements as for one."""
    today = clock.today()
    who, courses = people.trained(person_ids), needed_courses(course_ids)
    held, exempt = _held(days, person_ids), _exempt(days, person_ids)
    duties = calendar.panel_days(min([*days, today]), person_ids)
    higher = covering()

    @cache
    def asked(needing: frozenset[str], joined_on: date | None) -> list[rules.Asked | None]:
        alike = rules.Who(needing, joined_on)
        return [rules.asked_of(course.needs, alike) for course in courses]

    def stands(when: rules.When) -> dict[int, Stands]:
        return {
            each.id: _stands(
                courses,
                higher,
                _Known(
                    asked(each.needing, each.joined_on),
                    held[when.on, each.id],
                    exempt[when.on, each.id],
                    when,
                    duties.get(each.id, ()),
                ),
            )
            for each in who
        }

    of = {when: stands(when) for when in (rules.When(on, today) for on in days)}
    asks = reminding or _presses(of.values())
    mended = _mended(person_ids, course_ids) if asks else ()
    return {when.on: Standings(when, courses, who, each, *mended) for when, each in of.items()}


def _presses(days: Iterable[Mapping[int, Stands]]) -> bool:
    """Return whether anybody has anything to book, so that what can be booked matters."""
    stands = (each for of in days for theirs in of.values() for each in theirs.values())
    return any(each.needs_booking for each in stands)


def _mended(
    person_ids: Collection[int] | None,
    course_ids: Collection[int] | None,
) -> tuple[Mapping[tuple[int, int], date], Mapping[int, Sequence[rules.Bookable]], Sequence[int]]:
    """Return what is booked, what can be, and all areas: who has none serves them all."""
    return (
        sessions.booked_days(person_ids),
        sessions.bookable(course_ids),
        people.every_area(),
    )


def barring_on(
    person_ids: Collection[int], *, days: Collection[date], part: str = VOLUNTEER
) -> dict[date, dict[int, list[Reason]]]:
    """Return what training says for and against these people sitting, on each of some days.

    `part` is VOLUNTEER (their reasons name the seats that they bar: a recruit may observe) or
    ADVISER. Due soon never bars, nor does a course that no duty waits for. Somebody of whom
    nothing is asked is in the answer, with nothing. As many statements for several days as for one.
    """
    on_days = standings_on(days=days, person_ids=person_ids)
    return {on: _barring(found, person_ids, PARTS[part]) for on, found in on_days.items()}


def _barring(
    found: Standings, person_ids: Collection[int], seats: frozenset[str]
) -> dict[int, list[Reason]]:
    reasons: dict[int, list[Reason]] = {person_id: [] for person_id in person_ids}
    for who in found.people:
        stands = found.of[who.id]
        courses = (
            rules.InCourse(course.title, stands[course.id], found.mend_if_needed(who, course))
            for course in found.courses
            if stands[course.id].seats & seats
        )
        reasons[who.id] = rules.reasons_for(courses, when=found.when, part=seats)
    return reasons


def needed_courses(course_ids: Collection[int] | None = None) -> list[CourseLine]:
    """Return the courses in use, or these of them: what everybody must hold first, then by title.

    One statement.
    """
    asked = true() if course_ids is None else Course.id.in_(course_ids)
    rows = session.execute(
        select(
            *(Course.id, Course.code, Course.title, Course.kind, Course.delivery),
            *(Course.minutes, Course.link, Course.validity_months, Course.renew_days),
            *(CourseNeed.needing, CourseNeed.months),
        )
        .outerjoin(CourseNeed, CourseNeed.course_id == Course.id)
        .where(asked, Course.retired_at.is_(None))
        .order_by(Course.title, Course.id, CourseNeed.id)
    )
    lines = [_line(list(each)) for _, each in groupby(rows, key=lambda row: row.id)]
    return sorted(lines, key=lambda line: (not line.needs, list(Kind).index(line.kind)))


def _line(rows: Sequence[Row[*tuple[Any, ...]]]) -> CourseLine:
    """Return a course from its rows, of which there is one for each need, or one without any."""
    needs = (rules.Need(each.needing.value, each.months) for each in rows if each.needing)
    values: list[Any] = [*rows[0][:-2], tuple(needs)]
    return CourseLine(*values)


@dataclass(frozen=True)
class _Known:
    """What is known of a person whose standing is computed; `asked` in the order of courses."""

    asked: Sequence[rules.Asked | None]
    held: Mapping[int, rules.Held]
    exempt: Mapping[int, rules.Exempt]
    when: rules.When
    duties: Sequence[date]


def _stands(
    courses: Sequence[CourseLine], covering: Mapping[int, Iterable[int]], known: _Known
) -> dict[int, rules.Stand]:
    return {
        course.id: rules.stand(
            asked,
            _best(course.id, covering, known.held),
            known.exempt.get(course.id),
            when=known.when,
            renew_days=course.renew_days,
            duties=known.duties,
        )
        for course, asked in zip(courses, known.asked, strict=True)
    }


def _best(
    course_id: int, covering: Mapping[int, Iterable[int]], held: Mapping[int, rules.Held]
) -> rules.Held | None:
    """Return the award that lasts longest, of the course or of one that stands for it."""
    own = held.get(course_id)
    if course_id not in covering:
        return own
    higher = (held[each] for each in covering.get(course_id, ()) if each in held)
    return max((each for each in (own, *higher) if each), key=lambda each: each.until, default=None)


def covering() -> dict[int, list[int]]:
    """Return, for each course, the numbers of those that stand for it, however far above it."""
    pairs = session.execute(select(CourseCover.course_id, CourseCover.covered_id)).all()
    found: defaultdict[int, list[int]] = defaultdict(list)
    for course_id, covered in rules.reached((row[0], row[1]) for row in pairs).items():
        for each in sorted(covered):
            found[each].append(course_id)
    return dict(found)


def _held(
    days: Collection[date], person_ids: Collection[int] | None
) -> defaultdict[tuple[date, int], dict[int, rules.Held]]:
    """Return what each holds on each day, by day and person, then by course."""
    found: defaultdict[tuple[date, int], dict[int, rules.Held]] = defaultdict(dict)
    asked = true() if person_ids is None else Award.person_id.in_(person_ids)
    until, on = func.coalesce(Award.valid_until, literal(rules.FOR_EVER)), _as_rows(days)
    rows = session.execute(
        select(
            on.c.day, Award.person_id, Award.course_id, func.min(Award.taken_on), func.max(until)
        )
        .join(on, Award.taken_on <= on.c.day)
        .where(asked, Award.revoked_at.is_(None))
        .group_by(on.c.day, Award.person_id, Award.course_id)
    )
    for day, person_id, course_id, since, last in rows:
        found[day, person_id][course_id] = rules.Held(since, last)
    return found


def _exempt(
    days: Collection[date], person_ids: Collection[int] | None
) -> defaultdict[tuple[date, int], dict[int, rules.Exempt]]:
    """Return the exemptions that cover each day; of two, the one that lasts longer."""
    found: defaultdict[tuple[date, int], dict[int, rules.Exempt]] = defaultdict(dict)
    asked = true() if person_ids is None else Exemption.person_id.in_(person_ids)
    until, on = (
        func.coalesce(Exemption.until, literal(rules.FOR_EVER)).label("last"),
        _as_rows(days),
    )
    rows = session.execute(
        select(on.c.day, Exemption.person_id, Exemption.course_id, until, Exemption.reason)
        .join(on, and_(Exemption.since <= on.c.day, until >= on.c.day))
        .where(asked, or_(Exemption.ended_on.is_(None), Exemption.ended_on > on.c.day))
        .order_by(until, Exemption.id)
    )
    for day, person_id, course_id, last, reason in rows:
        found[day, person_id][course_id] = rules.Exempt(last, reason)
    return found


def _as_rows(days: Collection[date]) -> Subquery:
    """Return days as a table to join, so that many are asked about in one statement."""
    each = [select(literal(day, Date).label("day")) for day in sorted(days)]
    return union_all(*each).subquery("days")

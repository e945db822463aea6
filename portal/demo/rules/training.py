"""Who holds what until when, and which sessions there were and will be.

Nobody who has promised a panel is kept from it by this, but for one: Dev Patel, whose check and
whose safeguarding both lapse before his panel.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final

from portal.demo.rules import checks
from portal.demo.rules.courses import (
    COURSES,
    EQUALITY,
    FIRST_AID,
    FOUNDATION,
    GOVERNANCE,
    INDUCTION,
    INTERMEDIATE,
    LONE,
    PREVENT,
    SAFEGUARDING,
    TRAUMA,
    VICTIMS,
)
from portal.demo.rules.orders import AHEAD
from portal.demo.rules.people import Colleague, Volunteer
from portal.demo.rules.times import Times

YEARS: Final = 3
LASTS: Final = AHEAD + 24
"""Days from today that safeguarding lasts at least: longer than any panel is planned ahead."""

SATURDAY, WEDNESDAY = 5, 2
TEN, HALF_PAST_TWELVE = time(10), time(12, 30)
BEFORE_JOINING: Final = timedelta(days=10)

LAST_INDUCTION: Final = (-10, -9)
SESSIONS: Final = (
    (INDUCTION, (-22, -21)),
    (INDUCTION, LAST_INDUCTION),
    *((SAFEGUARDING, (week,)) for week in (-24, -18, -14, -6, -3)),
    *((TRAUMA, (week,)) for week in (-16, -7)),
    *((EQUALITY, (week,)) for week in (-20, -12, -4)),
    (FOUNDATION, (-13, -12, -11)),
    *((VICTIMS, (week,)) for week in (-15, -8)),
    *((LONE, (week,)) for week in (-17, -5)),
    (FIRST_AID, (-19,)),
    (INTERMEDIATE, (-23, -22, -21)),
    *((SAFEGUARDING, (week,)) for week in (1, 3, 9)),
    (INDUCTION, (5, 6)),
    (TRAUMA, (7,)),
    *((EQUALITY, (week,)) for week in (2, 10)),
    (VICTIMS, (4,)),
    (LONE, (6,)),
    (FOUNDATION, (8, 10, 11)),
    (FIRST_AID, (2,)),
)
"""Each session's course, and the weeks from the story's Monday on whose training day it is held."""

CANCELLED: Final = (LONE, (-5,))
DAYS: Final = sum(len(weeks) for _, weeks in SESSIONS)
"""Calendar entries that the sessions take."""

TOGETHER: Final = frozenset({EQUALITY, VICTIMS, LONE, SAFEGUARDING, FOUNDATION, FIRST_AID})
"""Courses that colleagues take beside volunteers."""

COLLEAGUES_ONLY: Final = frozenset({LONE, INTERMEDIATE})
TRAINERS: Final = {
    SAFEGUARDING: "Kentmere Safeguarding Partnership",
    FIRST_AID: "Lakes First Aid",
    TRAUMA: "Dr Ines Marlow",
}
IN_PERSON: Final = {course.code for course in COURSES if course.delivery == "in_person"}
HOURS: Final = {course.code: course.minutes for course in COURSES}
MOST_HOURS: Final = 6 * 60
MONTHS: Final = {course.code: course.months for course in COURSES}
SIZE, CAPACITY = 8, 12
LEFT_OPEN: Final = {1: 2, 3: 5, 2: 0}
"""Places that stay free in the sessions of some weeks; elsewhere four."""

LAPSES_SOON, LAPSED_AGO = 12, 18
DEV, FERGUS, HELEN, BETH, OWEN = (
    *("Dev Patel", "Fergus Innes", "Helen Cray", "Beth Calloway"),
    "Owen Price",
)
NEVER: Final = {BETH: {PREVENT, TRAUMA}, OWEN: {TRAUMA}}
APART: Final = frozenset({DEV, FERGUS, HELEN, BETH, OWEN})
"""People whose standing is told of, so that no session of ours changes it."""

DUE_SOON_EVERY: Final = 5
INDUCTED: Final = frozenset({"Gareth Bowen", "Ife Lawal"})
"""Who was at the last induction, and waits to be approved."""


@dataclass(frozen=True)
class Held:
    """An award: of which course, taken on which day, in which session of ours if any."""

    person: str
    course: str
    taken: date
    session: "Session | None" = None


@dataclass(eq=False)
class Session:
    """A session on one day or several, who came or is booked, and who waits, in order."""

    course: str
    days: tuple[date, ...]
    starts: time
    ends: time
    booked: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    cancelled: bool = False
    trainer: str = "Jo Hartley"
    capacity: int = CAPACITY
    weeks: tuple[int, ...] = ()

    @property
    def last(self) -> date:
        """Return its last day: the one on which the course counts as taken."""
        return self.days[-1]


@dataclass
class Training:
    """All the training of one share."""

    sessions: list[Session] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)


def training(
    volunteers: Sequence[Volunteer], colleagues: Sequence[Colleague], times: Times
) -> Training:
    """Return the sessions of a share, and what everybody in it holds."""
    joined = {each.name: checks.joined_on(each, times) for each in volunteers}
    sessions = [_session(course, weeks, times) for course, weeks in SESSIONS]
    held: list[Held] = []
    for turn, session in enumerate(sessions):
        coming = session.days[0] > times.today
        pool = _pool(session, volunteers, colleagues, joined, coming=coming)
        if session.cancelled:
            continue
        if not coming:
            took = {each.person for each in held if each.course == session.course}
            session.booked = _some([name for name in pool if name not in took], turn, SIZE)
            held += [Held(name, session.course, session.last, session) for name in session.booked]
        else:
            _book(session, pool, turn, times)
    known = {(each.person, each.course) for each in held}
    for turn, volunteer in enumerate(volunteers):
        since = joined[volunteer.name]
        if since is not None and volunteer.status not in {"training", "left"}:
            earlier = _of_volunteer(volunteer, turn, since, times)
            held += [each for each in earlier if (each.person, each.course) not in known]
    for turn, colleague in enumerate(colleagues):
        earlier = _of_colleague(colleague, turn, times)
        held += [each for each in earlier if (each.person, each.course) not in known]
    return Training(sessions, held)


def _session(course: str, weeks: tuple[int, ...], times: Times) -> Session:
    weekday = SATURDAY if course in IN_PERSON else WEDNESDAY
    days = [times.monday + timedelta(days=7 * week + weekday) for week in weeks]
    days = [times.working(day) if weekday == WEDNESDAY else _no_feast(day) for day in days]
    starts = TEN if course in IN_PERSON else HALF_PAST_TWELVE
    minutes = min(HOURS[course] // len(days), MOST_HOURS if course in IN_PERSON else 120)
    ends = time(starts.hour + (starts.minute + minutes) // 60, (starts.minute + minutes) % 60)
    return Session(
        course,
        tuple(days),
        starts,
        ends,
        cancelled=(course, weeks) == CANCELLED,
        weeks=weeks,
        trainer=TRAINERS.get(course, "Jo Hartley"),
    )


def _no_feast(day: date) -> date:
    """Return that Saturday, or the day after where it is a feast."""
    return day + timedelta(days=int((day.month, day.day) in {(12, 25), (12, 26), (1, 1)}))


def _pool(
    session: Session,
    volunteers: Sequence[Volunteer],
    colleagues: Sequence[Colleague],
    joined: dict[str, date | None],
    *,
    coming: bool,
) -> list[str]:
    """Return who could go: appointed by then, or a recruit who waits for one that is coming.

    Nobody who is away, or whose standing is told of.
    """
    names = []
    if session.course not in COLLEAGUES_ONLY:
        for each in volunteers:
            since = joined[each.name]
            on_their_way = each.status == "training" and _begins(each.name, session, coming=coming)
            appointed = each.status == "active" and since is not None and since < session.days[0]
            fits = on_their_way or (appointed and session.course != INDUCTION)
            if fits and each.name not in APART and each.away is None:
                names.append(each.name)
    if session.course in TOGETHER | COLLEAGUES_ONLY:
        there = [each for each in colleagues if not (coming and each.left)]
        names += [each.name for each in there if each.role in {"staff", "coordinator"}]
    trainer = session.trainer
    return [name for name in names if name != trainer]


def _begins(recruit: str, session: Session, *, coming: bool) -> bool:
    """Return whether a recruit goes there: to what comes first, or was at the last induction."""
    if session.course == INDUCTION and recruit in INDUCTED:
        return session.weeks == LAST_INDUCTION
    return coming and session.course in {INDUCTION, SAFEGUARDING}


def _some(pool: Sequence[str], turn: int, count: int) -> list[str]:
    """Return so many of the pool, beginning at another place each turn."""
    if not pool:
        return []
    start = turn * 5 % len(pool)
    return [*pool[start:], *pool[:start]][:count]


def _book(session: Session, pool: Sequence[str], turn: int, times: Times) -> None:
    week = (session.days[0] - times.monday).days // 7
    free = LEFT_OPEN.get(week, 4)
    named = ["Tom Whitlock"] if week == 1 and "Tom Whitlock" in pool else []
    others = [name for name in pool if name not in named]
    wanted = session.capacity - free
    session.booked = [*named, *_some(others, turn, wanted - len(named))]
    if not free:
        session.waiting = [name for name in others if name not in session.booked][:2]


def _of_volunteer(who: Volunteer, turn: int, since: date, times: Times) -> Iterator[Held]:
    yield Held(who.name, INDUCTION, since - BEFORE_JOINING)
    yield from _safeguarding(who, turn, since, times)
    for course, step, spread in ((GOVERNANCE, 37, 250), (PREVENT, 53, 560)):
        if who.name == HELEN and course == GOVERNANCE:
            yield Held(who.name, course, checks.years_after(times.away(-1), -1))
        elif course not in NEVER.get(who.name, ()):
            yield Held(who.name, course, _lately(since, times, 20 + turn * step % spread))
    for course, step in ((TRAUMA, 71), (EQUALITY, 83)):
        if course not in NEVER.get(who.name, ()):
            yield Held(who.name, course, _refreshed(since, times, turn, step))


def _safeguarding(who: Volunteer, turn: int, since: date, times: Times) -> Iterator[Held]:
    first = since - BEFORE_JOINING
    if who.name in {DEV, FERGUS}:
        until = times.away(LAPSES_SOON if who.name == DEV else -LAPSED_AGO)
        yield Held(who.name, SAFEGUARDING, checks.years_after(until, -YEARS))
        return
    until = times.away(LASTS + 1 + turn * 29 % 800)
    taken = checks.years_after(until, -YEARS)
    yield Held(who.name, SAFEGUARDING, first)
    if taken > first + timedelta(days=300):
        yield Held(who.name, SAFEGUARDING, taken)
    elif checks.years_after(first, YEARS) <= times.away(LASTS):
        yield Held(who.name, SAFEGUARDING, times.away(-40 - turn * 5))


def _refreshed(since: date, times: Times, turn: int, step: int) -> date:
    """Return when a three-year course was taken; every fifth is due again in some weeks."""
    if turn % DUE_SOON_EVERY == step % DUE_SOON_EVERY:
        return max(checks.years_after(times.away(20 + turn), -YEARS), since)
    return _lately(since, times, 30 + turn * step % 900)


def _lately(since: date, times: Times, days: int) -> date:
    """Return the day so many days ago, or soon after they joined if that was later."""
    return min(max(times.away(-days), since + timedelta(days=days % 30)), times.away(-2))


def _of_colleague(who: Colleague, turn: int, times: Times) -> Iterator[Held]:
    if who.role == "administrator":
        return
    yield Held(who.name, SAFEGUARDING, times.away(-200 - turn * 41))
    yield Held(who.name, GOVERNANCE, times.away(-20 - turn * 23))
    yield Held(who.name, PREVENT, times.away(-60 - turn * 37))
    yield Held(who.name, EQUALITY, times.away(-100 - turn * 61))
    yield Held(who.name, LONE, times.away(-150 - turn * 47))
    if who.advises:
        yield Held(who.name, FOUNDATION, times.away(-300 - turn * 29))

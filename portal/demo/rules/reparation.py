"""Who hosts what, when it was and will be, whose hours are to be done and where."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from typing import Final

from portal.demo.rules.listings import LISTED
from portal.demo.rules.offers import DRAFTS, RESTING, WAITING
from portal.demo.rules.orders import Order
from portal.demo.rules.partners import PARTNERS, Partner, more_partners
from portal.demo.rules.people import Colleague, Volunteer
from portal.demo.rules.projects import (
    BICYCLES,
    FAMILIES,
    FOOD,
    OLDER,
    PARKS,
    SATURDAY,
    STREETS,
    Project,
)
from portal.demo.rules.times import Times, When

ORDERS: Final = 24
"""How many signed orders have hours of reparation."""
HOURS_A_MONTH: Final = 2
UNPAID: Final = ((60, "N"), (80, "C"), (100, "S"), (120, "N"), (60, "C"), (40, "S"))
OUT_OF_COURT: Final = ((6, "N"), (4, "C"), (6, "S"))
WISHES: Final = (
    *((BICYCLES, False), None, (OLDER, False), (PARKS, False), None, (STREETS, True)),
    *((FOOD, False), None, (FAMILIES, True), (BICYCLES, True), None),
)
COMING: Final = ((0, 1, 3), (0, 2))
HELD: Final = ((-5, -3), (-4, -2))
"""Weeks from the story's Monday in which projects run, in turn."""
WANTED: Final = (4, 3, 7, 2, 5, 1)
"""How many ask for places at one session after another; what does not fit waits."""
ABSENT_EVERY, UNRECORDED_EVERY = 7, 5
BACK: Final = timedelta(days=50)
PLANNED_AHEAD: Final = timedelta(days=60)
BOOKED_AHEAD: Final = timedelta(days=12)
CLOSED_DAYS: Final = frozenset({(12, 24), (12, 25), (12, 26), (12, 31), (1, 1)})
CANCELLED: Final = ("Shore clean and count", 0, "A high tide with strong wind is forecast")


@dataclass(eq=False)
class Referral:
    """Hours to be done, of whom nothing else is known."""

    kind: str
    area: str
    hours: int
    practitioner: str
    made: date
    order: Order | None = None
    wish: tuple[str, bool] | None = None
    ref: str = ""
    minutes: int = 0
    days: set[date] = field(default_factory=set)

    def may_come(self, day: date) -> bool:
        """Return whether hours are left to do, nothing else is booked then, and it was known."""
        return self.made < day and day not in self.days and self.minutes < self.hours * 60


@dataclass(eq=False)
class Place:
    """A place: booked unless it waits for its turn. `came` is None before the session."""

    referral: Referral
    made: When
    position: int | None = None
    came: bool | None = None
    recorded: bool = False
    ref: str = ""


@dataclass(eq=False)
class Session:
    """A project on one day, who supervises, and its places."""

    project: Project
    host: Partner | None
    day: date
    starts: time
    ends: time
    area: str
    held: bool
    planned: date
    supervisor: str | None = None
    second: str | None = None
    cancelled: str | None = None
    places: list[Place] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        """Return how long it lasts."""
        return (self.ends.hour - self.starts.hour) * 60 + self.ends.minute - self.starts.minute


@dataclass
class Reparation:
    """All the reparation of one share."""

    partners: tuple[Partner, ...] = ()
    projects: tuple[Project, ...] = ()
    referrals: list[Referral] = field(default_factory=list)
    sessions: list[Session] = field(default_factory=list)

    @property
    def busy(self) -> set[tuple[str, date]]:
        """Return who supervises on which day."""
        return {
            (name, each.day)
            for each in self.sessions
            for name in (each.supervisor, each.second)
            if name
        }


def offered(turn: int) -> tuple[tuple[Partner, ...], tuple[Project, ...]]:
    """Return the partners of a share and their projects; the first share has the designs' own."""
    projects = (*LISTED, *RESTING, *WAITING, *DRAFTS)
    if not turn:
        return PARTNERS, projects
    return more_partners(turn), tuple(
        replace(each, host=each.host and f"{each.host} {turn + 1}") for each in projects
    )


def reparation(
    turn: int,
    *,
    orders: Sequence[Order],
    colleagues: Sequence[Colleague],
    volunteers: Sequence[Volunteer],
    busy: set[tuple[str, date]],
    times: Times,
) -> Reparation:
    """Return what a share's partners host; `busy` is who has another duty on which day."""
    partners, projects = offered(turn)
    made = Reparation(partners, projects, _referrals(orders, colleagues, times))
    hosts = {each.name: each for each in partners}
    every = [
        session
        for number, project in enumerate(projects)
        if project.was_listed
        for session in _sessions(project, hosts.get(project.host), number, times)
    ]
    made.sessions = sorted(every, key=lambda each: (each.day, each.starts, each.project.title))
    coming = [each.day for each in made.sessions if each.day >= times.today]
    gone = {(each.name, day) for each in colleagues if each.left for day in coming}
    _supervise(made.sessions, colleagues, volunteers, busy | gone)
    for number, session in enumerate(made.sessions):
        _fill(session, made.referrals, number, times)
    return made


def number(shares: Sequence[Reparation]) -> None:
    """Give out references, in the order in which referrals were made and places booked."""
    referrals = sorted((each for share in shares for each in share.referrals), key=_made)
    places = [place for share in shares for each in share.sessions for place in each.places]
    for kind, rows in (("RF", referrals), ("PL", sorted(places, key=_booked))):
        counts: Counter[int] = Counter()
        for row in rows:
            year = row.made.year if isinstance(row, Referral) else row.made.day.year
            counts[year] += 1
            row.ref = f"{kind}-{year}-{counts[year]:03}"


def _made(each: Referral) -> date:
    return each.made


def _booked(each: Place) -> When:
    return each.made


def _referrals(
    orders: Sequence[Order], colleagues: Sequence[Colleague], times: Times
) -> list[Referral]:
    signed = [each for each in orders if each.signed_on and not each.ended][:ORDERS]
    managers = [each.name for each in colleagues if each.manages]
    found = [
        Referral(
            "order",
            each.area,
            each.months * HOURS_A_MONTH,
            each.manager,
            min(times.days.add_working_days(each.signed_on, 2), times.away(-1)),
            each,
            WISHES[turn % len(WISHES)],
        )
        for turn, each in enumerate(signed)
        if each.signed_on
    ]
    others = [("unpaid_work", *each) for each in UNPAID]
    others += [("out_of_court", *each) for each in OUT_OF_COURT]
    found += [
        Referral(
            kind,
            area,
            hours,
            managers[turn % len(managers)],
            times.away(-BACK.days + 4 * turn),
            wish=WISHES[(turn + 3) % len(WISHES)],
        )
        for turn, (kind, hours, area) in enumerate(others)
    ]
    return found


def _sessions(project: Project, host: Partner | None, turn: int, times: Times) -> Iterator[Session]:
    if project.usual is None:
        return
    weekday, (starts, ends) = project.usual
    coming = COMING[turn % len(COMING)] if project.state == "listed" else ()
    for week in (*HELD[turn % len(HELD)], *coming):
        day = times.monday + timedelta(days=weekday + 7 * week)
        if not _runs(day, times) or (project.state != "listed" and day > times.today):
            continue
        planned = min(day - PLANNED_AHEAD, times.away(-2))
        area = host.areas[0] if host else project.area
        made = Session(project, host, day, starts, ends, area, day < times.today, planned)
        if (project.title, week) == CANCELLED[:2] and not made.held:
            made.cancelled = CANCELLED[2]
        yield made


def _runs(day: date, times: Times) -> bool:
    """Return whether a session may be that day; never today, whose hour would matter."""
    weekend = day.weekday() >= SATURDAY
    open_then = times.days.is_working_day(day) or weekend
    return open_then and day != times.today and (day.month, day.day) not in CLOSED_DAYS


def _supervise(
    sessions: list[Session],
    colleagues: Sequence[Colleague],
    volunteers: Sequence[Volunteer],
    busy: set[tuple[str, date]],
) -> None:
    """Give each session two adults who are free that day; volunteers help at weekends."""
    staff = [each.name for each in colleagues if each.role == "staff"]
    desk = [each.name for each in colleagues if each.role == "staff" and not each.advises]
    members = [
        each.name
        for each in volunteers
        if (each.status, each.seat, each.check) == ("active", "member", "ok")
    ]
    for turn, session in enumerate(sessions):
        weekend = session.day.weekday() >= SATURDAY
        for part, names in (
            ("supervisor", staff if weekend else desk),
            ("second", members if weekend else desk),
        ):
            name = _free(names, turn, session.day, busy)
            setattr(session, part, name)
            busy.add((name or "", session.day))


def _free(names: list[str], turn: int, day: date, busy: set[tuple[str, date]]) -> str | None:
    """Return whose turn it is of those without another duty that day."""
    start = turn % max(len(names), 1)
    in_turn = names[start:] + names[:start]
    return next((name for name in in_turn if (name, day) not in busy), None)


def _fill(session: Session, referrals: list[Referral], turn: int, times: Times) -> None:
    """Book places, fullest where it is near; who comes too late waits."""
    if session.cancelled:
        return
    near = [each for each in referrals if each.may_come(session.day)]
    near.sort(key=lambda each: (each.area != session.area, each.minutes))
    for number, referral in enumerate(near[: WANTED[turn % len(WANTED)]]):
        at = max(referral.made, min(session.day - BOOKED_AHEAD, times.away(-1)))
        place = Place(referral, When(at, time(11, 5 * (number % 12))))
        over = number - session.project.capacity
        if over >= 0:
            if session.held:
                continue
            place.position = over + 1
        else:
            _book(session, place, turn + number)
        session.places.append(place)


def _book(session: Session, place: Place, turn: int) -> None:
    place.referral.days.add(session.day)
    if session.held:
        place.came = bool(turn % ABSENT_EVERY)
        place.recorded = bool(turn % UNRECORDED_EVERY)
    if place.came is not False:
        place.referral.minutes += session.minutes

"""Who carries how much of the rota: plain rows, four statements for any number of volunteers."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any, Final, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from sqlalchemy import and_, func, or_, select

from portal import clock
from portal.calendar.models import Entry, Room, Venue
from portal.database import session
from portal.members.models import Member, Status
from portal.members.queries.serving import serves
from portal.panels import rules
from portal.panels.models import (
    Offer,
    OfferState,
    Seat,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.permissions import Areas
from portal.panels.rules.rota import Period
from portal.people.models import Area, Person
from portal.site.pagination import Page

SIZE: Final = 50
MOST_ROWS: Final = 200
GOING: Final = (SittingState.DRAFT, SittingState.PUBLISHED, SittingState.HELD)
UNASKED: Final = (OfferState.QUEUED,)
NAME: Final = func.coalesce(Person.known_as, Person.name)
PLACE: Final = func.coalesce(Venue.name, Entry.place)


class Show(StrEnum):
    """Whom the list is narrowed to."""

    ALL = ""
    UNDER = "under"
    OVER = "over"
    NEVER = "never"

    @property
    def label(self) -> str:
        """> Below their least."""
        return {
            Show.ALL: "Everybody",
            Show.UNDER: "Below their least",
            Show.OVER: "Over their most",
            Show.NEVER: "Have not sat yet",
        }[self]


class LastSat(NamedTuple):
    """When and where somebody last sat; `open` is whether the viewer may open it."""

    at: datetime
    uuid: UUID
    open: bool


@dataclass(frozen=True)
class LoadLine:
    """A volunteer and their figures. `lead` is in days, None when they were never asked."""

    person_id: int
    name: str
    load: rules.Load
    chaired: int
    offers: int
    declined: int
    lead: int | None
    last: LastSat | None


@dataclass(frozen=True)
class LoadFilter:
    """What the list is narrowed to and sorted by; `sort` begins with a minus to turn it round."""

    period: Period
    area_id: int | None = None
    show: Show = Show.ALL
    sort: str = "name"

    @property
    def query(self) -> str:
        """Return it as the end of an address, without its question mark."""
        chosen = {"area": self.area_id, "show": self.show.value, "sort": self.sort}
        default = {"sort": "name"}
        kept = {name: said for name, said in chosen.items() if said and said != default.get(name)}
        return urlencode(
            {"from": f"{self.period.first:%Y-%m}", "span": self.period.span.value, **kept}
        )


@dataclass(frozen=True)
class Found:
    """The list's lines, and how many each filter would find."""

    page: Page[LoadLine]
    counts: dict[Show, int]


SORTS: Final[dict[str, Callable[[LoadLine], Any]]] = {
    "name": lambda line: line.name.casefold(),
    "sittings": lambda line: line.load.total,
    "chaired": lambda line: line.chaired,
    "offers": lambda line: line.offers,
    "declined": lambda line: line.declined,
    "lead": lambda line: (line.lead is not None, line.lead or 0),
    "last": lambda line: line.last.at.timestamp() if line.last else 0.0,
}
PASSES: Final[dict[Show, Callable[[LoadLine], bool]]] = {
    Show.ALL: lambda _: True,
    Show.UNDER: lambda line: line.load.is_under,
    Show.OVER: lambda line: line.load.is_over,
    Show.NEVER: lambda line: line.last is None,
}


def loads(areas: Areas, narrowed: LoadFilter, *, page: int = 1) -> Found:
    """Return who carries how much, in every area: fairness has no boundary.

    Nothing is expected of who is not active: no least is theirs.
    """
    every = _lines(areas, narrowed)
    lines = [each for each in every if PASSES[narrowed.show](each)]
    lines.sort(key=SORTS["name"])
    lines.sort(key=SORTS[narrowed.sort.removeprefix("-")], reverse=narrowed.sort.startswith("-"))
    page = min(max(page, 1), max(1, -(-len(lines) // SIZE)))
    part = lines[(page - 1) * SIZE : page * SIZE]
    counts = {show: sum(PASSES[show](each) for each in every) for show in Show}
    return Found(Page(part, page, SIZE, len(lines)), counts)


def _lines(areas: Areas, narrowed: LoadFilter) -> list[LoadLine]:
    period, months = narrowed.period, narrowed.period.span.months
    sure, planned, chaired = _seats(period)
    offers, last = _offers(period), _last_sat(areas)
    return [
        LoadLine(
            person_id,
            name,
            rules.Load(
                sure[person_id],
                planned[person_id],
                least * months if status is Status.ACTIVE else 0,
                most * months,
            ),
            chaired[person_id],
            len(offers[person_id]),
            sum(row.state is OfferState.DECLINED for row in offers[person_id]),
            rules.lead_days((_day(row.created_at), row.sits_on) for row in offers[person_id]),
            last.get(person_id),
        )
        for person_id, name, least, most, status in _volunteers(narrowed.area_id, {*sure, *planned})
    ]


def _day(moment: datetime) -> date:
    return clock.london(moment).date()


def _volunteers(area_id: int | None, seated: Collection[int]) -> Sequence[Any]:
    """Who is not active cannot sit, and is no line of noughts: only what they sit shows them."""
    sits = or_(Member.status == Status.ACTIVE, Person.id.in_(seated))
    statement = (
        select(Person.id, NAME, Member.min_month, Member.max_month, Member.status)
        .join(Member.person)
        .where(sits, Person.erased_at.is_(None), serves(() if area_id is None else (area_id,)))
        .order_by(Person.name, Member.id)
    )
    return session.execute(statement).all()


def _seats(period: Period) -> tuple[Counter[int], Counter[int], Counter[int]]:
    """Return sittings by person: for sure, planned, and those they chair."""
    sure, planned, chaired = Counter[int](), Counter[int](), Counter[int]()
    rows = session.execute(
        select(Seat.kind, Seat.person_id, Seat.pencilled_id)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(
            Entry.first_day >= period.first,
            Entry.first_day <= period.last,
            Sitting.state.in_(GOING),
            Seat.kind != SeatKind.ADVISER,
            or_(Seat.person_id.is_not(None), Seat.pencilled_id.is_not(None)),
        )
    )
    for kind, person_id, planned_id in rows:
        if person_id is not None:
            sure[person_id] += 1
            chaired[person_id] += kind is SeatKind.CHAIR
        elif planned_id is not None:
            planned[planned_id] += 1
    return sure, planned, chaired


def _asked(period: Period) -> Any:
    """Asked by name: an open call, which asks many, weighs on nobody."""
    return and_(
        Offer.sits_on >= period.first,
        Offer.sits_on <= period.last,
        Offer.call_id.is_(None),
        Offer.state.not_in(UNASKED),
    )


def _offers(period: Period) -> defaultdict[int, list[Any]]:
    found: defaultdict[int, list[Any]] = defaultdict(list)
    rows = session.execute(
        select(Offer.person_id, Offer.state, Offer.created_at, Offer.sits_on).where(_asked(period))
    )
    for row in rows:
        found[row.person_id].append(row)
    return found


def _last_sat(areas: Areas) -> dict[int, LastSat]:
    """Return when each last sat, whenever that was."""
    latest = func.row_number().over(
        partition_by=Seat.person_id, order_by=(Entry.starts_at.desc(), Seat.id.desc())
    )
    numbered = (
        select(Seat.person_id, Entry.starts_at, Entry.uuid, Entry.area_id, latest.label("number"))
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(
            Sitting.state == SittingState.HELD,
            Seat.kind != SeatKind.ADVISER,
            Seat.person_id.is_not(None),
        )
        .subquery()
    )
    rows = session.execute(select(numbered).where(numbered.c.number == 1))
    return {
        row.person_id: LastSat(row.starts_at, row.uuid, not areas or row.area_id in areas)
        for row in rows
    }


class SatRow(NamedTuple):
    """A sitting behind somebody's figures; `open` is whether the viewer may open it."""

    uuid: UUID
    starts_at: datetime
    place: str
    area: str | None
    kind: SeatKind
    state: SittingState
    planned: bool
    open: bool


class AskedRow(NamedTuple):
    """An offer behind somebody's figures."""

    asked_at: datetime
    sits_on: date
    kind: SeatKind
    state: OfferState
    answered_at: datetime | None

    @property
    def lead(self) -> int:
        """Return how many days lay between being asked and sitting."""
        return (self.sits_on - _day(self.asked_at)).days

    @property
    def words(self) -> str:
        """> Said yes; Can’t make it; No answer yet."""
        return rules.ANSWERS[self.state.value]


def sat_of(person_id: int, period: Period, areas: Areas) -> list[SatRow]:
    """Return the sittings that somebody's figures count, in order."""
    rows = session.execute(
        select(
            Entry.uuid,
            Entry.starts_at,
            PLACE,
            Area.name,
            Seat.kind,
            Sitting.state,
            Seat.person_id.is_(None),
            Entry.area_id,
        )
        .select_from(Seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .outerjoin(Entry.room)
        .outerjoin(Room.venue)
        .outerjoin(Area, Area.id == Entry.area_id)
        .where(
            func.coalesce(Seat.person_id, Seat.pencilled_id) == person_id,
            Entry.first_day >= period.first,
            Entry.first_day <= period.last,
            Sitting.state.in_(GOING),
            Seat.kind != SeatKind.ADVISER,
        )
        .order_by(Entry.starts_at, Seat.id)
        .limit(MOST_ROWS)
    )
    return [SatRow(*row[:-1], open=not areas or row[-1] in areas) for row in rows]


def asked_of(person_id: int, period: Period) -> list[AskedRow]:
    """Return the offers that somebody's figures count, by the day they are of."""
    rows = session.execute(
        select(Offer.created_at, Offer.sits_on, Seat.kind, Offer.state, Offer.answered_at)
        .join(Offer.seat)
        .where(Offer.person_id == person_id, _asked(period))
        .order_by(Offer.sits_on, Offer.id)
        .limit(MOST_ROWS)
    )
    return [AskedRow._make(row) for row in rows]


def volunteer(person_id: int) -> Member:
    """Return the volunteer whose figures are asked for; raises `NoResultFound`."""
    return session.scalars(select(Member).where(Member.person_id == person_id)).one()

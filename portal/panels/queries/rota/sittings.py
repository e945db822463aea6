"""The sittings of some months as a rota shows them: plain rows, a fixed number of statements.

What a volunteer or a colleague must not see is not asked for: the statements differ by who asks.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from typing import Any, Final, NamedTuple
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Integer, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from portal import clock
from portal.calendar.models import Entry, Room, Venue
from portal.database import session
from portal.panels import rules
from portal.panels.models import (
    Offer,
    OfferState,
    Panel,
    PanelKind,
    PanelState,
    Seat,
    SeatCall,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.queries.rota.viewers import Viewer
from portal.panels.rules.rota import LETTERS, Ask, Show
from portal.people.models import Area, Person

MOST: Final = 2500
"""More sittings than this are never shown at once."""
WHOLE_STATES: Final = (SittingState.DRAFT, SittingState.PUBLISHED, SittingState.HELD)
FELLOW_STATES: Final = (SittingState.PUBLISHED, SittingState.HELD)
NEEDED: Final = frozenset({SeatKind.CHAIR, SeatKind.MEMBER})
FIRST: Final = bindparam("first", type_=Date())
LAST: Final = bindparam("last", type_=Date())
PERSON: Final = bindparam("person", type_=Integer())
AREAS: Final = bindparam("areas", type_=Integer(), expanding=True)
SITTINGS: Final = bindparam("sittings", type_=Integer(), expanding=True)
NAME: Final = func.coalesce(Person.known_as, Person.name)
PLANNED: Final = aliased(Person)


class Named(NamedTuple):
    """A person by number and display name."""

    id: int
    name: str


class RotaSeat(NamedTuple):
    """A seat: who has it, or is planned for it; `asked` wait to answer, as this viewer may know.

    `called` is an open call for it, which asks many at once: their names are left out.
    """

    id: int
    number: int
    kind: SeatKind
    person: Named | None
    is_staff: bool
    wants_cover: bool
    planned: Named | None
    pinned: bool
    called: bool
    asked: tuple[Named, ...]

    @property
    def letter(self) -> str:
        """> C."""
        return LETTERS[self.kind.value]

    @property
    def is_needed(self) -> bool:
        """Return whether it is a community seat that nobody has for sure."""
        return self.kind in NEEDED and self.person is None


class RotaPanel(NamedTuple):
    """A panel of a sitting; without its reference for who must not see it."""

    ref: str
    kind: PanelKind
    adjourned: bool = False


@dataclass(frozen=True)
class RotaSitting:
    """A sitting: when, where, who."""

    id: int
    uuid: UUID
    state: SittingState
    starts_at: datetime
    ends_at: datetime
    on: date
    place: str
    area_id: int | None
    area: str | None
    coordinator_id: int
    seats: tuple[RotaSeat, ...]
    panels: tuple[RotaPanel, ...]

    @cached_property
    def quorum(self) -> rules.Quorum:
        """Return who is sure to come, and whether it hangs on who looks for cover."""
        taken = [each for each in self.seats if each.person]
        return rules.quorum(
            ((each.kind.value, each.is_staff) for each in taken),
            ((each.kind.value, each.is_staff) for each in taken if each.wants_cover),
        )

    @property
    def is_draft(self) -> bool:
        """Return whether only coordinators know of it."""
        return self.state is SittingState.DRAFT

    @cached_property
    def is_over(self) -> bool:
        """Return whether it is over or has been held."""
        return self.state is SittingState.HELD or self.ends_at <= clock.now()

    @cached_property
    def has_begun(self) -> bool:
        """Return whether nothing can be planned for it any more."""
        return self.state is SittingState.HELD or self.starts_at <= clock.now()

    @property
    def is_adjourned(self) -> bool:
        """Return whether each of its panels is to sit another time."""
        return bool(self.panels) and all(each.adjourned for each in self.panels)

    @property
    def is_short(self) -> bool:
        """Return whether it is still to come and lacks community members."""
        return not self.is_over and self.quorum.short_of_members

    @property
    def wants_cover(self) -> bool:
        """Return whether somebody on it looks for somebody to take over."""
        return not self.is_over and any(each.wants_cover for each in self.seats)

    @property
    def words(self) -> str:
        """> Quorate; At risk: cover wanted; Not quorate: needs a chair; Held; Adjourned."""
        outcome = rules.Outcome.ADJOURNED if self.is_adjourned else None
        return rules.standing_words(
            self.state.value, self.quorum, over=self.is_over, outcome=outcome
        )

    @property
    def look(self) -> str:
        """Return the look of the words: what cannot sit never looks settled."""
        if self.state is SittingState.HELD:
            return "none"
        if not self.is_over and self.quorum.cover:
            return "risk"
        return "ok" if self.quorum.holds else "risk" if self.is_over else "due"

    def concerns(self, viewer: Viewer) -> bool:
        """Return whether it is the viewer's: they are on it, are asked, or arrange it."""
        mine = {each.person.id for each in self.seats if each.person}
        asked = {each.id for seat in self.seats for each in seat.asked}
        arranges = viewer.whole and self.coordinator_id == viewer.person_id
        return arranges or viewer.person_id in mine | asked


@dataclass(frozen=True)
class Rota:
    """Every sitting of a period that the viewer may see, and which of them were asked for."""

    viewer: Viewer
    ask: Ask
    every: Sequence[RotaSitting]

    @cached_property
    def of_area(self) -> list[RotaSitting]:
        """Return those of the area that was chosen."""
        wanted = self.ask.area_id
        return [each for each in self.every if wanted is None or each.area_id == wanted]

    @cached_property
    def found(self) -> list[RotaSitting]:
        """Return those that pass every filter, in the whole period."""
        return [each for each in self.of_area if self._passes(each, self.ask.show)]

    @cached_property
    def shown(self) -> list[RotaSitting]:
        """Return those that stand on the page."""
        first, last = self.ask.shown.first, self.ask.shown.last
        return [each for each in self.found if first <= each.on <= last]

    @cached_property
    def days(self) -> list[date]:
        """Return the days on the page on which somebody sits."""
        return sorted({each.on for each in self.shown})

    def count(self, show: Show) -> int:
        """Return how many of the chosen area another filter would find."""
        return sum(self._passes(each, show) for each in self.of_area)

    def count_of(self, area_id: int) -> int:
        """Return how many there are in an area."""
        return sum(each.area_id == area_id for each in self.every)

    def _passes(self, each: RotaSitting, show: Show) -> bool:
        if show is Show.SHORT:
            return each.is_short
        if show is Show.COVER:
            return each.wants_cover
        return show is not Show.MINE or each.concerns(self.viewer)


def rota_of(viewer: Viewer, ask: Ask) -> Rota:
    """Return the rota of a period: four statements for whoever looks, however long it is."""
    return Rota(viewer, ask, between(viewer, ask.period.first, ask.period.last))


def between(viewer: Viewer, first: date, last: date) -> list[RotaSitting]:
    """Return what the viewer may see of the sittings of these days, in order."""
    given = {
        "first": first,
        "last": last,
        "person": viewer.person_id,
        **({"areas": sorted(viewer.areas)} if viewer.areas else {}),
    }
    rows = session.execute(_sittings(viewer.whole, bool(viewer.areas)), given).all()
    ids = [row.id for row in rows]
    seats, panels = _seats_of(viewer, ids), _panels_of(viewer, ids)
    return [_sitting(row, seats[row.id], panels[row.id]) for row in rows]


@cache
def _sittings(whole: bool, limited: bool) -> Select[*tuple[Any, ...]]:
    statement = (
        select(
            Sitting.id,
            Sitting.state,
            Sitting.coordinator_id,
            Entry.uuid,
            Entry.starts_at,
            Entry.ends_at,
            Entry.first_day,
            Entry.place,
            Room.name.label("room"),
            Venue.name.label("venue"),
            Entry.area_id,
            Area.name.label("area"),
        )
        .join(Sitting.entry)
        .outerjoin(Entry.room)
        .outerjoin(Room.venue)
        .outerjoin(Area, Area.id == Entry.area_id)
        .where(
            Entry.first_day >= FIRST,
            Entry.first_day <= LAST,
            Sitting.state.in_(WHOLE_STATES if whole else FELLOW_STATES),
        )
        .order_by(Entry.starts_at, Sitting.id)
        .limit(MOST)
    )
    return statement.where(within_reach(whole)) if limited else statement


def within_reach(whole: bool) -> ColumnElement[bool]:
    """Say "in the viewer's areas"; a volunteer sees what is for all, and what they sit on."""
    within = Entry.area_id.in_(AREAS)
    if whole:
        return within
    own = select(Seat.sitting_id).where(Seat.person_id == PERSON)
    return or_(within, Entry.area_id.is_(None), Sitting.id.in_(own))


@cache
def _seats(whole: bool) -> Select[*tuple[Any, ...]]:
    columns: list[Any] = [
        Seat.id,
        Seat.sitting_id,
        Seat.number,
        Seat.kind,
        Seat.person_id,
        NAME.label("name"),
        Person.is_staff,
        Seat.cover_wanted_at,
    ]
    statement = select(*columns).outerjoin(Seat.person)
    if whole:
        planned = func.coalesce(PLANNED.known_as, PLANNED.name).label("planned")
        statement = (
            select(*columns, Seat.pencilled_id, planned, Seat.pinned, SeatCall.id.label("call"))
            .outerjoin(Seat.person)
            .outerjoin(PLANNED, PLANNED.id == Seat.pencilled_id)
            .outerjoin(SeatCall, and_(SeatCall.seat_id == Seat.id, SeatCall.closed_at.is_(None)))
        )
    return statement.where(Seat.sitting_id.in_(SITTINGS)).order_by(Seat.sitting_id, Seat.number)


@cache
def _asked(whole: bool) -> Select[*tuple[Any, ...]]:
    """Who was asked by name and has not answered; to a volunteer, whether they were at all."""
    statement = (
        select(Offer.seat_id, Offer.person_id, NAME.label("name"))
        .join(Offer.seat)
        .join(Offer.person)
        .where(Seat.sitting_id.in_(SITTINGS), Offer.state == OfferState.SENT)
        .order_by(Offer.id)
    )
    return statement.where(Offer.call_id.is_(None) if whole else Offer.person_id == PERSON)


_PANELS: Final = (
    select(Panel.sitting_id, Panel.ref, Panel.kind, Panel.state)
    .where(Panel.sitting_id.in_(SITTINGS), Panel.state != PanelState.CANCELLED)
    .order_by(Panel.sitting_id, Panel.position, Panel.id)
)


def _seats_of(viewer: Viewer, ids: Collection[int]) -> dict[int, list[RotaSeat]]:
    given = {"sittings": list(ids), "person": viewer.person_id}
    asked: defaultdict[int, list[Named]] = defaultdict(list)
    for row in session.execute(_asked(viewer.whole), given):
        asked[row.seat_id].append(Named(row.person_id, row.name))
    found: defaultdict[int, list[RotaSeat]] = defaultdict(list)
    for row in session.execute(_seats(viewer.whole), given):
        found[row.sitting_id].append(_seat(row, asked.get(row.id, ()), whole=viewer.whole))
    return found


def _seat(row: Any, asked: Iterable[Named], *, whole: bool) -> RotaSeat:
    planned = whole and row.pencilled_id is not None
    return RotaSeat(
        id=row.id,
        number=row.number,
        kind=row.kind,
        person=Named(row.person_id, row.name) if row.person_id is not None else None,
        is_staff=bool(row.is_staff),
        wants_cover=row.cover_wanted_at is not None,
        planned=Named(row.pencilled_id, row.planned) if planned else None,
        pinned=whole and row.pinned,
        called=whole and row.call is not None,
        asked=tuple(asked),
    )


def _panels_of(viewer: Viewer, ids: Collection[int]) -> dict[int, list[RotaPanel]]:
    found: defaultdict[int, list[RotaPanel]] = defaultdict(list)
    for row in session.execute(_PANELS, {"sittings": list(ids)}):
        ref = row.ref if viewer.whole else ""
        adjourned = row.state is PanelState.ADJOURNED
        found[row.sitting_id].append(RotaPanel(ref, row.kind, adjourned))
    return found


def _sitting(row: Any, seats: Iterable[RotaSeat], panels: Iterable[RotaPanel]) -> RotaSitting:
    return RotaSitting(
        id=row.id,
        uuid=row.uuid,
        state=row.state,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        on=row.first_day,
        place=f"{row.venue}, {row.room}" if row.room else row.place,
        area_id=row.area_id,
        area=row.area,
        coordinator_id=row.coordinator_id,
        seats=tuple(seats),
        panels=tuple(panels),
    )

"""What weighs with choosing volunteers beside how they stand, a statement each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import hypot
from typing import Any, Final

from sqlalchemy import ColumnElement, exists, func, select, union

from portal import clock
from portal.calendar import queries as calendar
from portal.calendar.models import Entry
from portal.database import session
from portal.members.models import Member, MemberArea
from portal.panels.models import (
    Attendance,
    AttendanceState,
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
from portal.people import queries as people

SAT: Final = (SittingState.PUBLISHED, SittingState.HELD)
COMMUNITY: Final = (SeatKind.CHAIR, SeatKind.MEMBER)
BEING_ASKED: Final = (OfferState.SENT, OfferState.VOLUNTEERED)
"""Offers whose person keeps the time free: they may still say yes, or have put their name down."""
IN_HAND: Final = (*BEING_ASKED, OfferState.QUEUED)
A_YEAR: Final = timedelta(days=365)
STEP: Final = 5_000
"""The metres of a step of travel."""
MOST_STEPS: Final = 10
UNKNOWN_STEPS: Final = 3
"""Steps to another area when nobody has entered where it lies."""


@dataclass(frozen=True)
class InHand:
    """Seats for which somebody is being asked, and who: by sitting, with the kind of seat."""

    seats: frozenset[int]
    people: dict[int, list[tuple[str, int]]]


@dataclass(frozen=True)
class Met:
    """That somebody sat, or is to sit, on an order at a panel of a kind."""

    order: int
    person: int
    kind: PanelKind
    chaired: bool
    at: datetime


def in_hand(sitting_ids: Collection[int]) -> InHand:
    """Return the seats that filling leaves to those who are being asked, and to open calls."""
    asked = session.execute(
        select(Offer.seat_id, Seat.sitting_id, Seat.kind, Offer.person_id, Offer.state)
        .join(Offer.seat)
        .where(Seat.sitting_id.in_(sitting_ids), Offer.state.in_(IN_HAND))
        .order_by(Offer.id)
    ).all()
    called = session.scalars(
        select(SeatCall.seat_id)
        .join(SeatCall.seat)
        .where(Seat.sitting_id.in_(sitting_ids), SeatCall.closed_at.is_(None))
    )
    holding: defaultdict[int, list[tuple[str, int]]] = defaultdict(list)
    for row in asked:
        if row.state in BEING_ASKED:
            holding[row.sitting_id].append((row.kind.value, row.person_id))
    return InHand(frozenset([*called, *(row.seat_id for row in asked)]), dict(holding))


def chaired() -> dict[int, int]:
    """Return how often each has chaired in the past year."""
    rows = session.execute(
        select(Seat.person_id, func.count())
        .join(Seat.sitting)
        .join(Sitting.entry)
        .where(
            Sitting.state == SittingState.HELD,
            Seat.kind == SeatKind.CHAIR,
            Seat.person_id.is_not(None),
            Entry.starts_at > clock.now() - A_YEAR,
        )
        .group_by(Seat.person_id)
    )
    return {person_id: count for person_id, count in rows if person_id is not None}


def met(order_ids: Collection[int], *, elsewhere_than: Collection[int]) -> list[Met]:
    """Return who sits on these orders for the community in other sittings, past or to come.

    Once it is noted who came, whoever did not is none of them, and whoever stepped in is.
    """
    on_them = (
        select(
            Panel.order_id.label("order_id"),
            Seat.person_id.label("person_id"),
            Panel.kind.label("panel"),
            Seat.kind.label("part"),
            Entry.starts_at.label("starts_at"),
        )
        .join(Panel.sitting)
        .join(Sitting.entry)
        .where(
            Panel.order_id.in_(order_ids),
            Panel.state != PanelState.CANCELLED,
            Sitting.state.in_(SAT),
            Sitting.id.not_in(elsewhere_than),
        )
    )
    seated = on_them.join(Sitting.seats).where(
        Seat.kind.in_(COMMUNITY), Seat.person_id.is_not(None), ~noted_missing()
    )
    stepped_in = (
        on_them.join(Panel.attendance)
        .where(Attendance.state == AttendanceState.CAME, Attendance.part.in_(COMMUNITY))
        .with_only_columns(
            Panel.order_id,
            Attendance.person_id,
            Panel.kind.label("panel"),
            Attendance.part,
            Entry.starts_at,
        )
    )
    rows: Iterable[Any] = session.execute(
        union(seated, stepped_in).order_by("starts_at", "order_id", "part", "person_id")
    )
    return [
        Met(order, person, kind, seat is SeatKind.CHAIR, at)
        for order, person, kind, seat, at in rows
        if order is not None and person is not None
    ]


def noted_missing() -> ColumnElement[bool]:
    """Return whether it was noted that whoever has a seat did not come to its panel."""
    return exists().where(
        Attendance.panel_id == Panel.id,
        Attendance.person_id == Seat.person_id,
        Attendance.state != AttendanceState.CAME,
    )


def served() -> dict[int, frozenset[int]]:
    """Return the areas that each volunteer serves, by person; who serves all is left out."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    rows = session.execute(
        select(Member.person_id, MemberArea.area_id).join(Member, Member.id == MemberArea.member_id)
    )
    for person_id, area_id in rows:
        found[person_id].add(area_id)
    return {person_id: frozenset(areas) for person_id, areas in found.items()}


class Ways:
    """How far sittings are for those who serve some areas: nobody's home is known."""

    def __init__(self, sittings: Sequence[Sitting]) -> None:
        points = calendar.place_points()
        self._areas = {
            area.id: (area.grid_e, area.grid_n) if area.grid_e and area.grid_n else None
            for area in people.areas()
        }
        self._venues = {
            each.id: (points.get(each.entry.room.venue_id) if each.entry.room else None)
            for each in sittings
        }
        self._known: dict[tuple[int, frozenset[int]], int] = {}

    def steps(self, sitting: Sitting, served: frozenset[int]) -> int:
        """Return the steps to a sitting, on average from the middles of the areas served."""
        key = sitting.id, served
        if key not in self._known:
            steps = [self._from(area, sitting) for area in served or self._areas]
            self._known[key] = round(sum(steps) / len(steps)) if steps else 0
        return self._known[key]

    def _from(self, area: int, sitting: Sitting) -> int:
        one, other = self._areas.get(area), self._venues[sitting.id]
        if one is None or other is None:
            return 0 if sitting.entry.area_id == area else UNKNOWN_STEPS
        return min(MOST_STEPS, round(hypot(one[0] - other[0], one[1] - other[1]) / STEP))


def by_order(found: Iterable[Met]) -> dict[int, list[Met]]:
    """Return the same by order, in time."""
    orders: defaultdict[int, list[Met]] = defaultdict(list)
    for each in found:
        orders[each.order].append(each)
    return dict(orders)

"""What a coordinator takes along on the day: who comes, by which number they are rung, what for."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import func, select

from portal.calendar.models import Entry, Room, Venue
from portal.database import as_dict, session
from portal.panels.models import Panel, PanelKind, PanelState, ReferralOrder, Sitting
from portal.panels.queries.rota.sittings import (
    NAME,
    Named,
    RotaSeat,
    RotaSitting,
    between,
)
from portal.panels.queries.rota.viewers import Viewer
from portal.people.models import Person


class Guest(NamedTuple):
    """Somebody on a seat, or in question for it; `doubt` says why they may not come."""

    part: str
    name: str
    phone: str | None
    doubt: str


class Turn(NamedTuple):
    """A panel of a sitting, with its time and its case manager."""

    starts_at: datetime
    ends_at: datetime
    ref: str
    kind: PanelKind
    order_ref: str | None
    manager: str
    phone: str | None


class Where(NamedTuple):
    """The address of a sitting's venue, and its telephone."""

    address: str
    phone: str | None


@dataclass(frozen=True)
class Evening:
    """A sitting with all that its evening needs."""

    sitting: RotaSitting
    where: Where
    turns: tuple[Turn, ...]
    guests: tuple[Guest, ...]

    @property
    def in_doubt(self) -> list[Guest]:
        """Return those who may not come, and the seats that nobody has."""
        return [each for each in self.guests if each.doubt]


def evening_of(viewer: Viewer, on: date) -> list[Evening]:
    """Return the sittings of a day: seven statements, whatever their number."""
    shown = between(viewer, on, on)
    ids = [each.id for each in shown]
    phones, panels, places = _phones(shown), _panels(ids), _places(ids)
    return [
        Evening(
            each,
            places.get(each.id, Where("", None)),
            tuple(_turns(each, panels[each.id])),
            tuple(guest for seat in each.seats for guest in _guests(seat, phones)),
        )
        for each in shown
    ]


def _guests(seat: RotaSeat, phones: dict[int, str | None]) -> Iterator[Guest]:
    part = seat.kind.label
    if seat.person:
        doubt = "Looking for cover" if seat.wants_cover else ""
        yield _guest(part, seat.person, phones, doubt)
        return
    for each in seat.asked:
        yield _guest(part, each, phones, "Asked, no answer yet")
    if seat.planned and seat.planned not in seat.asked:
        yield _guest(part, seat.planned, phones, "Planned, not told")
    if not seat.asked and not seat.planned and part != "observer":
        yield Guest(part, "Nobody", None, "Empty")


def _guest(part: str, person: Named, phones: dict[int, str | None], doubt: str) -> Guest:
    return Guest(part, person.name, phones.get(person.id), doubt)


def _turns(sitting: RotaSitting, panels: list[Any]) -> Iterator[Turn]:
    each = (sitting.ends_at - sitting.starts_at) // max(1, len(panels))
    for at, row in enumerate(panels):
        starts = sitting.starts_at + at * _in_minutes(each)
        ends = starts + _in_minutes(each)
        yield Turn(starts, ends, row.ref, row.kind, row.order_ref, row.manager, row.phone)


def _in_minutes(length: timedelta) -> timedelta:
    return timedelta(minutes=length // timedelta(minutes=1))


def _phones(shown: Collection[RotaSitting]) -> dict[int, str | None]:
    people = {
        each.id
        for sitting in shown
        for seat in sitting.seats
        for each in (seat.person, seat.planned, *seat.asked)
        if each
    }
    rows = session.execute(select(Person.id, Person.phone).where(Person.id.in_(people)))
    return as_dict(rows)


def _panels(ids: Collection[int]) -> defaultdict[int, list[Any]]:
    """A panel before court has no order: its case manager stands on itself."""
    manager = func.coalesce(ReferralOrder.case_manager_id, Panel.case_manager_id)
    found: defaultdict[int, list[Any]] = defaultdict(list)
    for row in session.execute(
        select(
            Panel.sitting_id,
            Panel.ref,
            Panel.kind,
            ReferralOrder.ref.label("order_ref"),
            NAME.label("manager"),
            Person.phone,
        )
        .outerjoin(Panel.order)
        .join(Person, Person.id == manager)
        .where(Panel.sitting_id.in_(ids), Panel.state != PanelState.CANCELLED)
        .order_by(Panel.sitting_id, Panel.position, Panel.id)
    ):
        found[row.sitting_id].append(row)
    return found


def _places(ids: Collection[int]) -> dict[int, Where]:
    rows = session.execute(
        select(Sitting.id, Venue.address, Venue.phone)
        .join(Sitting.entry)
        .join(Entry.room)
        .join(Room.venue)
        .where(Sitting.id.in_(ids))
    )
    return {sitting_id: Where(address, phone) for sitting_id, address, phone in rows}

"""What the portal holds around the sittings of a spreadsheet, gathered for a piece of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from portal import clock
from portal.calendar.models import Entry
from portal.calendar.rules import quarters
from portal.members.queries import Asked, standings_at
from portal.members.rules import Standing
from portal.panels.actions.importing.people import areas_for
from portal.panels.imports import (
    KINDS,
    Around,
    Named,
    SeenOrder,
    SeenPanel,
    SeenSeat,
    SeenSitting,
    SittingRows,
    Taken,
)
from portal.panels.models import OrderState, Panel, ReferralOrder, Seat, Sitting
from portal.panels.queries import importing as queries
from portal.panels.queries import plans
from portal.people.models import Person
from portal.people.queries import areas
from portal.site.filters import day, span


@dataclass(frozen=True)
class Gathered:
    """What sittings are weighed against, and the rows behind it by their numbers."""

    around: Around
    sittings: dict[int, Sitting]
    orders: dict[int, ReferralOrder]

    def seen(self, rows: SittingRows) -> SeenSitting | None:
        """Return the sitting that these rows made before, or that is there in their place."""
        made = next((s for s in self.sittings.values() if s.form_key == rows.import_key), None)
        found = made or next((s for s in self.sittings.values() if _is_there(s, rows)), None)
        return _sitting(found) if found else None


def gather(items: Sequence[SittingRows], actor: Person | None) -> Gathered:
    """Return all that these sittings meet, in a fixed number of statements."""
    orders = _orders(items)
    sittings = queries.sittings_at(
        [each.import_key for each in items], {each.starts_at for each in items}
    )
    people = {person.id for each in items for person in each.people.values()}
    times = {quarter for each in items for quarter in quarters(each.starts_at, each.ends_at)}
    by_id = {each.id: each for each in sittings}
    around = Around(
        clock.now(),
        areas_for(actor),
        _seen_orders(orders),
        _words(queries.rooms_taken({each.room.id for each in items}, times)),
        _words(queries.people_taken(people, times)),
        _standings([each for each in items if each.starts_at > clock.now()], sittings, orders),
        queries.conflicts([each.id for each in orders], people),
    )
    return Gathered(around, by_id, {each.id: each for each in orders})


def _orders(items: Iterable[SittingRows]) -> Sequence[ReferralOrder]:
    pointers = [row.order for each in items for row in each.rows]
    return queries.orders_like(
        {pointer.ref for pointer in pointers if pointer.ref},
        (),
        {each.said["court_date"] for each in pointers if not each.ref and each},
    )


def _seen_orders(orders: Sequence[ReferralOrder]) -> tuple[SeenOrder, ...]:
    arranged = queries.initials_arranged([each.id for each in orders])
    names = {area.id: area.name for area in areas()}
    return tuple(
        SeenOrder(
            each.id,
            each.ref,
            Named(each.area_id, names[each.area_id]),
            each.state is OrderState.OPEN,
            each.court_date,
            each.months,
            each.case_manager_id,
            plans.arranged_words([arranged[each.id]] if each.id in arranged else []),
        )
        for each in orders
    )


def _words(taken: dict[tuple[int, int], Entry]) -> Taken:
    words = {entry.id: _in_words(entry) for entry in taken.values()}
    return {key: (entry.id, words[entry.id]) for key, entry in taken.items()}


def _in_words(entry: Entry) -> str:
    when = day(entry.first_day) if entry.all_day else span(entry.starts_at, entry.ends_at)
    return f"“{entry.title}”, {when}"


def _standings(
    items: Sequence[SittingRows], sittings: Sequence[Sitting], orders: Sequence[ReferralOrder]
) -> dict[tuple[int, int], Standing]:
    """Return how the volunteers of each sitting to come stand at it, by its first line."""
    if not items:
        return {}
    people = {person.id for each in items for person in _volunteers(each)}
    where = {each.ref: each.area_id for each in orders}
    asked = {
        each.lines[0].number: Asked(
            _own_entry(each, sittings),
            each.starts_at,
            each.ends_at,
            _area_of(each, where),
            each.room.venue_id,
        )
        for each in items
    }
    found = standings_at(list(asked.values()), people)
    return {
        (line, each.person_id): each.standing
        for line, one in asked.items()
        for each in found[one.key]
    }


def _volunteers(rows: SittingRows) -> list[Named]:
    return [person for seat, person in rows.people.items() if seat != "adviser"]


def _own_entry(rows: SittingRows, sittings: Sequence[Sitting]) -> int:
    """Return the number of a sitting's own entry; of a new one, a number that no entry has."""
    found = (each.entry_id for each in sittings if _is_there(each, rows))
    return next(found, -rows.lines[0].number)


def _area_of(rows: SittingRows, where: Mapping[str, int]) -> int | None:
    """Return the area of a sitting, by its rows or by their orders' references."""
    named = (row.area.id if row.area else where.get(row.order.ref or "") for row in rows.rows)
    return next((area_id for area_id in named if area_id), None)


def _is_there(sitting: Sitting, rows: SittingRows) -> bool:
    entry = sitting.entry
    is_off = sitting.state == "cancelled" and not rows.is_off
    return (entry.room_id, entry.starts_at) == (rows.room.id, rows.starts_at) and not is_off


def _sitting(sitting: Sitting) -> SeenSitting:
    return SeenSitting(
        sitting.id,
        sitting.entry_id,
        sitting.state,
        sitting.entry.starts_at,
        sitting.entry.room_id,
        sitting.entry.area_id,
        tuple(_panel(panel) for panel in sitting.panels),
        {field: _seat(seat) for field, seat in seats_of(sitting).items()},
    )


def _panel(panel: Panel) -> SeenPanel:
    return SeenPanel(
        panel.id,
        panel.order_id,
        panel.kind,
        panel.state,
        panel.noted_at is not None,
        panel.contract_agreed,
        panel.adjourn_reason,
        panel.why_late,
        {row.person_id: row.state for row in panel.attendance},
    )


def _seat(seat: Seat) -> SeenSeat:
    return SeenSeat(_named(seat.person), _named(seat.pencilled), seat.pinned)


def _named(person: Person | None) -> Named | None:
    return Named(person.id, person.display_name) if person else None


def seats_of(sitting: Sitting) -> dict[str, Seat]:
    """Return the seats of a sitting by the fields of a row: the second member's, if it has one."""
    free = list(sitting.seats)
    found: dict[str, Seat] = {}
    for field, kind in KINDS.items():
        seat = next((each for each in free if each.kind is kind), None)
        if seat is not None:
            free.remove(seat)
            found[field] = seat
    return found

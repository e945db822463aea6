"""What the rows of a sitting would change: nothing, something, or a new sitting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from portal.calendar.rules import quarters
from portal.panels.imports import cells
from portal.panels.imports.evenings import SittingRows
from portal.panels.imports.known import Somebody
from portal.panels.imports.panels import COMMUNITY, PARTS, PanelRow
from portal.panels.imports.seen import (
    Around,
    SeenOrder,
    SeenPanel,
    SeenSeat,
    SeenSitting,
    Taken,
)
from portal.panels.models import (
    AttendanceState,
    PanelKind,
    PanelState,
    SeatKind,
    SittingState,
)
from portal.panels.rules import MOST_PANELS, Hearing, Refused, check_hearings
from portal.site.filters import day, lower_first, plural, time
from portal.spreadsheets.imports import BAD, CHANGED, NEW, SAME, Line

STATES: Final = {
    cells.HELD: PanelState.HELD,
    cells.ADJOURNED: PanelState.ADJOURNED,
    cells.CANCELLED: PanelState.CANCELLED,
}
LABELS: Final = {
    "state": "State",
    "agreed": "Contract agreed",
    "adjourned_for": "Adjournment reason",
    "late_reason": "Late reason",
    "came": "Who came",
}
KINDS: Final = {
    "chair": SeatKind.CHAIR,
    "member": SeatKind.MEMBER,
    "second": SeatKind.MEMBER,
    "observer": SeatKind.OBSERVER,
    "adviser": SeatKind.ADVISER,
}
VOLUNTEERS: Final = (*COMMUNITY, "observer")
Came = Mapping[str, AttendanceState]


class NotSo(Exception):
    """Why a sitting cannot go in as its rows have it."""


@dataclass(frozen=True)
class PanelChange:
    """What becomes of one panel: `seen` is None for a new one; `facts` are what differs."""

    row: PanelRow
    order: SeenOrder | None
    seen: SeenPanel | None
    facts: Mapping[str, Any] = field(default_factory=dict)

    @property
    def came(self) -> Came:
        """Return who is noted now, by seat."""
        came: Came = self.facts.get("came", {})
        return came


@dataclass(frozen=True)
class SittingChange:
    """What rows would do. `seats` are those to fill; `doubts` what speaks against who is there.

    `reason` is set when they cannot go in.
    """

    kind: str
    rows: SittingRows
    seen: SeenSitting | None = None
    panels: tuple[PanelChange, ...] = ()
    seats: Mapping[str, Somebody] = field(default_factory=dict)
    doubts: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""

    @property
    def title(self) -> str:
        """> Tuesday 10 March, 5:30pm, Northmere Library, Room 2."""
        return self.rows.title

    @property
    def is_published(self) -> bool:
        """Return whether it puts people on a sitting to come, of which volunteers then know."""
        to_come = all(panel.facts.get("state") is None for panel in self.panels)
        return self.kind == NEW and to_come and self.rows.choice == cells.PUBLISHED

    @property
    def labels(self) -> list[str]:
        """Return what differs, in the words of the template."""
        facts = {key for panel in self.panels if panel.seen for key in panel.facts}
        return [
            *(["Panels"] if any(panel.seen is None for panel in self.panels) else []),
            *(label for key, label in LABELS.items() if key in facts),
            *(PARTS[seat].capitalize() for seat in self.seats),
        ]

    @property
    def notes(self) -> list[str]:
        """Return who is on it, how a new one goes in, and what speaks against whom."""
        people = [f"{person.name}, {PARTS[seat]}" for seat, person in self.seats.items()]
        notes = ["; ".join(people)] if people else []
        if self.seen is None:
            notes.insert(0, f"{plural(len(self.panels), 'panel')}, {self._goes_in}")
        return [*notes, *self.doubts.values()]

    @property
    def _goes_in(self) -> str:
        if self.rows.is_off:
            return "cancelled"
        if any("state" in panel.facts for panel in self.panels):
            return "held"
        return "published" if self.is_published else "as a draft"

    @property
    def lines(self) -> list[Line]:
        """Return the rows as they stand in the file."""
        return self.rows.lines


def weigh_sitting(rows: SittingRows, seen: SeenSitting | None, around: Around) -> SittingChange:
    """Return what the rows of a sitting would change of what is held."""
    try:
        orders = [_order(row, around) for row in rows.rows]
        _check_area(rows, orders, around)
        if seen is None:
            return _new(rows, orders, around)
        return _known(rows, orders, seen, around)
    except NotSo as problem:
        return SittingChange(BAD, rows, seen, reason=str(problem))


def _order(row: PanelRow, around: Around) -> SeenOrder | None:
    if not row.order or row.kind is PanelKind.PRE_COURT:
        return None
    found = [
        each
        for each in around.orders
        if each.is_meant(row.order) and around.areas.may(each.area.id)
    ]
    if not found:
        raise NotSo(
            f"There is no order {row.order.words}: import the orders first, or correct the row."
        )
    if len(found) > 1:
        refs = " or ".join(each.ref for each in found)
        raise NotSo(
            f"This could be for {refs}: put the reference into a column called Order reference."
        )
    differs = found[0].differs(row.order)
    if differs:
        raise NotSo(
            f"{found[0].ref} has another {differs[0].replace('_', ' ')}: correct one of the two."
        )
    return found[0]


def _check_area(rows: SittingRows, orders: Sequence[SeenOrder | None], around: Around) -> None:
    areas = area_names(rows, orders)
    if len(areas) > 1:
        names = " and ".join(sorted(areas.values()))
        raise NotSo(f"A sitting hears orders of one area, and these are in {names}.")
    for area_id, name in areas.items():
        if not around.areas.may(area_id):
            raise NotSo(f"You do not look after {name}: ask who does to import this row.")


def area_names(rows: SittingRows, orders: Sequence[SeenOrder | None]) -> dict[int, str]:
    """Return the areas of a sitting's panels; there should be one."""
    found = [
        order.area if order else row.area for row, order in zip(rows.rows, orders, strict=True)
    ]
    return {area.id: area.name for area in found if area}


def _new(rows: SittingRows, orders: Sequence[SeenOrder | None], around: Around) -> SittingChange:
    doubts: dict[str, str] = {}
    to_come = rows.starts_at > around.now
    _check_heard(rows, orders, to_come=to_come)
    if not rows.is_off:
        _check_free(rows, rows.people, around, None)
    if to_come:
        doubts = _doubts(rows, orders, rows.people, around)
    panels = tuple(
        PanelChange(row, order, None, _late(row, None) if to_come else _facts(row, rows, None))
        for row, order in zip(rows.rows, orders, strict=True)
        if row.kind is not None
    )
    return SittingChange(NEW, rows, None, panels, rows.people, doubts)


def _check_heard(rows: SittingRows, orders: Sequence[SeenOrder | None], *, to_come: bool) -> None:
    """Refuse orders that cannot be heard in one sitting, by the rules of arranging one."""
    hearings = [
        Hearing(
            order.ref,
            order.area.id,
            order.area.name,
            order.is_open or not to_come,
            str(row.kind),
            order.initial if to_come else "",
        )
        for row, order in zip(rows.rows, orders, strict=True)
        if order
    ]
    try:
        if hearings:
            check_hearings(hearings)
    except Refused as refused:
        raise NotSo(refused.sentence) from None


def _check_free(
    rows: SittingRows, people: Mapping[str, Somebody], around: Around, seen: SeenSitting | None
) -> None:
    """Refuse a room that is taken then, and people who have promised something else."""
    own = seen.entry_id if seen else 0
    if seen is None:
        words = _taken(around.rooms, rows.room.id, rows, own)
        if words:
            raise NotSo(f"{rows.room.name} is taken then by {words}.")
    for person in people.values():
        words = _taken(around.people, person.id, rows, own)
        if words:
            raise NotSo(f"{person.name} has promised {words} then.")


def _taken(taken: Taken, who: int, rows: SittingRows, own: int) -> str:
    times = quarters(rows.starts_at, rows.ends_at)
    found = (taken.get((who, each), (own, "")) for each in times)
    return next((words for entry_id, words in found if entry_id != own), "")


def _doubts(
    rows: SittingRows,
    orders: Sequence[SeenOrder | None],
    people: Mapping[str, Somebody],
    around: Around,
) -> dict[str, str]:
    """Return what speaks against volunteers and can be set aside; refuse what cannot."""
    found: dict[str, str] = {}
    for seat in VOLUNTEERS:
        person = people.get(seat)
        if person is None:
            continue
        if any(order and (order.id, person.id) in around.conflicts for order in orders):
            raise NotSo(f"{person.name} should not sit on this one: they said so before.")
        standing = around.standings.get((rows.lines[0].number, person.id))
        bars = standing.bars(KINDS[seat]) if standing else ()
        fixed = next((each for each in bars if each.fixed), None)
        if fixed:
            raise NotSo(f"{person.name} can’t sit here: {lower_first(fixed.text)}.")
        if bars:
            found[seat] = f"{person.name}: {lower_first(bars[0].text)}"
    return found


def _known(
    rows: SittingRows, orders: Sequence[SeenOrder | None], seen: SeenSitting, around: Around
) -> SittingChange:
    if not around.areas.may(seen.area_id):
        raise NotSo(f"{rows.room.name} is taken then by a sitting of another area.")
    if (seen.room_id, seen.starts_at) != (rows.room.id, rows.starts_at):
        moved = f"{day(seen.starts_at)}, {time(seen.starts_at)}"
        raise NotSo(
            f"This sitting was moved in the portal, and is on {moved}: correct the row, or delete "
            "it."
        )
    if seen.state is SittingState.CANCELLED:
        if rows.is_off:
            return SittingChange(SAME, rows, seen)
        raise NotSo("This sitting was cancelled in the portal: delete the row.")
    if rows.starts_at > around.now:
        return _known_to_come(rows, orders, seen, around)
    return _known_past(rows, orders, seen, around)


def _known_to_come(
    rows: SittingRows, orders: Sequence[SeenOrder | None], seen: SeenSitting, around: Around
) -> SittingChange:
    """Weigh a sitting that people may have been told of: what is planned in pencil changes."""
    for row, order in zip(rows.rows, orders, strict=True):
        if row.kind is not None and _panel(row, order, seen) is None:
            what = f"The {row.kind.label.lower()} {'of ' + order.ref if order else ''}".strip()
            raise NotSo(
                f"{what} is not one of this sitting’s panels in the portal: add it on the "
                "sitting’s page, so that everybody on it hears."
            )
    seats = {
        seat: person
        for seat, person in rows.people.items()
        if not _has(seen.seats.get(seat), person)
    }
    for seat, person in seats.items():
        _check_open(seat, person, seen)
    _check_free(rows, seats, around, seen)
    doubts = _doubts(rows, orders, seats, around)
    return SittingChange(CHANGED if seats else SAME, rows, seen, (), seats, doubts)


def _check_open(seat: str, person: Somebody, seen: SeenSitting) -> None:
    held = seen.seats.get(seat, SeenSeat())
    if held.person:
        raise NotSo(
            f"{held.person.name} is the {PARTS[seat]} for sure, and the row names {person.name}: "
            "change it on the sitting’s page, so that both hear."
        )
    if seat == "adviser" and seen.state is not SittingState.DRAFT:
        raise NotSo("Choose the adviser on the sitting’s page, so that they hear.")
    if held.pinned:
        raise NotSo(f"The seat of the {PARTS[seat]} is pinned: take the pin off first.")


def _known_past(
    rows: SittingRows, orders: Sequence[SeenOrder | None], seen: SeenSitting, around: Around
) -> SittingChange:
    panels = []
    for row, order in zip(rows.rows, orders, strict=True):
        panel = _panel(row, order, seen)
        change = PanelChange(row, order, panel, _facts(row, rows, panel))
        if panel is None or change.facts:
            panels.append(change)
    new = sum(
        panel.seen is None and panel.facts.get("state") is not PanelState.CANCELLED
        for panel in panels
    )
    if len(seen.live) + new > MOST_PANELS:
        raise NotSo(f"A sitting hears {MOST_PANELS} panels at most, and this one has them.")
    seats = {}
    for seat, person in rows.people.items():
        held = seen.seats.get(seat, SeenSeat())
        if held.person and held.person.id != person.id:
            raise NotSo(
                f"The portal has {held.person.name} as {PARTS[seat]}, and the row names "
                f"{person.name}: correct one of the two."
            )
        if not held.person:
            seats[seat] = person
    _check_free(rows, seats, around, seen)
    kind = CHANGED if panels or seats else SAME
    return SittingChange(kind, rows, seen, tuple(panels), seats)


def _panel(row: PanelRow, order: SeenOrder | None, seen: SeenSitting) -> SeenPanel | None:
    """Return the panel of a sitting that a row is about."""
    order_id = order.id if order else None
    found = (each for each in seen.panels if (each.order_id, each.kind) == (order_id, row.kind))
    return next(found, None)


def _has(held: SeenSeat | None, person: Somebody) -> bool:
    who = held and (held.person or held.pencilled)
    return bool(who and who.id == person.id)


def _late(row: PanelRow, seen: SeenPanel | None) -> dict[str, Any]:
    """Return why a panel is late, to come or past, as far as it is not held so already."""
    differs = row.late_reason and (seen is None or seen.late_reason != row.late_reason)
    return {"late_reason": row.late_reason} if differs else {}


def _facts(row: PanelRow, rows: SittingRows, seen: SeenPanel | None) -> dict[str, Any]:
    """Return what came of a panel whose time is over, as far as it is not held so already.

    A new one without a state was held. Whoever is named of a panel that was held came, unless
    the row says otherwise.
    """
    said = STATES.get(row.state or ("" if seen else cells.HELD))
    facts = _late(row, seen)
    if said and (seen is None or seen.state is not said or not seen.noted):
        facts["state"] = said
    if row.agreed is not None and (seen is None or seen.agreed is not row.agreed):
        facts["agreed"] = row.agreed
    if row.adjourned_for and (seen is None or seen.adjourned_for != row.adjourned_for):
        facts["adjourned_for"] = row.adjourned_for
    was_held = facts.get("state") is PanelState.HELD
    came = {**dict.fromkeys(rows.people if was_held else (), AttendanceState.CAME), **row.came}
    held = seen.came if seen else {}
    differs = {
        seat: state for seat, state in came.items() if held.get(rows.people[seat].id) is not state
    }
    if differs:
        facts["came"] = differs
    return facts

"""What the portal holds where a sitting of a spreadsheet would come, as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.members.rules import Standing
from portal.panels.imports.known import Areas, Named
from portal.panels.imports.panels import Pointer
from portal.panels.models import AttendanceState, PanelKind, PanelState, SittingState


@dataclass(frozen=True)
class SeenOrder:
    """An order that panels could be for. `initial` is its initial panel that is arranged."""

    id: int
    ref: str
    area: Named
    is_open: bool
    court_date: date
    months: int
    case_manager_id: int
    initial: str = ""

    def is_meant(self, pointer: Pointer) -> bool:
        """Return whether a row can be about it."""
        return pointer.ref == self.ref if pointer.ref else not self.differs(pointer)

    def differs(self, pointer: Pointer) -> list[str]:
        """Return under which fields a row says something else of it."""
        mine = {
            "court_date": self.court_date,
            "months": self.months,
            "area": self.area.id,
            "case_manager": self.case_manager_id,
        }
        return [
            key
            for key, value in pointer.said.items()
            if mine[key] != (value.id if isinstance(value, Named) else value)
        ]


@dataclass(frozen=True)
class SeenPanel:
    """A panel that is held already; `came` has who was noted, by person."""

    id: int
    order_id: int | None
    kind: PanelKind
    state: PanelState
    noted: bool
    agreed: bool | None
    adjourned_for: str | None
    late_reason: str | None = None
    came: Mapping[int, AttendanceState] = field(default_factory=dict)


@dataclass(frozen=True)
class SeenSeat:
    """Who has a seat for sure, or is planned for it in pencil; with their names."""

    person: Named | None = None
    pencilled: Named | None = None
    pinned: bool = False


@dataclass(frozen=True)
class SeenSitting:
    """A sitting that is held already, in the same room at the same time, or made by the same rows.

    `seats` are by the fields of a row.
    """

    id: int
    entry_id: int
    state: SittingState
    starts_at: datetime
    room_id: int | None
    area_id: int | None
    panels: Sequence[SeenPanel] = ()
    seats: Mapping[str, SeenSeat] = field(default_factory=dict)

    @property
    def live(self) -> list[SeenPanel]:
        """Return its panels that were not cancelled."""
        return [each for each in self.panels if each.state is not PanelState.CANCELLED]


Taken = Mapping[tuple[int, int], tuple[int, str]]
"""By room or person and quarter of an hour: which entry has it, and what that is in words."""


@dataclass(frozen=True)
class Around:
    """All that sittings are weighed against.

    `standings` has how volunteers stand, by the first line of a sitting to come and by person;
    `conflicts` has pairs of an order and somebody who should not sit for it.
    """

    now: datetime
    areas: Areas
    orders: Sequence[SeenOrder] = ()
    rooms: Taken = field(default_factory=dict)
    people: Taken = field(default_factory=dict)
    standings: Mapping[tuple[int, int], Standing] = field(default_factory=dict)
    conflicts: frozenset[tuple[int, int]] = frozenset()

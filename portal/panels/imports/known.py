"""What rows are read against: today, and the areas, people and rooms that there are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from portal.spreadsheets.imports import BadCell, Directory, bare


@dataclass(frozen=True)
class Named:
    """Somebody or something that a cell names: its number, and how people know it."""

    id: int
    name: str


@dataclass(frozen=True)
class Place(Named):
    """A room. Its venue decides how far it is from another."""

    venue_id: int = 0


@dataclass(frozen=True)
class Areas:
    """The areas, by bare code and name. `mine` are those that whoever imports is limited to."""

    known: Mapping[str, Named] = field(default_factory=dict)
    mine: frozenset[int] = frozenset()

    def find(self, text: str) -> Named:
        """Return the area that a cell names; raises BadCell."""
        found = self.known.get(bare(text))
        if found is None:
            raise BadCell(f"there is no area called {text}: use {self._names}")
        if not self.may(found.id):
            raise BadCell(f"you do not look after {found.name}: ask who does to import this row")
        return found

    def may(self, area_id: int | None) -> bool:
        """Return whether whoever imports may change orders and panels of an area."""
        return not self.mine or area_id in self.mine

    @property
    def _names(self) -> str:
        names = sorted({each.name for each in self.known.values() if self.may(each.id)})
        *most, last = names or ["the area’s name, once council IT has added it"]
        return f"{', '.join(most)} or {last}" if most else last


@dataclass(frozen=True)
class OrdersKnown:
    """What orders are read against."""

    today: date
    areas: Areas
    case_managers: Directory[Named]


@dataclass(frozen=True)
class Somebody(Named):
    """Somebody who may sit. `sits` is whether they can be planned for a sitting to come."""

    is_staff: bool = False
    sits: bool = True


@dataclass(frozen=True)
class PanelsKnown:
    """What panels are read against. `minutes` is the usual length of one.

    `volunteers` are all whom the register has ever had, `colleagues` all who work for the
    service: who sat once may have left. `reasons` are those of the settings' list for adjourning,
    `late_reasons` those why a panel may be late.
    """

    now: datetime
    today: date
    areas: Areas
    case_managers: Directory[Named]
    rooms: Directory[Place]
    volunteers: Directory[Somebody]
    colleagues: Directory[Somebody]
    reasons: Directory[str]
    late_reasons: Directory[str]
    minutes: int = 60

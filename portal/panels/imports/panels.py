"""From rows to panels: every cell understood, or the row given back with a reason."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from portal import clock
from portal.panels.imports import cells
from portal.panels.imports.known import Named, PanelsKnown, Place, Somebody
from portal.panels.models import AttendanceState, PanelKind
from portal.panels.rules import QUARTER
from portal.spreadsheets.imports import Line, Problem, Row, Sheet
from portal.spreadsheets.imports.cells import day, time_of_day, yes_or_no

PLAIN: Final[Mapping[str, Callable[[str], Any]]] = {
    "until": time_of_day,
    "minutes": cells.minutes,
    "kind": cells.kind,
    "state": cells.state,
    "agreed": yes_or_no,
    "choice": cells.choice,
}
SEATS: Final = ("chair", "member", "second", "observer", "adviser")
COMMUNITY: Final = ("chair", "member", "second")
PARTS: Final = {
    "chair": "chair",
    "member": "member",
    "second": "second member",
    "observer": "observer",
    "adviser": "adviser",
}

MOST_MINUTES: Final = 240
MOST_BACK: Final = timedelta(days=3 * 365)
MOST_AHEAD: Final = timedelta(days=2 * 365)


@dataclass(frozen=True)
class Pointer:
    """Which order a row is about: by the portal's reference, or by what it says of it."""

    ref: str | None = None
    said: Mapping[str, Any] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.ref or "court_date" in self.said)

    @property
    def words(self) -> str:
        """> RO-2026-014; with court on 11/02/2026."""
        return self.ref or f"with court on {self.said['court_date']:%d/%m/%Y}"


@dataclass(frozen=True)
class PanelRow:
    """A row understood: one panel, or, without an order, an evening kept for orders to come.

    `people` are those whom it names, by seat; `came` says of some of them whether they did.
    """

    line: Line
    starts_at: datetime
    minutes: int
    room: Place
    order: Pointer
    people: Mapping[str, Somebody] = field(default_factory=dict)
    came: Mapping[str, AttendanceState] = field(default_factory=dict)
    kind: PanelKind | None = None
    state: str | None = None
    agreed: bool | None = None
    adjourned_for: str | None = None
    choice: str | None = None
    coordinator: Named | None = None
    area: Named | None = None
    until: datetime | None = None
    late_reason: str | None = None

    @property
    def ends_at(self) -> datetime:
        """Return when the panel ends, if its time is its own."""
        return self.until or self.starts_at + timedelta(minutes=self.minutes)


class PanelReader(Row):
    """One row while it is read, for a panel."""

    def __init__(self, sheet: Sheet, line: Line, known: PanelsKnown) -> None:
        super().__init__(sheet, line)
        self.known = known

    def read(self) -> PanelRow | Problem:
        """Return the panel, or the row with all that is wrong with it."""
        on, starts = self.needed("date", day), self.needed("time", time_of_day)
        venue = "venue" if "venue" in self.sheet.columns.places else "room"
        room = self.needed(venue, self.known.rooms.find)
        said = self.cells(PLAIN)
        order, people, came = self._order(), self._people(), self._came()
        why = self.cell("adjourned_for", self.known.reasons.find)
        late_reason = self.cell("late_reason", self.known.late_reasons.find)
        coordinator = self.cell("coordinator", self.known.colleagues.find)
        self.check_width()
        if self.wrong or on is None or starts is None or room is None:
            return Problem(self.line, self.reason)
        row = PanelRow(
            self.line,
            clock.at(on, starts),
            said.get("minutes", self.known.minutes),
            room,
            order,
            people,
            came,
            said.get("kind"),
            said.get("state"),
            said.get("agreed"),
            why,
            said.get("choice"),
            coordinator,
            order.said.get("area"),
            self._until(on, said.get("until")),
            late_reason,
        )
        self._check(row)
        return Problem(self.line, self.reason) if self.wrong else row

    def _until(self, on: date, until: time | None) -> datetime | None:
        return clock.at(on, until) if until else None

    def _order(self) -> Pointer:
        ref = self.cell("ref", cells.reference)
        said = {
            "court_date": self.cell("court_date", day),
            "months": self.cell("months", cells.months),
            "area": self.cell("area", self.known.areas.find),
            "case_manager": self.cell("case_manager", self.known.case_managers.find),
        }
        return Pointer(ref, {key: value for key, value in said.items() if value is not None})

    def _people(self) -> dict[str, Somebody]:
        found: dict[str, Somebody] = {}
        for seat in SEATS:
            known = self.known.colleagues if seat == "adviser" else self.known.volunteers
            person = self.cell(seat, known.find)
            if person is None:
                continue
            if seat in COMMUNITY and person.is_staff:
                self.wrong.append(
                    f"{self.heading(seat)}: {person.name} works for the service, so the law does "
                    "not count them as a community member (Sentencing Act 2020 s.91). Name "
                    "somebody else, or leave it blank."
                )
            twice = [other for other, each in found.items() if each.id == person.id]
            if twice:
                self.wrong.append(
                    f"{self.heading(seat)}: {person.name} is the {PARTS[twice[0]]} too, leave one "
                    "of the two."
                )
            found[seat] = person
        return found

    def _came(self) -> dict[str, AttendanceState]:
        said = {seat: self.cell(f"{seat}_came", cells.came) for seat in SEATS}
        return {seat: state for seat, state in said.items() if state is not None}

    def _check(self, row: PanelRow) -> None:
        """Add what is wrong with the row as a whole."""
        self._check_time(row)
        self._check_order(row)
        if row.starts_at > self.known.now:
            self._check_to_come(row)
        else:
            self._check_past(row)
        for seat in row.came:
            if seat not in row.people:
                self.wrong.append(
                    f"{self.heading(f'{seat}_came')}: no {PARTS[seat]} is named, name them or "
                    "leave this blank."
                )

    def _check_time(self, row: PanelRow) -> None:
        ahead = row.starts_at - self.known.now
        if not -MOST_BACK <= ahead <= MOST_AHEAD:
            self.wrong.append(
                f"{self.heading('date')}: panels go in from three years back to two years ahead, "
                "check the year."
            )
        length = row.ends_at - row.starts_at
        if not timedelta() < length <= timedelta(minutes=MOST_MINUTES):
            self.wrong.append(
                f"{self.heading('until' if row.until else 'time')}: a panel lasts from 1 to "
                f"{MOST_MINUTES} minutes, correct its times."
            )

    def _check_order(self, row: PanelRow) -> None:
        if row.kind is PanelKind.PRE_COURT:
            missing = [
                key for key in ("court_date", "area", "case_manager") if not self._has(row, key)
            ]
            if row.order.ref or missing:
                self.wrong.append(
                    "A pre-court panel has no order yet: give the court date to come, the area "
                    "and the case manager, and no reference."
                )
        elif row.order and row.kind is None:
            self.wrong.append(
                "The row needs the kind of panel: Initial, Progress, Final and so on."
            )
        elif row.kind is not None and not row.order:
            self.wrong.append(
                "The row needs its order: the portal’s reference (RO-…), or the court date, "
                "length, area and case manager of an order that the portal has."
            )
        elif not row.order and row.area is None:
            self.wrong.append(
                "The row has no order, and so keeps an evening for orders to come: it needs an "
                "area."
            )

    def _has(self, row: PanelRow, key: str) -> bool:
        return row.order.said.get(key) is not None

    def _check_to_come(self, row: PanelRow) -> None:
        if row.state not in {None, cells.PLANNED}:
            self.wrong.append(
                f"{self.heading('state')}: this panel is still to come, leave it blank. One that "
                "is off is cancelled on its page, so that everybody on it is told."
            )
        if row.came or row.agreed is not None or row.adjourned_for:
            self.wrong.append(
                "The panel is still to come: leave blank who came and what came of it."
            )
        for seat, person in row.people.items():
            if not person.sits:
                who = "may not advise a panel now" if seat == "adviser" else "is not appointed now"
                self.wrong.append(
                    f"{self.heading(seat)}: {person.name} {who}, name somebody else or leave it "
                    "blank."
                )
        quarters = {row.starts_at.minute % QUARTER, row.ends_at.minute % QUARTER}
        if quarters != {0}:
            self.wrong.append(
                f"{self.heading('time')}: a sitting to come starts and ends on the quarter of an "
                "hour, like 5:30pm and 6:30pm."
            )

    def _check_past(self, row: PanelRow) -> None:
        if row.state == cells.PLANNED:
            self.wrong.append(
                f"{self.heading('state')}: this panel’s time is over, enter Held, Adjourned or "
                "Cancelled."
            )
        if row.adjourned_for and row.state != cells.ADJOURNED:
            self.wrong.append(
                f"{self.heading('adjourned_for')}: the panel was not adjourned, leave this blank "
                "or correct its state."
            )
        if row.state in {cells.ADJOURNED, cells.CANCELLED} and row.agreed:
            self.wrong.append(
                f"{self.heading('agreed')}: no contract is agreed at a panel that was "
                f"{row.state}, correct one of the two."
            )
        if row.state == cells.CANCELLED and row.came:
            self.wrong.append("The panel was cancelled: leave blank who came.")
        if not row.order and row.kind is None:
            self.wrong.append(
                "The panel’s time is over: it needs its order, and the kind of panel."
            )

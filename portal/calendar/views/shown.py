"""What templates show of an entry: words and addresses made beforehand, so that loops are quick."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from portal import clock
from portal.access import Permission
from portal.access.gate import may
from portal.calendar.models import AttendeeState, EntryStatus, Kind
from portal.calendar.queries import Row
from portal.calendar.rules import by_day
from portal.site.filters import span, time

COLOURS: Final = {
    Kind.PANEL: 1,
    Kind.TRAINING: 2,
    Kind.REPARATION: 3,
    Kind.DUE: 4,
    Kind.TEAM: 5,
    Kind.LEAVE: 5,
}
MOST_A_DAY: Final = 8
"""Beyond these a day of the month says how many more, and leads to its agenda."""


@dataclass(frozen=True, slots=True)
class Shown:
    """An entry on a page. `first` and `last` are its days in London."""

    first: date
    last: date
    word: str
    when: str
    span: str
    text: str
    place: str
    link: str
    colour: int
    state: str
    state_kind: str


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the month or week."""

    day: date
    label: str
    weekday: str
    classes: str
    holiday: str | None
    items: Sequence[Shown]
    more: int

    @property
    def is_hidden_on_phone(self) -> bool:
        """Return whether a phone's list leaves the day out."""
        return "is-out" in self.classes or "is-quiet" in self.classes


def shown(rows: Collection[Row]) -> list[Shown]:
    """Return the rows as the page of whoever is signed in shows them."""
    own_pages = opens()
    return [_shown(row, own_pages) for row in rows]


def opens() -> frozenset[Kind]:
    """Return the kinds whose own pages whoever is signed in may open without being on it."""
    return frozenset({Kind.PANEL}) if may(Permission.PANELS_READ) else frozenset()


def _shown(row: Row, own_pages: Collection[Kind]) -> Shown:
    mine = row.state not in {None, AttendeeState.GONE}
    path = row.own_path if mine else (row.path if row.kind in own_pages else None)
    starts = clock.london(row.starts_at)
    ends = clock.london(row.ends_at - timedelta(microseconds=1))
    state, state_kind = _state(row)
    return Shown(
        first=starts.date(),
        last=ends.date(),
        word=row.kind.label,
        when="" if row.all_day else time(row.starts_at),
        span="all day" if row.all_day else span(row.starts_at, row.ends_at),
        text=(row.part if mine else None) or row.title,
        place=row.place,
        link=path or f"/calendar/entries/{row.uuid}",
        colour=COLOURS[row.kind],
        state=state,
        state_kind=state_kind,
    )


def _state(row: Row) -> tuple[str, str]:
    if row.status is EntryStatus.CANCELLED:
        return "Cancelled", "risk"
    if row.state is AttendeeState.ACCEPTED:
        return "You said yes", "ok"
    if row.state is AttendeeState.OFFERED:
        return "Not answered yet", "wait"
    return "", "none"


def grid(
    weeks: Sequence[Sequence[date]],
    items: Iterable[Shown],
    *,
    month: int | None,
    most: int = MOST_A_DAY,
) -> list[list[Cell]]:
    """Return the cells of a month (or of one week, without a month), week by week."""
    today = clock.today()
    first = weeks[0][0]
    days = by_day(items, first, weeks[-1][-1])
    return [
        [
            _cell(day, days.get(day, ()), most, named=day == first, today=today, month=month)
            for day in week
        ]
        for week in weeks
    ]


def _cell(
    day: date, items: Sequence[Shown], most: int, *, named: bool, today: date, month: int | None
) -> Cell:
    holiday = clock.bank_holiday(day)
    marks = {
        "is-out": month is not None and day.month != month,
        "is-today": day == today,
        "is-quiet": not items and not holiday and day != today,
    }
    number = f"{day.day} {day:%b}" if named or day.day == 1 else str(day.day)
    left_out = max(0, len(items) - most)
    return Cell(
        day=day,
        label=f"{number} Today" if day == today else number,
        weekday=f"{day:%A}",
        classes=" ".join(mark for mark, holds in marks.items() if holds),
        holiday=holiday,
        items=items[: most - 1] if left_out else items,
        more=left_out and left_out + 1,
    )

"""What templates show of an entry: words and addresses made beforehand, so that loops are quick."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final, NamedTuple

from portal import clock
from portal.access import Permission
from portal.access.gate import may
from portal.accounts.queries import signed_in_user
from portal.calendar.models import AttendeeState, EntryStatus, ImportedKind, Kind
from portal.calendar.queries import Plain, Row, schools_between
from portal.calendar.rules import by_day, school_words
from portal.site.filters import span, time

KINDS: Final[dict[str, tuple[str, str]]] = {
    Kind.PANEL: ("Panel", "app-k1"),
    Kind.TRAINING: ("Training", "app-k2"),
    Kind.REPARATION: ("Reparation", "app-k3"),
    Kind.DUE: ("Due date", "app-k4"),
    Kind.TEAM: ("Team", "app-k5"),
    Kind.LEAVE: ("Leave", "app-k5"),
    **{kind: (kind.label, "app-k5") for kind in ImportedKind},
}
"""The word that an entry starts with, and the class of its colour."""
HEX_DIGITS: Final = 32
STATES: Final[dict[str | None, tuple[str, str] | None]] = {
    AttendeeState.ACCEPTED: ("You said yes", "ok"),
    AttendeeState.OFFERED: ("Not answered yet", "wait"),
    AttendeeState.ABSENT: ("Noted: did not come", "none"),
    AttendeeState.TOLD: None,
}
"""How one's own part stands, in words; of what is only theirs to know there is nothing to say."""
CANCELLED: Final = ("Cancelled", "risk")
OPEN_TO_ALL: Final = frozenset(
    {Kind.TRAINING.value, Kind.REPARATION.value, *(kind.value for kind in ImportedKind)}
)
"""What has a page that everybody may open who sees it in the calendar."""
NOON: Final = 12
NAMED_HOURS: Final = {0: "Midnight", NOON: "Midday"}
FIRST_HOUR: Final = 8
LAST_HOUR: Final = 20
"""The hours that a day shows however empty: panels sit in the evening."""
MOST_A_DAY: Final = 12
"""Beyond these a day of the month says how many more, and leads to its agenda."""


@dataclass(frozen=True)
class Opens:
    """Whose own pages somebody may open without being on it: these kinds, in these areas.

    No area means all. What is elsewhere leads to its page of the calendar, which all may open.
    The pages of sessions, and of imported calendars, are for everybody who sees them.
    """

    kinds: Collection[str]
    areas: Collection[int]

    def page_of(self, kind: str, area_id: int | None) -> bool:
        """Return whether the own page of an entry can be opened."""
        if kind in OPEN_TO_ALL:
            return True
        if kind == Kind.DUE and area_id is None:
            return kind in self.kinds  # of somebody who serves the whole service
        return kind in self.kinds and (not self.areas or area_id in self.areas)


class Shown(NamedTuple):
    """An entry on a page, in words. `when` is its kind and time."""

    look: str
    when: str
    text: str
    link: str
    state: tuple[str, str] | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A day of the month or week."""

    day: date
    label: str
    weekday: str
    classes: str
    holiday: str | None
    school: str | None
    items: Sequence[Shown]
    more: int
    passed: int | None = None
    """How many of the items have begun, on today of a week: that is where “now” stands."""

    @property
    def is_hidden_on_phone(self) -> bool:
        """Return whether a phone's list leaves the day out."""
        return "is-out" in self.classes or "is-quiet" in self.classes


def card(row: Row, opens: Opens) -> dict[str, Any]:
    """Return what an agenda's card says."""
    return {
        **_shown(row, opens)._asdict(),
        "word": row.kind.label,
        "span": "all day" if row.all_day else span(row.starts_at, row.ends_at),
        "place": row.place,
    }


class Hour(NamedTuple):
    """An hour of a day, and what begins in it."""

    label: str
    starts: str
    is_now: bool
    items: Sequence[dict[str, Any]]


def hours(rows: Iterable[Row], day: date) -> tuple[list[dict[str, Any]], list[Hour]]:
    """Return what lasts all of a day or began before it, and the day's hours.

    The hours are the working day's, those around it in which something begins, and this one.
    """
    opens = opened()
    whole: list[dict[str, Any]] = []
    by_hour: defaultdict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if row.all_day or row.first_day < day:
            whole.append(card(row, opens))
        else:
            by_hour[clock.london(row.starts_at).hour].append(card(row, opens))
    now = clock.london(clock.now())
    this_hour = now.hour if now.date() == day else None
    needed = {FIRST_HOUR, LAST_HOUR, *by_hour} | ({this_hour} if this_hour is not None else set())
    return whole, [
        Hour(
            label=hour_words(number),
            starts=f"{number:02}:00",
            is_now=number == this_hour,
            items=by_hour[number],
        )
        for number in range(min(needed), max(needed) + 1)
    ]


def hour_words(number: int) -> str:
    """> 9am, Midday."""
    named = NAMED_HOURS.get(number)
    return named or f"{number % 12 or 12}{'am' if number < NOON else 'pm'}"


def shown(rows: Iterable[Plain | Row], opens: Opens) -> list[Shown]:
    """Return the rows in words; `opens` says whose own pages may be opened."""
    return [_shown(row, opens) for row in rows]


def _shown(row: Plain | Row, opens: Opens) -> Shown:
    word, look = KINDS[row.kind]
    state = STATES.get(row.state)
    if row.state not in STATES:
        text, path = row.title, row.path if opens.page_of(row.kind, row.area_id) else None
    else:
        text, path = row.part or row.title, row.own_path
    if row.status == EntryStatus.CANCELLED:
        state = CANCELLED
    when = word if row.all_day else f"{word} {time(_aware(row.starts))}"
    return Shown(look, when, text, path or _page_of(str(row.uuid)), state)


def in_order(row: Plain | Row) -> tuple[date, datetime]:
    """Return what entries and those of imported calendars are put in one order by."""
    return row.first_day, _aware(row.starts)


def _aware(moment: datetime) -> datetime:
    """Give SQLite's naive moments their zone back."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _page_of(uuid: str) -> str:
    """Return the address of an entry's page; SQLite keeps UUIDs without their hyphens."""
    if len(uuid) == HEX_DIGITS:
        uuid = f"{uuid[:8]}-{uuid[8:12]}-{uuid[12:16]}-{uuid[16:20]}-{uuid[20:]}"
    return f"/calendar/entries/{uuid}"


def opened() -> Opens:
    """Return whose own pages whoever is signed in may open."""
    if not may(Permission.PANELS_READ):
        return Opens(frozenset(), frozenset())
    return Opens(frozenset({Kind.PANEL, Kind.DUE}), signed_in_user().area_ids)


def grid(
    weeks: Sequence[Sequence[date]],
    rows: Iterable[Plain | Row],
    *,
    month: int | None,
    most: int = MOST_A_DAY,
) -> list[list[Cell]]:
    """Return the cells of a month (or of one week, without a month), week by week."""
    first, opens = weeks[0][0], opened()
    days = by_day(rows, first, weeks[-1][-1])
    schools = schools_on(day for week in weeks for day in week)
    return [
        [
            _cell(
                day,
                _most_of(days.get(day, []), most, opens),
                first=first,
                month=month,
                school=schools.get(day),
                passed=_passed(days.get(day, []), day) if month is None else None,
            )
            for day in week
        ]
        for week in weeks
    ]


def schools_on(days: Iterable[date]) -> dict[date, str]:
    """Return of working days whether schools have term, as far as a calendar of it was imported."""
    working = [day for day in days if clock.is_working_day(day)]
    if not working:
        return {}
    return school_words(working, schools_between(working[0], working[-1]))


def _most_of(rows: list[Plain | Row], most: int, opens: Opens) -> tuple[list[Shown], int]:
    """Return what of a day is shown, and how much more there is."""
    kept = rows if len(rows) <= most else rows[: most - 1]
    return shown(kept, opens), len(rows) - len(kept)


def _passed(rows: Iterable[Plain | Row], day: date) -> int | None:
    """Return how many of the day's things have begun, if it is today."""
    now = clock.now()
    if day != clock.london(now).date():
        return None
    return sum(row.all_day or _aware(row.starts) <= now for row in rows)


def _cell(
    day: date,
    content: tuple[list[Shown], int],
    *,
    first: date,
    month: int | None,
    school: str | None,
    passed: int | None,
) -> Cell:
    items, more = content
    today, holiday = clock.today(), clock.bank_holiday(day)
    marks = {
        "is-out": month is not None and day.month != month,
        "is-today": day == today,
        "is-quiet": not items and not holiday and day != today,
    }
    number = f"{day.day} {day:%b}" if day == first or day.day == 1 else str(day.day)
    return Cell(
        day=day,
        label=f"{number} Today" if day == today else number,
        weekday=f"{day:%A}",
        classes=" ".join(mark for mark, holds in marks.items() if holds),
        holiday=holiday,
        school=school,
        items=items,
        more=more,
        passed=passed,
    )

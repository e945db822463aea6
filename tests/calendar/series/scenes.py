"""A series in the calendar, and how an independent program reads it."""

import json
import subprocess
from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import icalendar
import recurring_ical_events
from sqlalchemy import select

from portal import clock
from portal.calendar import actions, ics
from portal.calendar.actions import Event
from portal.calendar.models import Entry, EntryStatus, Kind, Series
from portal.calendar.queries.texts import where
from portal.calendar.rules import Every, Repeat
from portal.database import session
from portal.people.models import Person
from tests.readers import NODE, moment

EXPANDING: Final = Path(__file__).with_name("expanding.mjs")
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
THURSDAY = date(2026, 3, 5)
TEN, ELEVEN = time(10), time(11)
WEEK = timedelta(weeks=1)
UNTIL_JUNE = Repeat(Every.WEEK, 2, "TH", until=date(2026, 6, 18))

Shown = tuple[datetime | date, datetime | date, str, str]


def meeting(day: date = THURSDAY, starts: time = TEN, ends: time = ELEVEN, **values: Any) -> Event:
    """Return what a form says of a meeting."""
    told: dict[str, Any] = {
        "kind": Kind.TEAM,
        "title": "Team meeting",
        "starts_at": clock.at(day, starts),
        "ends_at": clock.at(day, ends),
        "all_day": False,
        "room": None,
        "place": "County Offices",
        "area": None,
        "audience": "staff",
    }
    return Event(**{**told, **values})


def made(jo: Person, repeat: Repeat = UNTIL_JUNE, **values: Any) -> list[Entry]:
    """Put a series into the calendar; return its times."""
    first = actions.add_series(
        event=meeting(**values), repeat=repeat, form_key=uuid4().hex, actor=jo
    )
    session.commit()
    return times_of(first)


def times_of(entry: Entry) -> list[Entry]:
    """Return the times of a series, in order."""
    found = select(Entry).where(Entry.series_id == entry.series_id, Entry.recurs_on.is_not(None))
    return list(session.scalars(found.order_by(Entry.recurs_on)))


def series_of(entry: Entry) -> Series:
    """Return the series of one of its times."""
    assert entry.series
    return entry.series


def going() -> list[Shown]:
    """Return what the portal shows, in order."""
    found = select(Entry).where(Entry.status != EntryStatus.CANCELLED)
    rows = session.scalars(found.order_by(Entry.starts_at))
    return [
        (each.first_day, each.last_day + timedelta(days=1), each.title, where(each))
        if each.all_day
        else (each.starts_at, each.ends_at, each.title, where(each))
        for each in rows
    ]


def written() -> str:
    """Return a calendar of the texts of all series."""
    texts = session.scalars(select(Series.ics).order_by(Series.id))
    return ics.calendar("All", ics.timezone(), *texts)


def expanded() -> list[Shown]:
    """Return what an independent program makes of the texts of all series, in order of time."""
    whole = icalendar.Calendar.from_ical(written())
    found = recurring_ical_events.of(whole).between((2025, 1, 1), (2040, 1, 1))
    events = [each for each in found if each["STATUS"] != "CANCELLED"]
    return sorted(
        (
            _utc(each["DTSTART"].dt),
            _utc(each["DTEND"].dt),
            str(each["SUMMARY"]),
            str(each.get("LOCATION", "")),
        )
        for each in events
    )


def expanded_by_ical_js() -> list[Shown]:
    """Return the same from another program, which shares no code with the first."""
    assert NODE, "node is not installed: `make test` brings it"
    done = subprocess.run(  # noqa: S603 -- our own script
        [NODE, EXPANDING], input=written().encode(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return sorted(
        (moment(starts), moment(ends), title, place)
        for starts, ends, title, place in json.loads(done.stdout)
    )


def _utc(value: datetime | date) -> datetime | date:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def days(entries: Sequence[Entry]) -> list[date]:
    """Return the first days of entries."""
    return [each.first_day for each in entries]

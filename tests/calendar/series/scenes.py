"""A series in the calendar, and how an independent program reads it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
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


def expanded() -> list[Shown]:
    """Return what an independent program makes of all the texts of series, in order of time."""
    texts = session.scalars(select(Series.ics).order_by(Series.id))
    whole = icalendar.Calendar.from_ical(ics.calendar("All", ics.timezone(), *texts))
    found = recurring_ical_events.of(whole).between((2025, 1, 1), (2030, 1, 1))
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


def _utc(value: datetime | date) -> datetime | date:
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def days(entries: Sequence[Entry]) -> list[date]:
    """Return the first days of entries."""
    return [each.first_day for each in entries]

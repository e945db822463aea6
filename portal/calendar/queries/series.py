"""What repeats: its times, and how iCalendar shall tell it."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload, undefer

from portal import clock
from portal.calendar import ics
from portal.calendar.models import Entry, EntryStatus, Room, Series
from portal.calendar.queries.rows import entry_for
from portal.calendar.queries.texts import position, seen_as, where
from portal.calendar.rules import Repeat
from portal.database import session


def occurrences(series_id: int, *, locked: bool = False) -> Sequence[Entry]:
    """Return every time of a series, in the order of its rule, also what was called off."""
    found = (
        select(Entry)
        .options(joinedload(Entry.room).joinedload(Room.venue), selectinload(Entry.audience))
        .where(Entry.series_id == series_id, Entry.recurs_on.is_not(None))
        .order_by(Entry.recurs_on, Entry.id)
    )
    if locked:
        found = found.with_for_update(of=Entry).execution_options(populate_existing=True)
    return session.scalars(found).all()


def occurrence_to_change(person_id: int, uuid: UUID) -> Entry:
    """Return one time of a series that the person may see, with all of the series locked.

    Raises NoResultFound for what does not repeat.
    """
    found = entry_for(person_id, uuid)
    session.scalars(
        select(Series)
        .where(Series.id == found.series_id)
        .with_for_update(of=Series)
        .execution_options(populate_existing=True)
    ).one()
    occurrences(found.series_id or 0, locked=True)
    return found


def first_changed(times: Sequence[Entry], entry: Entry, *, whole: bool) -> Entry:
    """Return the first time that a change is about: the one given, or the first not over yet.

    Of a series that is over altogether, the first.
    """
    if not whole:
        return entry
    now = clock.now()
    return next((each for each in times if each.ends_at > now), times[0])


def some_series(ids: Collection[int]) -> Sequence[Series]:
    """Return series with their texts, in order of their making."""
    return session.scalars(
        select(Series)
        .options(undefer(Series.ics), joinedload(Series.room).joinedload(Room.venue))
        .where(Series.id.in_(ids))
        .order_by(Series.id)
    ).all()


def told(series: Series, times: Sequence[Entry]) -> list[ics.Event]:
    """Return the events of a series: its rule, then each time that the rule does not tell.

    What was called off is taken out of the rule; when that is all of it, the whole is cancelled.
    """
    going = [each for each in times if each.status is not EntryStatus.CANCELLED]
    off = [_begin(series, each.recurs_on) for each in times if each not in going]
    first = _begin(series, series.first_day)
    whole = replace(
        _shared(series, (going or times)[0]),
        title=series.title,
        location=where(series),
        position=position(series),
        status="CONFIRMED" if going else ics.CANCELLED,
        starts=first,
        ends=datetime.combine(series.first_day, series.ends, clock.LONDON)
        if series.ends
        else first,
        recurrence=ics.Recurrence(_rule(series), without=off if going else ()),
    )
    others = [each for each in going if is_changed(series, each) or _clocks_change(series, each)]
    return [whole, *(_instead(series, each) for each in others)]


def is_changed(series: Series, entry: Entry) -> bool:
    """Return whether one time was moved or changed on its own."""
    now = (entry.title, entry.starts_at, entry.ends_at, entry.room_id, entry.place)
    usual = series.moments(entry.recurs_on or series.first_day)
    return now != (series.title, *usual, series.room_id, series.place)


def _clocks_change(series: Series, entry: Entry) -> bool:
    """Return whether clocks change while it lasts: programs differ about how long that is."""
    if series.all_day:
        return False
    starts_at, ends_at = series.moments(entry.recurs_on or series.first_day)
    usual_start, usual_end = series.moments(series.first_day)
    shown = clock.london(starts_at).time(), clock.london(ends_at).time()
    return ends_at - starts_at != usual_end - usual_start or shown != (series.starts, series.ends)


def _shared(series: Series, entry: Entry) -> ics.Event:
    return replace(
        seen_as(entry),
        uid=f"amends-{series.uuid}",
        sequence=series.sequence,
        changed_at=series.changed_at,
    )


def _instead(series: Series, entry: Entry) -> ics.Event:
    begin = _begin(series, entry.recurs_on)
    return replace(_shared(series, entry), recurrence=ics.Recurrence(instead_of=begin))


def _begin(series: Series, day: date | None) -> datetime | date:
    """Return when it begins on a day by the rule: on London's clocks, even if those skip it."""
    day = day or series.first_day
    return datetime.combine(day, series.starts, clock.LONDON) if series.starts else day


def _rule(series: Series) -> str:
    """Return the rule as RFC 5545 3.3.10 wants its end: a moment in UTC, where there are hours."""
    until = Repeat.of(series.rrule).until
    if until is None or series.all_day:
        return series.rrule
    last = f"{series.moments(until)[0]:%Y%m%dT%H%M%SZ}"
    return series.rrule.replace(f"UNTIL={until:%Y%m%d}", f"UNTIL={last}")

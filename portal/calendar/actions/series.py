"""What repeats: making it; moving or calling off one time, this and all after it, or all.

A change of more than one time ends the series before the first of them and begins another there,
with a UID of its own: what has been stays as it was, in the portal and in every program. When
nothing lies before, the series itself changes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from functools import cached_property
from typing import Any

from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit import actions as audit
from portal.calendar import queries, rules
from portal.calendar.actions import slots
from portal.calendar.actions.entries import change_audience, change_columns, write_series
from portal.calendar.actions.events import Details, Event
from portal.calendar.actions.revisions import count_up
from portal.calendar.models import CalendarTag, Entry, EntryStatus, Room, Series, moments_of
from portal.calendar.rules import Repeat
from portal.database import session
from portal.people.models import Person

CANCELLED = EntryStatus.CANCELLED


@dataclass(frozen=True)
class Planned:
    """How one time of a series shall be. Without an entry it is a new one."""

    entry: Entry | None
    recurs_on: date
    title: str
    starts_at: datetime
    ends_at: datetime
    room: Room | None
    place: str

    @property
    def wanted(self) -> slots.Wanted:
        """Return the room and the hours that it takes."""
        return slots.Wanted(self.room, self.starts_at, self.ends_at)


@dataclass(frozen=True)
class Pattern:
    """What a form says of something that repeats."""

    event: Event
    repeat: Repeat

    @cached_property
    def days(self) -> list[date]:
        """Return the days on which it happens; too many are a ValueError: forms check first."""
        found = self.repeat.days(self.first)
        if not 1 <= len(found) <= rules.MOST_TIMES:
            message = f"a series has from 1 to {rules.MOST_TIMES} times"
            raise ValueError(message)
        return found

    @property
    def first(self) -> date:
        """Return the day that its rule begins on."""
        return clock.london(self.event.starts_at).date()

    @property
    def starts(self) -> time | None:
        """Return what London's clocks show when it begins; None for what lasts all day."""
        return None if self.event.all_day else clock.london(self.event.starts_at).time()

    @property
    def ends(self) -> time | None:
        """Return what London's clocks show when it ends."""
        return None if self.event.all_day else clock.london(self.event.ends_at).time()

    @property
    def columns(self) -> dict[str, Any]:
        """Return the columns of its series."""
        event = self.event
        return {
            "kind": event.kind,
            "title": event.title,
            "first_day": self.first,
            "starts": self.starts,
            "ends": self.ends,
            "rrule": self.repeat.text,
            "room": event.room,
            "place": event.place,
            "area": event.area,
        }


def add_series(*, event: Event, repeat: Repeat, form_key: str, actor: Person) -> Entry:
    """Put something that repeats into the calendar; return its first time.

    The same form again gives the same. Raises `rules.RoomTaken`, which names the days.
    """
    made = queries.made_by_form(form_key)
    if made is not None:
        return made
    series = Series(made_by=actor, sequence=0)
    try:
        return _settle(series, Pattern(event, repeat), actor=actor, form_key=form_key)
    except (IntegrityError, rules.RoomTaken):
        # The form sent twice at once: the other sending has made it, and has the room.
        made = queries.made_by_form(form_key)
        if made is None:
            raise
        return made


def repeat_event(*, entry: Entry, event: Event, repeat: Repeat, actor: Person) -> Entry:
    """Let an event that happened once repeat, under the same UID; return its first time.

    Raises `rules.RoomTaken`, which names the days.
    """
    series = Series(uuid=entry.uuid, made_by=entry.made_by, sequence=entry.sequence + 1)
    return _settle(series, Pattern(event, repeat), [entry], actor=actor)


def change_series(
    *, entry: Entry, event: Event, repeat: Repeat, actor: Person, whole: bool
) -> Entry:
    """Change this time and all after it, or (`whole`) all that are not over; return the first.

    What was moved or called off on its own stays so while its day stays in the series. Raises
    `rules.RoomTaken`, which names the days.
    """
    series, before, after = _parted(entry, whole=whole)
    pattern = Pattern(event, repeat)
    if not before:
        return _settle(series, pattern, after, actor=actor)
    rest = Series(made_by=series.made_by, sequence=0)
    first = _settle(rest, pattern, after, usual=series, actor=actor)
    _end_after(series, before, tag=CalendarTag.SERIES_CHANGED, actor=actor)
    return first


def cancel_series(*, entry: Entry, actor: Person, whole: bool) -> None:
    """Call off this time and all after it, or (`whole`) all that are not over."""
    series, before, after = _parted(entry, whole=whole)
    now = clock.now()
    for each in after:
        change_columns(each, {"status": CANCELLED}, at=now, made=False)
        each.recurs_on = None if before else each.recurs_on
    slots.take_rooms(after)
    _end_after(series, before, after, tag=CalendarTag.SERIES_CANCELLED, actor=actor)


def change_occurrence(*, entry: Entry, details: Details, actor: Person) -> None:
    """Move or change one time alone. Raises `rules.RoomTaken`."""
    wanted = slots.Wanted(details.room, details.starts_at, details.ends_at)
    slots.refuse_taken(wanted, ignoring=entry.id)
    values = {
        name: getattr(details, name)
        for name in ("title", "starts_at", "ends_at", "all_day", "room", "place")
    }
    try:
        with session.begin_nested():
            _change_one(entry, values, CalendarTag.ENTRY_CHANGED, actor)
    except IntegrityError:
        # Somebody was quicker by a moment: what they took can be seen now, and named.
        slots.refuse_taken(wanted, ignoring=entry.id)
        raise


def cancel_occurrence(*, entry: Entry, actor: Person) -> None:
    """Call one time off; the others stay."""
    _change_one(entry, {"status": CANCELLED}, CalendarTag.ENTRY_CANCELLED, actor)


def _series_of(entry: Entry) -> tuple[Series, Sequence[Entry]]:
    """Return the series of a time, and all its times; a ValueError for what does not repeat."""
    if entry.series is None or entry.recurs_on is None:
        message = f"entry {entry.id} is no time of a series"
        raise ValueError(message)
    return entry.series, queries.occurrences(entry.series.id)


def _parted(entry: Entry, *, whole: bool) -> tuple[Series, list[Entry], list[Entry]]:
    """Return a series with its times before a change and those that it is about."""
    series, times = _series_of(entry)
    cut = times.index(queries.first_changed(times, entry, whole=whole))
    return series, list(times[:cut]), list(times[cut:])


def _change_one(entry: Entry, values: dict[str, Any], tag: CalendarTag, actor: Person) -> None:
    series, times = _series_of(entry)
    now = clock.now()
    changes = change_columns(entry, values, at=now, made=False)
    if not changes:
        return
    slots.take_rooms([entry])
    series.sequence += 1
    write_series(series, times, at=now)
    audit.record(tag, entry, actor=actor, changes=changes)
    count_up(_keys([entry]), at=now)


def _end_after(
    series: Series,
    before: Sequence[Entry],
    gone: Sequence[Entry] = (),
    *,
    tag: CalendarTag,
    actor: Person,
) -> None:
    """Let a series end with its times before a change; without any it is called off whole."""
    now = clock.now()
    series.sequence += 1
    if before:
        last = before[-1].recurs_on
        rule = replace(Repeat.of(series.rrule), until=last, times=None)
        series.rrule = rule.text
    write_series(series, before or gone, at=now)
    audit.record(tag, series, actor=actor, until=before[-1].recurs_on if before else None)
    count_up(_keys([*before, *gone]), at=now)


def _settle(
    series: Series,
    pattern: Pattern,
    had: Sequence[Entry] = (),
    *,
    actor: Person,
    usual: Series | None = None,
    form_key: str | None = None,
) -> Entry:
    """Make a series what a form says, with the times it had (of `usual`) as far as they fit."""
    plan = list(_planned(pattern, had, usual or series))
    wanted, ignoring = [each.wanted for each in plan], [each.id for each in had]
    slots.refuse_any_taken(wanted, ignoring=ignoring)
    try:
        with session.begin_nested():
            times = _write(series, pattern, plan, had, actor=actor)
            times[0].form_key = form_key or times[0].form_key
    except IntegrityError:
        # Somebody was quicker by a moment: what they took can be seen now, and named.
        slots.refuse_any_taken(wanted, ignoring=ignoring)
        raise
    return times[0]


def _planned(pattern: Pattern, had: Sequence[Entry], usual: Series) -> Iterator[Planned]:
    """Yield each time as it shall be, but for those called off whose day stays: they stay so.

    A time of a day that stays keeps what was changed on its own; the others give their entries,
    in order, to the new days, so that their addresses lead to what replaces them.
    """
    event, known = pattern.event, {each.recurs_on: each for each in had}
    spare = (each for each in had if _goes(each) and each.recurs_on not in pattern.days)
    for day in pattern.days:
        entry = known.get(day)
        starts_at, ends_at = moments_of(day, pattern.starts, pattern.ends)
        planned = Planned(entry, day, event.title, starts_at, ends_at, event.room, event.place)
        if entry is None:
            yield replace(planned, entry=next(spare, None))
        elif _goes(entry):
            yield replace(planned, **_own(entry, day, event, usual))


def _own(entry: Entry, day: date, event: Event, usual: Series) -> dict[str, Any]:
    """Return what one time has on its own, unlike the others of its series."""
    own: dict[str, Any] = {}
    if entry.title != usual.title:
        own["title"] = entry.title
    if (entry.room_id, entry.place) != (usual.room_id, usual.place):
        own |= {"room": entry.room, "place": entry.place}
    moved = (entry.starts_at, entry.ends_at) != usual.moments(day)
    if moved and entry.all_day == event.all_day:
        own |= {"starts_at": entry.starts_at, "ends_at": entry.ends_at}
    return own


def _write(
    series: Series,
    pattern: Pattern,
    plan: Sequence[Planned],
    had: Sequence[Entry],
    *,
    actor: Person,
) -> Sequence[Entry]:
    """Change the rows and the text, and tell the feeds and the trail; return the times, in order.

    What the rule has no day for any more is called off, and is no time of it.
    """
    now, made, before = clock.now(), series.id is None, _keys(had)
    with session.no_autoflush:  # a start without its end would break the rule of the table
        changes = audit.amend(series, **pattern.columns)
        session.add(series)
        series.sequence += int(not made)
        written = [_put(each, series, pattern.event, at=now) for each in plan]
        kept = [each for each in had if each not in written and each.recurs_on in pattern.days]
        for each in had:
            each.series = series
            if each not in written and each not in kept:
                change_columns(each, {"status": CANCELLED, "recurs_on": None}, at=now, made=False)
    session.flush()  # slots and texts need the numbers and names of entries
    slots.take_rooms([*had, *(each for each in written if each not in had)])
    times = sorted([*written, *kept], key=lambda each: each.recurs_on or date.max)
    write_series(series, times, at=now)
    tag = CalendarTag.SERIES_ADDED if made else CalendarTag.SERIES_CHANGED
    audit.record(tag, series, actor=actor, changes=changes)
    count_up(before | set(pattern.event.keys), at=now)
    return times


def _put(planned: Planned, series: Series, event: Event, *, at: datetime) -> Entry:
    """Write one time of a series."""
    made = planned.entry is None
    entry = planned.entry or Entry(made_by=series.made_by, sequence=0)
    values = {
        "kind": event.kind,
        "title": planned.title,
        "starts_at": planned.starts_at,
        "ends_at": planned.ends_at,
        "all_day": event.all_day,
        "room": planned.room,
        "place": planned.place,
        "area": event.area,
        "status": EntryStatus.CONFIRMED,
        "series": series,
        "recurs_on": planned.recurs_on,
    }
    change_columns(entry, values, at=at, made=made)
    entry.ics = ""
    change_audience(entry, {row.key for row in entry.audience}, set(event.keys))
    return entry


def _goes(entry: Entry) -> bool:
    return entry.status is not CANCELLED


def _keys(entries: Sequence[Entry]) -> set[str]:
    return {row.key for entry in entries for row in entry.audience}

"""The team's own entries, as colleagues entered them by hand."""

from datetime import datetime, timedelta

from portal import clock
from portal.calendar import actions, queries
from portal.calendar.models import Entry, Kind
from portal.calendar.rules import Every, Repeat, by_of, keys_for
from portal.demo.actions.entries import Draft
from portal.demo.actions.rows import Rows, morning
from portal.demo.rules.events import MEETING_TIMES, Event

AHEAD = timedelta(days=28)
CALLED_OFF = 6
"""Which time of the team's meetings is called off: one of this month or the next."""


def drafts(rows: Rows, events: list[Event]) -> list[Draft]:
    """Return the entries of events, each entered four weeks ahead, or yesterday at the latest."""
    return [_draft(rows, each) for each in events]


def _draft(rows: Rows, each: Event) -> Draft:
    area = rows.areas.get(each.area)
    starts_at, ends_at = _moments(each)
    made_at = morning(min(each.day - AHEAD, rows.times.away(-1)))
    entry = Entry(
        uuid=rows.uuid(),
        kind=Kind(each.kind),
        title=each.title,
        description="",
        starts_at=starts_at,
        ends_at=ends_at,
        all_day=each.starts is None,
        room=rows.rooms[each.room] if each.room else None,
        place=each.place,
        area=area,
        made_by=rows.people[each.by],
        sequence=0,
        changed_at=made_at,
    )
    return Draft(entry, keys_for(each.audience, area.id if area else None), made_at)


def _moments(each: Event) -> tuple[datetime, datetime]:
    if each.starts is None or each.ends is None:
        return clock.day_bounds(each.day, each.last)
    return clock.at(each.day, each.starts), clock.at(each.last, each.ends)


def repeat_meeting(rows: Rows, first: Event) -> None:
    """Put the team's meetings into the calendar, every second week, but for one called off."""
    actor, (starts_at, ends_at) = rows.people[first.by], _moments(first)
    event = actions.Event(
        kind=Kind(first.kind),
        title=first.title,
        starts_at=starts_at,
        ends_at=ends_at,
        all_day=False,
        room=None,
        place=first.place,
        area=None,
        audience=first.audience,
    )
    repeat = Repeat(Every.WEEK, 2, by_of(Every.WEEK, first.day), times=MEETING_TIMES)
    with rows.naming(), clock.frozen(morning(first.day - AHEAD)):
        key = rows.uuid().hex
        made = actions.add_series(event=event, repeat=repeat, form_key=key, actor=actor)
    with clock.frozen(morning(rows.times.away(-1))):
        times = queries.occurrences(made.series_id or 0)
        actions.cancel_occurrence(entry=times[CALLED_OFF], actor=actor)

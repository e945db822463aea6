"""What people are to renew, as all-day entries: theirs to know, and for who looks after them."""

from collections.abc import Collection
from uuid import UUID

from portal import clock
from portal.calendar import queries
from portal.calendar.actions.duties import Duty
from portal.calendar.actions.entries import cancel, publish
from portal.calendar.models import AttendeeState, Kind
from portal.calendar.rules import Deadline
from portal.people.queries import areas


def publish_deadlines(*, deadlines: Collection[Deadline]) -> None:
    """Put deadlines into the calendar, or bring those that are there up to what they are now.

    Nobody does this: the clock does, so the trail names no actor.
    """
    known = {entry.uuid: entry for entry in queries.entries_of({one.uuid for one in deadlines})}
    people = queries.people_numbered({one.person_id for one in deadlines})
    by_number = {area.id: area for area in areas()}
    for one in deadlines:
        starts_at, ends_at = clock.day_bounds(one.day, one.day)
        person = people[one.person_id]
        publish(
            actor=None,
            kind=Kind.DUE,
            title=one.title,
            path=one.path,
            starts_at=starts_at,
            ends_at=ends_at,
            audience=one.seen_by,
            duties=[Duty(person, one.own_title, AttendeeState.TOLD, one.own_path)],
            entry=known.get(one.uuid),
            uuid=one.uuid,
            area=by_number[one.area_id] if one.area_id else None,
            all_day=True,
        )


def withdraw_deadlines(*, uuids: Collection[UUID]) -> None:
    """Call deadlines off: what was due has been renewed, or is asked of nobody any more."""
    for entry in queries.entries_of(uuids):
        cancel(entry=entry, actor=None)

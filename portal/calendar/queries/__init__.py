"""What the calendar can be asked: who is busy, who sees what, which feed, which room."""

from portal.calendar.queries.duties import (
    busy,
    duties_of,
    invitation,
    last_duty,
    month_load,
    next_for,
)
from portal.calendar.queries.feeds import has_live_feed, live_feeds
from portal.calendar.queries.slots import (
    next_override,
    person_clash,
    person_slots,
    room_clash,
    room_slots,
)
from portal.calendar.queries.texts import days_of, seen_as
from portal.calendar.queries.venues import panel_rooms

__all__ = [
    "busy",
    "days_of",
    "duties_of",
    "has_live_feed",
    "invitation",
    "last_duty",
    "live_feeds",
    "month_load",
    "next_for",
    "next_override",
    "panel_rooms",
    "person_clash",
    "person_slots",
    "room_clash",
    "room_slots",
    "seen_as",
]

"""What the calendar can be asked: who is busy, who sees what, which feed, which room."""

from portal.calendar.queries.audience import key_sources
from portal.calendar.queries.duties import (
    busy,
    duties_of,
    invitation,
    last_duty,
    month_load,
    next_for,
)
from portal.calendar.queries.feeds import (
    Fetched,
    feed_made_by_form,
    feed_of,
    feed_texts,
    fetched,
    has_live_feed,
    live_feeds,
)
from portal.calendar.queries.places import (
    open_rooms,
    panel_rooms,
    room_named,
    room_of,
    venue,
    venue_named,
    venues,
)
from portal.calendar.queries.rows import (
    Plain,
    Row,
    coming,
    entry_for,
    entry_to_change,
    made_by_form,
    seen,
)
from portal.calendar.queries.slots import (
    next_override,
    person_clash,
    person_slots,
    room_clash,
    room_slots,
)
from portal.calendar.queries.texts import batch, coming_in, on_it, page_of, seen_as

__all__ = [
    "Fetched",
    "Plain",
    "Row",
    "batch",
    "busy",
    "coming",
    "coming_in",
    "duties_of",
    "entry_for",
    "entry_to_change",
    "feed_made_by_form",
    "feed_of",
    "feed_texts",
    "fetched",
    "has_live_feed",
    "invitation",
    "key_sources",
    "last_duty",
    "live_feeds",
    "made_by_form",
    "month_load",
    "next_for",
    "next_override",
    "on_it",
    "open_rooms",
    "page_of",
    "panel_rooms",
    "person_clash",
    "person_slots",
    "room_clash",
    "room_named",
    "room_of",
    "room_slots",
    "seen",
    "seen_as",
    "venue",
    "venue_named",
    "venues",
]

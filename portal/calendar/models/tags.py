"""What the trail says of the calendar."""

from portal.audit.models import Tag


class CalendarTag(Tag):
    """What the trail says of the calendar."""

    ENTRY_ADDED = "calendar:entry_added"
    ENTRY_CANCELLED = "calendar:entry_cancelled"
    ENTRY_CHANGED = "calendar:entry_changed"
    FEED_CREATED = "calendar:feed_created", "scope"
    FEED_RESET = "calendar:feed_reset"
    FEED_REVOKED = "calendar:feed_revoked"
    IMPORT_ADDED = "calendar:import_added"
    IMPORT_READ = "calendar:import_read", "added", "changed", "removed"
    IMPORT_REMOVED = "calendar:import_removed"
    ROOM_ADDED = "calendar:room_added"
    ROOM_CHANGED = "calendar:room_changed"
    SERIES_ADDED = "calendar:series_added"
    SERIES_CANCELLED = "calendar:series_cancelled", "until"
    SERIES_CHANGED = "calendar:series_changed", "until"
    VENUE_ADDED = "calendar:venue_added"
    VENUE_CHANGED = "calendar:venue_changed"
    VIEW_REMOVED = "calendar:view_removed"
    VIEW_SAVED = "calendar:view_saved"

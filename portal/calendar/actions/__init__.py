"""What changes the calendar: entries and whose duty they are, rooms, feeds, saved views."""

from portal.calendar.actions.deadlines import publish_deadlines, withdraw_deadlines
from portal.calendar.actions.duties import Duty
from portal.calendar.actions.entries import cancel, publish, remake
from portal.calendar.actions.events import Details, Event, add_event, change_event
from portal.calendar.actions.feeds import (
    count_miss,
    end_feeds,
    fetch,
    note_fetch,
    reset,
    revoke,
    subscribe,
)
from portal.calendar.actions.imported import (
    add_imported_calendar,
    bring_file,
    forget_files,
    remove_imported_calendar,
    replace_entries,
    take_entries,
    weigh_entries,
)
from portal.calendar.actions.photos import hide_venue, show_venue
from portal.calendar.actions.saved import remove_view, save_view
from portal.calendar.actions.series import (
    add_series,
    cancel_occurrence,
    cancel_series,
    change_occurrence,
    change_series,
    repeat_event,
)
from portal.calendar.actions.venues import (
    add_room,
    add_venue,
    change_room,
    change_venue,
    changing_venues,
)

__all__ = [
    "Details",
    "Duty",
    "Event",
    "add_event",
    "add_imported_calendar",
    "add_room",
    "add_series",
    "add_venue",
    "bring_file",
    "cancel",
    "cancel_occurrence",
    "cancel_series",
    "change_event",
    "change_occurrence",
    "change_room",
    "change_series",
    "change_venue",
    "changing_venues",
    "count_miss",
    "end_feeds",
    "fetch",
    "forget_files",
    "hide_venue",
    "note_fetch",
    "publish",
    "publish_deadlines",
    "remake",
    "remove_imported_calendar",
    "remove_view",
    "repeat_event",
    "replace_entries",
    "reset",
    "revoke",
    "save_view",
    "show_venue",
    "subscribe",
    "take_entries",
    "weigh_entries",
    "withdraw_deadlines",
]

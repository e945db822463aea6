"""What changes the calendar: entries and whose duty they are, rooms, feeds."""

from portal.calendar.actions.duties import Duty
from portal.calendar.actions.entries import cancel, publish
from portal.calendar.actions.feeds import end_feeds

__all__ = ["Duty", "cancel", "end_feeds", "publish"]

"""Entries, who may see them, whose duty they are; venues, rooms and the slots that they take."""

from portal.calendar.models.entries import (
    MOMENT,
    TAKES_TIME,
    UNSEEN,
    Attendee,
    AttendeeState,
    AudienceRevision,
    Entry,
    EntryAudience,
    EntryStatus,
    Kind,
    days_of,
)
from portal.calendar.models.feeds import FEED_LABELS, Feed, FeedScope, SavedView
from portal.calendar.models.imported import ImportedCalendar, ImportedEntry, ImportedKind
from portal.calendar.models.series import Series, moments_of
from portal.calendar.models.slots import PersonSlot, RoomSlot
from portal.calendar.models.tags import CalendarTag
from portal.calendar.models.venues import Room, Venue, VenuePhoto

__all__ = [
    "FEED_LABELS",
    "MOMENT",
    "TAKES_TIME",
    "UNSEEN",
    "Attendee",
    "AttendeeState",
    "AudienceRevision",
    "CalendarTag",
    "Entry",
    "EntryAudience",
    "EntryStatus",
    "Feed",
    "FeedScope",
    "ImportedCalendar",
    "ImportedEntry",
    "ImportedKind",
    "Kind",
    "PersonSlot",
    "Room",
    "RoomSlot",
    "SavedView",
    "Series",
    "Venue",
    "VenuePhoto",
    "days_of",
    "moments_of",
]

"""Who may change one entry or imported calendar; what a feed's owner must be allowed."""

from collections.abc import Collection
from typing import Final

from portal.access.rules import Permission
from portal.calendar.models import Entry, EntryStatus, FeedScope, ImportedCalendar, Kind

FEED_NEEDS: Final = {
    FeedScope.DEADLINES: Permission.PANELS_ARRANGE,
    FeedScope.ROOMS: Permission.CALENDAR_VENUES,
}
"""The feeds that ask for more than a subscription does. Without it they are empty."""

BY_HAND = frozenset({Kind.TEAM, Kind.LEAVE})


def is_by_hand(entry: Entry) -> bool:
    """Return whether people made it here; what a feature published is changed there."""
    return entry.kind in BY_HAND and entry.path is None


def may_change(entry: Entry, area_ids: Collection[int]) -> bool:
    """Return whether a coordinator limited to these areas (none: to nothing) may change it."""
    ours = not area_ids or entry.area_id in area_ids
    return ours and is_by_hand(entry) and entry.status is not EntryStatus.CANCELLED


def may_import(calendar: ImportedCalendar, area_ids: Collection[int]) -> bool:
    """Return whether a coordinator limited to these areas (none: to nothing) keeps it."""
    return not area_ids or calendar.area_id in area_ids

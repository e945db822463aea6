"""Who may change one entry."""

from collections.abc import Collection

from portal.calendar.models import Entry, EntryStatus, Kind

BY_HAND = frozenset({Kind.TEAM, Kind.LEAVE})


def is_by_hand(entry: Entry) -> bool:
    """Return whether people made it here; what a feature published is changed there."""
    return entry.kind in BY_HAND and entry.path is None


def may_change(entry: Entry, area_ids: Collection[int]) -> bool:
    """Return whether a coordinator limited to these areas (none: to nothing) may change it."""
    ours = not area_ids or entry.area_id in area_ids
    return ours and is_by_hand(entry) and entry.status is not EntryStatus.CANCELLED

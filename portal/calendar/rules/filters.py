"""What of the calendar is shown, and what a feed keeps of that."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final
from urllib.parse import urlencode

from portal.calendar.rules.feeds import FEED_AHEAD, FEED_BACK


def carries(chosen: "Carried", kind: str, area_id: int | None) -> bool:
    """Return whether a feed would surely carry its owner's duty of the kind and area.

    What is for the whole service is carried whatever areas were chosen. A feed of places carries
    a duty only while it is there, so it is not counted on.
    """
    filters = chosen.filters
    if filters.venues or filters.who == "team" or chosen.in_rooms:
        return False
    if filters.kinds and kind not in filters.kinds:
        return False
    return area_id is None or not filters.areas or area_id in filters.areas


WHO: Final = ("mine", "team")
"""Whose entries: those that somebody is on, or those that a colleague of their areas is on."""


@dataclass(frozen=True)
class Filters:
    """What part of what they may see somebody chose to see; empty is everything.

    `imported` adds the calendars of others, which narrow nothing and are in no feed.
    """

    kinds: tuple[str, ...] = ()
    areas: tuple[int, ...] = ()
    who: str | None = None
    venues: tuple[int, ...] = ()
    imported: bool = False

    @property
    def query(self) -> str:
        """Return the filters as the end of an address, with its question mark, or nothing."""
        chosen = {
            "kind": ",".join(self.kinds),
            "area": ",".join(map(str, self.areas)),
            "who": self.who,
            "venue": ",".join(map(str, self.venues)),
            "imported": "yes" if self.imported else "",
        }
        text = urlencode({name: value for name, value in chosen.items() if value}, safe=",")
        return f"?{text}" if text else ""

    def kept(self) -> dict[str, Any]:
        """Return what was chosen, as a row keeps it."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Filters":
        """Return what a row keeps."""
        return cls(
            kinds=tuple(kept.get("kinds", ())),
            areas=tuple(kept.get("areas", ())),
            who=kept.get("who"),
            venues=tuple(kept.get("venues", ())),
            imported=bool(kept.get("imported")),
        )


def filter_words(
    chosen: Filters,
    *,
    kinds: Mapping[str, str],
    areas: Mapping[int, str],
    venues: Mapping[int, str],
) -> str:
    """Return what was chosen in words, from the labels; "" for nothing: > panel, Northmere."""
    words = [
        {"mine": "mine", "team": "my team"}.get(chosen.who or "", ""),
        *(kinds.get(kind, "") for kind in chosen.kinds),
        *(areas.get(area, "") for area in chosen.areas),
        *(venues.get(venue, "") for venue in chosen.venues),
        "with imported calendars" if chosen.imported else "",
    ]
    return ", ".join(word for word in words if word)


@dataclass(frozen=True)
class Carried:
    """What the owner of a feed chose for it: bound into the feed, not into its address.

    `back` and `ahead` are days, `alarm` is minutes before a duty. `words` are the filters in our
    own words, for the name of the calendar: nothing that somebody typed.
    """

    filters: Filters = Filters()
    in_rooms: bool = False
    without_cancelled: bool = False
    back: int = FEED_BACK
    ahead: int = FEED_AHEAD
    alarm: int | None = None
    words: str = ""

    def kept(self) -> dict[str, Any]:
        """Return what differs from an ordinary feed, as a row keeps it."""
        ordinary = Carried()
        differs = {
            name: getattr(self, name)
            for name in PLAIN
            if getattr(self, name) != getattr(ordinary, name)
        }
        return self.filters.kept() | differs

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Carried":
        """Return what a row keeps."""
        plain = {name: kept[name] for name in PLAIN if name in kept}
        return cls(filters=Filters.of(kept), **plain)


PLAIN: Final = ("in_rooms", "without_cancelled", "back", "ahead", "alarm", "words")

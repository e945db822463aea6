"""The calendar's rules over plain values: which quarters of an hour a time takes, what clashes."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import Any, Final, Generic, Protocol, TypeVar
from urllib.parse import urlencode

from portal.site.fields import time_from

QUARTER: Final = 15 * 60
LONGEST: Final = timedelta(days=92)
LONGEST_IN_ROOM: Final = timedelta(days=7)


class Clash(Exception):
    """A time that is taken. The message is a sentence for people; the rest names what is there."""

    def __init__(self, sentence: str, starts_at: datetime, ends_at: datetime) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.starts_at = starts_at
        self.ends_at = ends_at


class RoomTaken(Clash):
    """Something else is in the room then."""


class PersonBusy(Clash):
    """Somebody has promised another duty then; `person_id` says who."""

    def __init__(
        self, sentence: str, starts_at: datetime, ends_at: datetime, person_id: int
    ) -> None:
        super().__init__(sentence, starts_at, ends_at)
        self.person_id = person_id


class NameTaken(Exception):
    """Something of that kind has the name already. The message is a sentence for people."""

    @property
    def sentence(self) -> str:
        """Return the sentence."""
        return f"{self}. Use another name, so that nobody mistakes one for the other"


def quarters(starts_at: datetime, ends_at: datetime) -> range:
    """Return the quarters of an hour, counted since 1970 in UTC, that a time touches."""
    return range(int(starts_at.timestamp() // QUARTER), -int(-ends_at.timestamp() // QUARTER))


@dataclass(frozen=True)
class RoomWish:
    """What a room must be. `needs` are columns of its venue that must hold, `use` one more."""

    needs: frozenset[str] = frozenset()
    use: str | None = None
    area_id: int | None = None
    people: int | None = None


WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
OPENS: Final = re.compile(r"([a-z]+)(?: to ([a-z]+))? (\S+(?: [ap]m)?) to (\S+(?: [ap]m)?)", re.I)
OPENING_LIKE: Final = "Monday to Friday 9am to 8pm"


@lru_cache(maxsize=256)
def opening_of(text: str) -> Mapping[int, tuple[time, time]]:
    """Return when a place opens and closes, weekday by weekday, Monday 0.

    A line is for one weekday or for some that follow each other; days without a line are closed.
    Midnight as an end is the end of the day. Raises ValueError with the sentence for the person.
    """
    opening: dict[int, tuple[time, time]] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        days, hours = _line_of(line)
        if opening.keys() & set(days):
            raise ValueError(f"“{line}” speaks of a day that has its hours already: say it once")
        opening |= dict.fromkeys(days, hours)
    return opening


def _line_of(line: str) -> tuple[range, tuple[time, time]]:
    """Return the weekdays of a line, and its hours."""
    found = OPENS.fullmatch(line)
    first, last, opens, closes = found.groups() if found else ("", "", "", "")
    try:
        days = range(_weekday(first), _weekday(last or first) + 1)
        hours = time_from(opens), time_from(closes)
    except ValueError:
        raise ValueError(f"Write “{line}” like {OPENING_LIKE}") from None
    if not days or (hours[1] != time() and hours[0] >= hours[1]):
        raise ValueError(f"“{line}” runs backwards: write it like {OPENING_LIKE}")
    return days, hours


def _weekday(word: str) -> int:
    return WEEKDAYS.index(word.lower()[:3])


def is_open(opening: str, day: date, starts: time, ends: time) -> bool:
    """Return whether a place is open all that time; one whose hours nobody said counts as open."""
    if not opening:
        return True
    opens, closes = opening_of(opening).get(day.weekday(), (time.max, time()))
    return opens <= starts and (closes == time() or ends <= closes)


Thing = TypeVar("Thing")
IN_A_DAY: Final = 24 * 4


@dataclass(frozen=True)
class Stretch(Generic[Thing]):
    """A part of a room's day, in quarters of an hour since midnight: taken, free or closed."""

    first: int
    beyond: int
    things: tuple[Thing, ...] = ()
    is_open: bool = True


def open_quarters(opening: str, day: date) -> tuple[int, int]:
    """Return from which to which quarter of an hour of a day a place is open."""
    if not opening:
        return 0, IN_A_DAY
    opens, closes = opening_of(opening).get(day.weekday(), (time(), None))
    if closes is None:
        return 0, 0
    return -(-_minutes(opens) // 15), _minutes(closes) // 15 or IN_A_DAY


def _minutes(hour: time) -> int:
    return hour.hour * 60 + hour.minute


def stretches(
    taken: Iterable[Stretch[Thing]], shown: tuple[int, int], opens: tuple[int, int]
) -> list[Stretch[Thing]]:
    """Return a room's day as a row of stretches without a gap; what overlaps shares one."""
    row: list[Stretch[Thing]] = []
    for each in sorted(taken, key=lambda each: (each.first, each.beyond)):
        if row and each.first < row[-1].beyond:
            last = row.pop()
            beyond = max(last.beyond, each.beyond)
            row.append(Stretch(last.first, beyond, last.things + each.things))
        else:
            row.append(each)
    at = shown[0]
    whole: list[Stretch[Thing]] = []
    for each in row:
        whole += [*_untaken(at, each.first, opens), each]
        at = each.beyond
    return [*whole, *_untaken(at, shown[1], opens)]


def _untaken(first: int, beyond: int, opens: tuple[int, int]) -> list[Stretch[Any]]:
    """Return a stretch that nothing takes, cut where the place opens and closes."""
    start, end = (min(max(cut, first), beyond) for cut in opens)
    parts: tuple[Stretch[Any], ...] = (
        Stretch(first, start, is_open=False),
        Stretch(start, end),
        Stretch(end, beyond, is_open=False),
    )
    return [part for part in parts if part.first < part.beyond]


FEED_BACK: Final = 60
FEED_AHEAD: Final = 400
"""So many days a feed reaches back and ahead of London's day, if its owner chose no fewer."""
MOST_FEEDS: Final = 20
MOST_VIEWS: Final = 20
COUNTED_FOR: Final = timedelta(minutes=10)
MOST_FETCHES: Final = 60
MOST_MISSES: Final = 20
"""So many fetches of one feed, and wrong addresses from one place, in `COUNTED_FOR`."""
NOTED_EVERY: Final = timedelta(minutes=5)

PROGRAMS: Final = (
    ("google", "Google Calendar"),
    ("microsoft.exchange", "Outlook"),
    ("outlook", "Outlook"),
    ("microsoft office", "Outlook"),
    ("dataaccessd", "Apple Calendar (iPhone or iPad)"),
    ("ios/", "Apple Calendar (iPhone or iPad)"),
    ("calendaragent", "Apple Calendar (Mac)"),
    ("macos/", "Apple Calendar (Mac)"),
    ("thunderbird", "Thunderbird"),
    ("icsx5", "ICSx5"),
    ("vdirsyncer", "vdirsyncer"),
)


def program_of(user_agent: str) -> str:
    """Return the calendar program that a User-Agent header speaks of, as people know it."""
    agent = user_agent.lower()
    return next((name for mark, name in PROGRAMS if mark in agent), "Another program")


def hash_of(token: str) -> str:
    """Return what is kept of a feed's token. It is 256 random bits: one round is enough."""
    return sha256(token.encode()).hexdigest()


def etag_of(*parts: object) -> str:
    """Return the ETag of a feed from all that its bytes depend on."""
    return sha256("\n".join(str(part) for part in parts).encode()).hexdigest()[:32]


def check_length(starts_at: datetime, ends_at: datetime) -> None:
    """Raise ValueError for what is too long to be one thing: an index counts on it."""
    if ends_at - starts_at > LONGEST:
        message = f"an entry lasts {LONGEST.days} days at most"
        raise ValueError(message)


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


ARRANGING: Final = ("role:coordinator",)
EMPLOYED: Final = ("role:staff", "role:coordinator", "role:manager")
AUDIENCES: Final = ("everyone", "staff", "volunteers", "area")
"""Whom an event entered by hand can be for. Partners are addressed by what is theirs alone."""


def keys_for(audience: str, area_id: int | None) -> list[str]:
    """Return the audience keys of one of `AUDIENCES`; coordinators see all that they arrange."""
    keys = {
        "everyone": (*EMPLOYED, "role:volunteer"),
        "staff": EMPLOYED,
        "volunteers": (*ARRANGING, "role:volunteer"),
        "area": (*ARRANGING, f"role:volunteer@area:{area_id}"),
    }
    return list(keys[audience])


def audience_of(keys: Iterable[str]) -> str:
    """Return which of `AUDIENCES` these keys are."""
    given = set(keys)
    if "role:volunteer" in given:
        return "everyone" if "role:staff" in given else "volunteers"
    return "staff" if "role:staff" in given else "area"


WHO: Final = ("mine", "team")
"""Whose entries: those that somebody is on, or those that a colleague of their areas is on."""


@dataclass(frozen=True)
class Filters:
    """What part of what they may see somebody chose to see; empty is everything."""

    kinds: tuple[str, ...] = ()
    areas: tuple[int, ...] = ()
    who: str | None = None
    venues: tuple[int, ...] = ()

    @property
    def query(self) -> str:
        """Return the filters as the end of an address, with its question mark, or nothing."""
        chosen = {
            "kind": ",".join(self.kinds),
            "area": ",".join(map(str, self.areas)),
            "who": self.who,
            "venue": ",".join(map(str, self.venues)),
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


def month_of(first: date) -> list[list[date]]:
    """Return the weeks of the month that begins then, with the days around it that fill them."""
    weeks = [week_of(first)]
    while weeks[-1][-1] < last_of(first):
        weeks.append(week_of(weeks[-1][-1] + timedelta(days=1)))
    return weeks


def week_of(day: date) -> list[date]:
    """Return the seven days of the week that a day lies in, Monday first."""
    monday = day - timedelta(days=day.weekday())
    return [monday + timedelta(days=n) for n in range(7)]


def last_of(day: date) -> date:
    """Return the last day of the month that a day lies in."""
    return next_month(day) - timedelta(days=1)


def next_month(day: date) -> date:
    """Return the first day of the month after the one that a day lies in."""
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


class Lasting(Protocol):
    """Something with a first and a last day."""

    @property
    def first_day(self) -> date:
        """> Monday."""
        ...

    @property
    def last_day(self) -> date:
        """> Friday."""
        ...


Item = TypeVar("Item", bound=Lasting)


def by_day(items: Iterable[Item], first: date, last: date) -> dict[date, list[Item]]:
    """Return items under each day that they touch between two days, in their order."""
    days: defaultdict[date, list[Item]] = defaultdict(list)
    for item in items:
        day, end = item.first_day, item.last_day
        if day == end and first <= day <= last:
            days[day].append(item)
            continue
        day, end = max(day, first), min(end, last)
        while day <= end:
            days[day].append(item)
            day += timedelta(days=1)
    return dict(days)


def touching(items: Iterable[Lasting], first: date, last: date) -> int:
    """Return how many of the items touch the days."""
    return sum(item.first_day <= last and item.last_day >= first for item in items)


def whole_days(items: Sequence[Item], start: date, most: int) -> tuple[list[Item], date | None]:
    """Return the first whole days of a list in order, and the day on which the rest begins.

    Something that began before `start` counts as of `start`. A first day with more than `most`
    is cut: the rest of it is in the week.
    """
    if len(items) <= most:
        return list(items), None
    following = max(items[most].first_day, start)
    kept = [item for item in items[:most] if max(item.first_day, start) < following]
    if kept:
        return kept, following
    return list(items[:most]), following + timedelta(days=1)

"""Days and times of a file, in whichever zone it means, and whatever it calls the zone."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

from icalendar.prop import vDate, vDatetime, vDuration
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from portal import clock
from portal.calendar.imports.lines import FAULTS, Value
from portal.calendar.imports.problems import BadEvent

DAY_DIGITS: Final = 8
YEARS: Final = range(1900, 2200)
MOST_ZONES_NAMED: Final = 5
NAMES: Final = frozenset(available_timezones())
LONDON_NAMES: Final = ("dublin, edinburgh, lisbon, london", "gmt standard time", "gmt daylight")

Moment = date | datetime
"""A day, or an aware moment."""


@dataclass
class Zones:
    """The zones of a file: its own names for places, and the name of that of times without one."""

    own: dict[str, str]
    default: str = ""
    unknown: dict[str, None] = field(default_factory=dict)

    def named(self, name: str) -> tzinfo:
        """Return the zone of a name; one that nobody knows is noted, and read as London's."""
        found = known_zone(name) or known_zone(self.own.get(name, ""))
        if found is None:
            self.unknown[name[:60]] = None
            return clock.LONDON
        return found

    @property
    def floating(self) -> tzinfo:
        """Return the zone of times that name none."""
        return self.named(self.default) if self.default else clock.LONDON

    @property
    def notes(self) -> list[str]:
        """Return what the reader should know of zones that were not understood."""
        named = list(self.unknown)[:MOST_ZONES_NAMED]
        return [
            f"The time zone “{name}” is not known, so its times are read as London’s. Check them."
            for name in named
        ]


def known_zone(name: str) -> tzinfo | None:
    """Return the zone that a name means: of the IANA, of Windows, or of a long path to either."""
    name = name.strip().strip('"')
    if name in WINDOWS_TO_OLSON:
        name = WINDOWS_TO_OLSON[name]
    if name.upper() in {"UTC", "Z"}:
        return UTC
    if any(known in name.lower() for known in LONDON_NAMES):
        return clock.LONDON
    # Some programs write /freeassociation.sourceforge.net/Europe/London.
    for known in (name, "/".join(name.split("/")[-2:])):
        if known in NAMES:
            return ZoneInfo(known)
    return None


def moment(value: Value, zones: Zones) -> Moment:
    """Return the day or the aware moment that a value says; raises `BadEvent`."""
    return moments(value, zones)[0]


def moments(value: Value, zones: Zones) -> list[Moment]:
    """Return the days or moments of a list; of periods, when they start. Raises `BadEvent`."""
    return [_one(text.partition("/")[0].strip(), value, zones) for text in value.text.split(",")]


def _one(text: str, value: Value, zones: Zones) -> Moment:
    is_day = value.params.get("VALUE", "").upper() == "DATE" or len(text) == DAY_DIGITS
    try:
        found: Moment = vDate.from_ical(text[:DAY_DIGITS]) if is_day else vDatetime.from_ical(text)
    except FAULTS:
        message = f"has a date that is none: {text[:30]}" if text else "has an empty date"
        raise BadEvent(message) from None
    if found.year not in YEARS:
        raise BadEvent(f"is in the year {found.year}")
    if isinstance(found, datetime) and found.tzinfo is None:
        zone = zones.named(value.params["TZID"]) if "TZID" in value.params else zones.floating
        return found.replace(tzinfo=zone)
    if isinstance(found, datetime):
        return found.replace(tzinfo=UTC)
    return found


def length(start: Moment, end: Value | None, lasting: Value | None, zones: Zones) -> timedelta:
    """Return how long an event lasts: by its end, its duration, or what the standard assumes.

    All-day events last whole days, at least one. Raises `BadEvent`.
    """
    lasts_all_day = not isinstance(start, datetime)
    if end is not None:
        found = _between(start, moment(end, zones))
    elif lasting is not None:
        found = _duration(lasting.text)
    else:
        found = timedelta(days=1) if lasts_all_day else timedelta()
    if found < timedelta():
        raise BadEvent("ends before it starts")
    return max(timedelta(days=found.days), timedelta(days=1)) if lasts_all_day else found


def _between(start: Moment, end: Moment) -> timedelta:
    if isinstance(start, datetime) and isinstance(end, datetime):
        return end - start.astimezone(UTC)
    if isinstance(start, datetime) or isinstance(end, datetime):
        raise BadEvent("starts on a day and ends at a time, or the other way round")
    return end - start


def _duration(text: str) -> timedelta:
    try:
        found = vDuration.from_ical(text)
    except FAULTS:
        raise BadEvent(f"has a duration that is none: {text[:30]}") from None
    if not isinstance(found, timedelta):
        raise BadEvent(f"has a duration that is none: {text[:30]}")
    return found


def key_of(start: Moment) -> str:
    """Return what tells one occurrence of an event from the others: when it was to start."""
    if isinstance(start, datetime):
        return start.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    return start.strftime("%Y%m%d")


def whole(start: Moment, lasts: timedelta) -> tuple[datetime, datetime]:
    """Return the aware moments between which an occurrence lies; a day is London's."""
    if isinstance(start, datetime):
        begins = start.astimezone(UTC)
        return begins, begins + lasts
    return clock.day_bounds(start, start + lasts - timedelta(days=1))


def as_wall_clock(moment: Moment) -> datetime:
    """Return what clocks show in the moment's own zone, as rules of repeating count."""
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=None)
    return datetime.combine(moment, time())

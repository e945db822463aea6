"""Calendars as programs that are not ours read them: each finds the same events, or a test fails.

Our own text is written by the package `icalendar`, so that one alone would prove little.
"""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

import icalendar
import recurring_ical_events
import vobject

from tests import libical

ICAL_JS: Final = Path(__file__).with_suffix(".mjs")
BIN: Final = Path(sys.executable).parent
NODE: Final = shutil.which("node", path=f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}")
Moment = datetime | date


@dataclass(frozen=True)
class Read:
    """One event as a reader found it; `ends` of an all-day event is the day after the last."""

    uid: str
    sequence: int
    starts: Moment
    ends: Moment
    title: str
    location: str
    description: str
    status: str
    transparency: str
    secrecy: str
    categories: tuple[str, ...]
    url: str
    position: tuple[float, float] | None
    method: str


def by_ical_js(content: bytes) -> list[Read]:
    """Return what ical.js finds, which Thunderbird reads calendars with."""
    assert NODE, "node is not installed: `make test` brings it"
    done = subprocess.run(  # noqa: S603 -- our own script
        [NODE, ICAL_JS], input=content, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    found = json.loads(done.stdout)
    return [
        Read(
            **{
                **event,
                "starts": moment(event["starts"]),
                "ends": moment(event["ends"]),
                "categories": tuple(event["categories"]),
                "position": tuple(event["position"]) if event["position"] else None,
            },
            method=found["method"],
        )
        for event in found["events"]
    ]


def moment(text: str) -> Moment:
    """Return a moment or a day as JavaScript writes it."""
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def instant(value: Moment) -> Moment:
    """Return a moment without the zone it was found in: in autumn two would never be equal."""
    return value.astimezone(UTC) if isinstance(value, datetime) else value


def by_vobject(content: bytes) -> list[Read]:
    """Return what vobject finds, which shares no code with ours."""
    calendar = vobject.readOne(content.decode())
    return [
        Read(
            uid=event.uid.value,
            sequence=int(event.sequence.value),
            starts=instant(event.dtstart.value),
            ends=instant(event.dtend.value),
            title=event.summary.value,
            location=event.getChildValue("location", ""),
            description=event.getChildValue("description", ""),
            status=event.status.value,
            transparency=event.transp.value,
            secrecy=event.contents["class"][0].value,
            categories=tuple(event.categories.value),
            url=event.url.value,
            position=position(event.getChildValue("geo")),
            method=calendar.method.value,
        )
        for event in calendar.contents.get("vevent", [])
    ]


def position(text: str | None) -> tuple[float, float] | None:
    """Return latitude and longitude as a calendar writes them."""
    if text is None:
        return None
    latitude, longitude = text.split(";")
    return float(latitude), float(longitude)


def by_recurring(content: bytes) -> list[Read]:
    """Return what `recurring-ical-events` makes of the years around; it expands what recurs."""
    calendar = icalendar.Calendar.from_ical(content)
    expanded: list[Any] = recurring_ical_events.of(calendar).between((2020, 1, 1), (2040, 1, 1))
    return [
        Read(
            uid=str(event["UID"]),
            sequence=int(event["SEQUENCE"]),
            starts=instant(event["DTSTART"].dt),
            ends=instant(event["DTEND"].dt),
            title=str(event["SUMMARY"]),
            location=str(event.get("LOCATION", "")),
            description=str(event.get("DESCRIPTION", "")),
            status=str(event["STATUS"]),
            transparency=str(event["TRANSP"]),
            secrecy=str(event["CLASS"]),
            categories=tuple(map(str, event["CATEGORIES"].cats)),
            url=str(event["URL"]),
            position=(event["GEO"].latitude, event["GEO"].longitude) if "GEO" in event else None,
            method=str(calendar["METHOD"]),
        )
        for event in expanded
    ]


def by_libical(content: bytes) -> list[Read]:
    """Return what libical finds, where it is installed."""
    assert libical.NAME
    method, events = libical.Library(libical.NAME).read(content)
    return [
        Read(
            uid=event["UID"],
            sequence=int(event["SEQUENCE"]),
            starts=written(event["DTSTART"]),
            ends=written(event["DTEND"]),
            title=event["SUMMARY"],
            location=event["LOCATION"],
            description=event["DESCRIPTION"],
            status=event["STATUS"],
            transparency=event["TRANSP"],
            secrecy=event["CLASS"],
            categories=(event["CATEGORIES"],),
            url=event["URL"],
            position=position(event["GEO"] or None),
            method=method,
        )
        for event in events
    ]


def written(text: str) -> Moment:
    """Return a moment in UTC or a day as RFC 5545 writes it."""
    if "T" in text:
        return datetime.strptime(text, "%Y%m%dT%H%M%S%z")
    return date.fromisoformat(text)


READERS: Final[tuple[Callable[[bytes], list[Read]], ...]] = (
    by_ical_js,
    by_vobject,
    by_recurring,
    *((by_libical,) if libical.NAME else ()),
)


def read(content: bytes) -> list[Read]:
    """Return what all the readers agree on, in the order of the calendar's file."""
    first, *others = [reader(content) for reader in READERS]
    for reader, found in zip(READERS[1:], others, strict=True):
        assert by_uid(found) == by_uid(first), reader.__name__
    return first


def by_uid(events: list[Read]) -> list[Read]:
    """Return events in an order that no reader chose."""
    return sorted(events, key=lambda event: (event.uid, str(event.starts)))

"""The lines of a file: decoded, unfolded (RFC 5545 3.1), and sorted into events."""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from icalendar.parser import Contentline

from portal.calendar.imports.limits import Limits, Patience
from portal.calendar.imports.problems import Unreadable

WANTED: Final = frozenset(
    ("UID", "SUMMARY", "LOCATION", "STATUS", "CLASS", "DTSTART", "DTEND", "DURATION")
) | frozenset(("RRULE", "RDATE", "EXDATE", "RECURRENCE-ID"))
"""What is read of an event. Everything else, descriptions and people first, is passed over."""
LONGEST_LINE: Final = 5_000
"""Of a wanted line no more is read; a list of 300 dates is shorter."""
OTHER_ENCODING: Final = (
    "The file is not written in UTF-8, so letters with accents may look wrong. "
    "If they do, export it again as UTF-8."
)
FAULTS: Final = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""What libraries raise at values that make no sense."""


class Value(NamedTuple):
    """A line understood: its parameters by name in capitals, and its value."""

    params: dict[str, str]
    text: str


@dataclass
class Block:
    """The wanted lines of one event, by name, and the line of the file that it begins in."""

    line: int
    raw: dict[str, list[str]] = field(default_factory=dict)

    def value(self, name: str) -> Value | None:
        """Return what the event says under a name, the first time."""
        raws = self.raw.get(name)
        return _value(raws[0]) if raws else None

    def values(self, name: str) -> list[Value]:
        """Return what the event says under a name, each time."""
        return [_value(raw) for raw in self.raw.get(name, ())]


@dataclass
class File:
    """A file taken apart. `zone` is its X-WR-TIMEZONE; `zones` are its own, {name: its place}."""

    blocks: list[Block]
    zone: str
    zones: dict[str, str]
    notes: list[str]


def take_apart(content: bytes, limits: Limits, patience: Patience) -> File:
    """Return the events of a file, not yet understood; raises `Unreadable`."""
    if len(content) > limits.bytes:
        raise Unreadable(f"{limits.too_large}.")
    text, notes = _decoded(content)
    if "BEGIN:VCALENDAR" not in text.upper():
        message = "It is not a calendar file. Export it as iCalendar, with the ending .ics."
        raise Unreadable(message)
    return _sorted(text, notes, patience)


def _decoded(content: bytes) -> tuple[str, list[str]]:
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), []
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace"), [OTHER_ENCODING]


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line of content with its number, longer ones cut."""
    number, parts = 0, [""]
    for count, line in enumerate(re.split("\r\n|\n|\r", text), start=1):
        if line[:1] in {" ", "\t"} and number:
            parts.append(line[1 : LONGEST_LINE + 1])
            continue
        yield number, "".join(parts)[:LONGEST_LINE]
        number, parts = count, [line[:LONGEST_LINE]]
    yield number, "".join(parts)[:LONGEST_LINE]


class _Sorter:
    """Where in a file its reader is: in which parts, one in the other, and in which event."""

    def __init__(self, notes: list[str]) -> None:
        self.inside: list[str] = []
        self.block: Block | None = None
        self.zone_name = ""
        self.found = File([], "", {}, notes)

    def take(self, number: int, line: str) -> None:
        name = re.split("[:;]", line, maxsplit=1)[0].strip().upper()
        if name == "BEGIN":
            self._begin(number, _after_colon(line).upper())
        elif name == "END":
            self._end(_after_colon(line).upper())
        elif self.inside[-1:] == ["VEVENT"] and self.block and name in WANTED:
            self.block.raw.setdefault(name, []).append(line)
        elif self.inside == ["VCALENDAR"] and name == "X-WR-TIMEZONE":
            self.found.zone = self.found.zone or _after_colon(line)
        elif self.inside[-1:] == ["VTIMEZONE"]:
            self._take_zone(name, _after_colon(line))

    def _begin(self, number: int, part: str) -> None:
        if part == "VEVENT" and self.inside == ["VCALENDAR"]:
            self.block = Block(number)
        self.inside.append(part)

    def _end(self, part: str) -> None:
        if self.inside[-1:] != [part]:
            return
        self.inside.pop()
        if part == "VEVENT" and self.block and self.inside == ["VCALENDAR"]:
            self.found.blocks.append(self.block)
            self.block = None

    def _take_zone(self, name: str, said: str) -> None:
        if name == "TZID":
            self.zone_name = said
        elif name == "X-LIC-LOCATION" and self.zone_name:
            self.found.zones[self.zone_name] = said


def _sorted(text: str, notes: list[str], patience: Patience) -> File:
    sorter = _Sorter(notes)
    for number, line in _unfolded(text):
        if not number % 1000:
            patience.check()
        sorter.take(number, line)
    if sorter.inside:
        message = (
            f"The file is cut short: it ends inside {sorter.inside[-1][:40] or 'a part'}. "
            "Export or download it again."
        )
        raise Unreadable(message)
    return sorter.found


def _after_colon(line: str) -> str:
    return line.partition(":")[2].strip()


def _value(raw: str) -> Value:
    """Return a line understood.

    Outlook writes names of zones with colons and commas without the quotation marks that they
    need; such a line is understood from its end.
    """
    try:
        _name, params, text = Contentline(raw).parts()
        given = {key.upper(): str(said) for key, said in params.items() if isinstance(said, str)}
    except FAULTS:
        given, text = {}, raw.rpartition(":")[2]
    if given.get("TZID", "").startswith("(") and ":" in text:
        given, text = {"TZID": raw.partition("TZID=")[2].rpartition(":")[0]}, raw.rpartition(":")[2]
    return Value(given, text)

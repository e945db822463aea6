"""A whole file, understood as far as it can be."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from itertools import chain, islice
from typing import Final

from markupsafe import Markup

from portal import clock
from portal.calendar.imports.limits import Limits, Patience
from portal.calendar.imports.lines import FAULTS, Block, File, take_apart
from portal.calendar.imports.moments import (
    Moment,
    Zones,
    key_of,
    length,
    moment,
    whole,
)
from portal.calendar.imports.problems import BadEvent, Unreadable
from portal.calendar.imports.repeating import Window, starts
from portal.calendar.rules import BUSY
from portal.site.filters import plural

MOST_LETTERS: Final = 200
MOST_OF_UID: Final = 255
UNSEEN: Final = frozenset(("Cc", "Cs"))
TURNED: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what comes after them, on the page too."""
NO_TITLE: Final = "No title"
LEFT_OUT: Final = "It is left out."
OTHERS_READ: Final = f"Everybody but whoever keeps this calendar reads “{BUSY}” instead."
PUBLIC, PRIVATE, CONFIDENTIAL = "PUBLIC", "PRIVATE", "CONFIDENTIAL"
LONGEST_DAYS: Final = 366


@dataclass(frozen=True)
class Occurrence:
    """An event at one time. `uid` and `key` tell it from all others, and it from its next version.

    `key` is empty for an event that does not repeat: when its day changes it is still the same.
    What is `private` is for whoever brought the file alone.
    """

    uid: str
    key: str
    title: str
    place: str
    starts_at: datetime
    ends_at: datetime
    all_day: bool
    private: bool = False


@dataclass(frozen=True)
class Reading:
    """What a file holds, and what of it was left out: sentences, in the order of the file."""

    occurrences: Sequence[Occurrence]
    problems: Sequence[str] = ()
    notes: Sequence[str] = ()


def read(content: bytes, *, limits: Limits, today: date) -> Reading:
    """Return what a file holds around a day; raises `Unreadable`, and nothing else."""
    patience = Patience(limits.seconds)
    file = take_apart(content, limits, patience)
    zones = Zones(file.zones, file.zone)
    window = Window(today - limits.back, today + limits.ahead)
    reader = _Reader(zones, window, limits, patience)
    reader.take(file)
    if not reader.found and not reader.problems:
        raise Unreadable(_nothing(file, window))
    if not reader.found:
        message = f"None of its events can be taken in. {reader.problems[0]}"
        raise Unreadable(message)
    notes = (*file.notes, *zones.notes, *reader.notes)
    return Reading(tuple(reader.found.values()), tuple(reader.problems), notes)


def _nothing(file: File, window: Window) -> str:
    if not file.blocks:
        return "There is no event in it."
    return (
        f"All its events are over since {window.first.year} or come after {window.last.year}. "
        "Export the time that people plan for."
    )


@dataclass
class _Reader:
    """Goes through the events of a file; `found` is what it has, by UID and key.

    `classes` says by UID to whom an event may be told: a changed time of it need not say so again.
    """

    zones: Zones
    window: Window
    limits: Limits
    patience: Patience
    found: dict[tuple[str, str], Occurrence] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    classes: dict[str, str] = field(default_factory=dict)

    @property
    def notes(self) -> list[str]:
        """Return what is to be said of events that not everybody may read, if there are any."""
        private = {each.uid for each in self.found.values() if each.private}
        if not private:
            return []
        marked = plural(len(private), "event is", "events are")
        return [f"{marked} marked as private. {OTHERS_READ}"]

    def take(self, file: File) -> None:
        """Take what repeats or stands alone first, then what is changed of it."""
        changes: defaultdict[bool, list[Block]] = defaultdict(list)
        for block in file.blocks:
            changes["RECURRENCE-ID" in block.raw].append(block)
        for block in chain(changes[False], changes[True]):
            self.patience.check()
            self.classes.setdefault(_uid(block), self._class(block))
            try:
                self._take(block)
            except BadEvent as problem:
                self.problems.append(f"{self._called(block)} {problem}. {LEFT_OUT}")
            except FAULTS:
                self.problems.append(f"{self._called(block)} cannot be understood. {LEFT_OUT}")

    def _take(self, block: Block) -> None:
        if "RECURRENCE-ID" in block.raw:
            self._change(block)
            return
        if _says(block, "STATUS", "CANCELLED"):
            return
        occurrences = self._bounded(block)
        if any((each.uid, each.key) in self.found for each in occurrences):
            raise BadEvent("has the UID of another event in the file")
        self.found |= {(each.uid, each.key): each for each in occurrences}

    def _change(self, block: Block) -> None:
        """Put one changed occurrence of an event that repeats in the place of what it was."""
        told = block.value("RECURRENCE-ID")
        assert told is not None  # noqa: S101 -- for the type checker: it was looked for
        key = key_of(moment(told, self.zones))
        uid = _uid(block)
        changed = [] if _says(block, "STATUS", "CANCELLED") else self._bounded(block)
        self.found.pop((uid, key), None)
        for each in changed:  # one, or none when it is moved out of sight
            self.found[uid, key] = replace(each, key=key)

    def _bounded(self, block: Block) -> list[Occurrence]:
        """Return the occurrences of an event, if the file may still have so many."""
        room = self.limits.entries - len(self.found)
        occurrences = list(islice(self._occurrences(block), room + 1))
        if len(occurrences) > room:
            message = (
                f"There are more than {self.limits.entries:,} entries in it, the repeats of "
                f"events among them: reading stopped at {self._called(block)}. "
                "Export a shorter time."
            )
            raise Unreadable(message)
        return occurrences

    def _occurrences(self, block: Block) -> Iterator[Occurrence]:
        """Yield the event each time that it touches the window."""
        told = block.value("DTSTART")
        if told is None:
            raise BadEvent("does not say when it starts")
        start = moment(told, self.zones)
        lasts = length(start, block.value("DTEND"), block.value("DURATION"), self.zones)
        if lasts.days > LONGEST_DAYS:
            raise BadEvent(f"lasts {lasts.days:,} days, and an entry a year at most")
        repeats = "RRULE" in block.raw or "RDATE" in block.raw
        uid, secrecy = _uid(block), self._class(block)
        title, place = _words_of(block, secrecy)
        for each in self._starts(block, start):
            begins, ends = whole(each, lasts)
            if self._touches(begins, ends):
                all_day = not isinstance(start, datetime)
                key = key_of(each) if repeats else ""
                yield Occurrence(uid, key, title, place, begins, ends, all_day, secrecy != PUBLIC)

    def _starts(self, block: Block, start: Moment) -> Iterator[Moment]:
        if "RECURRENCE-ID" in block.raw:
            return iter((start,))  # one changed occurrence repeats nothing
        return starts(block, start, self.zones, self.window, self.patience)

    def _class(self, block: Block) -> str:
        """Return to whom an event may be told (RFC 5545 3.8.1.3).

        A word that nobody knows means `PRIVATE`, and so does a line that was cut before its
        word; of two, the narrower counts.
        """
        said = {each.text.strip().upper() for each in block.values("CLASS")} - {""}
        cut = any(":" not in raw for raw in block.raw.get("CLASS", ()))
        if not (said or cut):
            return self.classes.get(_uid(block), PUBLIC)
        if CONFIDENTIAL in said:
            return CONFIDENTIAL
        return PUBLIC if said == {PUBLIC} and not cut else PRIVATE

    def _called(self, block: Block) -> str:
        """> “Half term” (line 31). The title of what is private is told to nobody here."""
        if self._class(block) == PUBLIC:
            return f"“{_title(block)}” (line {block.line})"
        return f"A private event (line {block.line})"

    def _touches(self, begins: datetime, ends: datetime) -> bool:
        first, last = clock.london(begins).date(), clock.london(ends).date()
        return first <= self.window.last and last >= self.window.first


def _says(block: Block, name: str, word: str) -> bool:
    """Return whether an event says a word of the standard under a name."""
    said = block.value(name)
    return said is not None and said.text.strip().upper() == word


def _uid(block: Block) -> str:
    """Return the event's UID; of one without, what it is and when makes one."""
    uid = _words(block, "UID", MOST_OF_UID)
    if uid:
        return uid
    told = "\n".join((*block.raw.get("SUMMARY", ()), *block.raw.get("DTSTART", ())))
    return f"amends-{sha256(told.encode('utf-8', 'replace')).hexdigest()[:32]}"


def _words_of(block: Block, secrecy: str) -> tuple[str, str]:
    """Return the title and the place of an event; of a confidential one nothing is kept."""
    if secrecy == CONFIDENTIAL:
        return BUSY, ""
    return _title(block), _words(block, "LOCATION")


def _title(block: Block) -> str:
    return _words(block, "SUMMARY") or NO_TITLE


def _words(block: Block, name: str, most: int = MOST_LETTERS) -> str:
    """Return a text of the event as plain words in one line, cut where it is too long."""
    said = block.value(name)
    # Marked as HTML to be rid of it: what comes back is plain text, which templates escape.
    plain = Markup(said.text).striptags() if said else ""  # noqa: S704 -- stripped at once
    seen = "".join(each if _is_seen(each) else " " for each in plain)
    words = " ".join(seen.split())
    return words if len(words) <= most else f"{words[: most - 1]}…"


def _is_seen(each: str) -> bool:
    return unicodedata.category(each) not in UNSEEN and each not in TURNED

"""What one cell means. Each function takes tidied text, and raises BadCell with a remedy."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Final

BLANK: Final = frozenset(
    ("", "-", "–", "—", "n/a", "na", "none", "nil", "tbc", "pending", "awaited", "unknown", "?")
)
YES: Final = frozenset(("yes", "y", "true", "1", "x", "✓", "✔", "tick"))
NO: Final = frozenset(("no", "n", "false", "0", "✗", "✘"))

EARLIEST: Final = date(1950, 1, 1)
PIVOT: Final = 69
"""Years of two digits: 00 to 68 are of this century, 69 to 99 of the last."""
CENTURY: Final = 100
SPREADSHEET_EPOCH: Final = date(1899, 12, 30)
SERIALS: Final = range(18_264, 73_051)
"""Days as spreadsheets count them, from 1950 to 2100."""
MINUTES_A_DAY: Final = 24 * 60
NOON: Final = 12
WAKING: Final = 8

_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_WEEKDAY: Final = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?[ ,]+", re.I
)
_CLOCK: Final = re.compile(r"[ t]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?z?$")
_DAY_FIRST: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ ./-]+([a-z]+|\d{1,2})[ ,./-]+(\d{4}|\d{2})"
)
_YEAR_FIRST: Final = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})")
_TIME: Final = re.compile(r"(\d{1,2})(?:[:.](\d{2})(?::\d{2}(?:\.\d+)?)?)? ?(am|pm)?")
_HUNDREDS: Final = re.compile(r"(\d{2})(\d{2})(?:h|hrs)?")
_FRACTION: Final = re.compile(r"0?\.\d{2,}")
_GUARDED: Final = re.compile(r"'(?=[=+\-@0-9])")

Option = tuple[str, str]
"""Something that a cell could mean: what to write in it, and how people know it."""


class BadCell(ValueError):
    """A cell that cannot be taken; its text says what to do, and follows the column's heading."""


class Unknown(BadCell):
    """A cell that names something there is not; `like` are the nearest things there are."""

    def __init__(self, sentence: str, text: str, like: Sequence[Option] = ()) -> None:
        super().__init__(sentence)
        self.text = text
        self.like = tuple(like)


def tidied(cell: str) -> str:
    """Return the text of a cell: one line, no marks that nobody sees, our own guard taken off.

    Direction marks and the like come with text pasted from elsewhere and are dropped; what is
    lost or cannot be kept raises BadCell.
    """
    text = unicodedata.normalize("NFC", " ".join(cell.split()))
    text = "".join(
        each for each in text if unicodedata.category(each) != "Cf" or each in "\u200c\u200d"
    )
    if "\ufffd" in text or any(unicodedata.category(each) in {"Cc", "Cs", "Co"} for each in text):
        raise BadCell("has a character that cannot be read: type it again")
    return _GUARDED.sub("", text.strip(), count=1)


def is_blank(text: str) -> bool:
    """Return whether the cell says nothing: a blank cell leaves what is held as it is."""
    return text.casefold() in BLANK


def yes_or_no(text: str) -> bool:
    """Return what the cell ticks."""
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise BadCell("enter Yes or No")


def whole_number(text: str, least: int, most: int) -> int:
    """> 2 or 2.0."""
    found = re.fullmatch(r"(\d{1,9})(\.0)?", text)
    if found is None or not found[1].isascii() or not least <= int(found[1]) <= most:
        raise BadCell(f"enter a whole number from {least} to {most}")
    return int(found[1])


def area(text: str, known: Mapping[str, int], names: str) -> int:
    """Return the area that a cell names.

    `known` has each area under its bare code and its bare name; `names` lists them for people.
    """
    if bare(text) not in known:
        raise BadCell(f"there is no area called {text}: use {names}")
    return known[bare(text)]


def day(text: str) -> date:
    """> 31/12/2025, 31-12-25, 31.12.2025, Wed 31 Dec 2025, 31st December 2025, 2025-12-31.

    Also 46022, as spreadsheets count days. A time after the day is passed over.
    """
    written = _CLOCK.sub("", _WEEKDAY.sub("", text.casefold(), count=1)).strip()
    if written.isascii() and written.isdigit() and int(written[:9]) in SERIALS:
        return SPREADSHEET_EPOCH + timedelta(days=int(written))
    found = _parts(written)
    try:
        value = date(*found) if found else None
    except ValueError:
        value = None
    if value is None or value < EARLIEST:
        raise BadCell("enter a real day with the day first, like 31/12/2025")
    return value


def time_of_day(text: str) -> time:
    """> 5:30pm, 5.30 pm, 17:30, 1730, 5pm, 5:30, 05:30, 0.729166 (as spreadsheets count).

    Without am or pm, what lies before eight is of the afternoon or evening: somebody who types
    5:30 into a spreadsheet means that, and the spreadsheet makes it 05:30.
    """
    written = text.casefold().replace("p.m.", "pm").replace("a.m.", "am").strip()
    if _FRACTION.fullmatch(written):
        minutes = round(float(written) * MINUTES_A_DAY) % MINUTES_A_DAY
        return _in_waking_hours(time(minutes // 60, minutes % 60))
    hundreds = _HUNDREDS.fullmatch(written)
    found = _TIME.fullmatch(":".join(hundreds.groups()) if hundreds else written)
    try:
        value = _time(found) if found else None
    except ValueError:
        value = None
    if value is None:
        raise BadCell("enter a time like 5:30pm or 17:30")
    return value


def _time(found: re.Match[str]) -> time:
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3]
    if half is None:
        return _in_waking_hours(time(hour, minute))
    if not 1 <= hour <= NOON:
        raise ValueError(hour)
    return time(hour % NOON + (NOON if half == "pm" else 0), minute)


def _in_waking_hours(value: time) -> time:
    return value.replace(hour=value.hour + NOON) if 1 <= value.hour < WAKING else value


def _parts(text: str) -> tuple[int, int, int] | None:
    year_first = _YEAR_FIRST.fullmatch(text)
    if year_first:
        year, month, on = year_first.groups()
        return int(year), int(month), int(on)
    day_first = _DAY_FIRST.fullmatch(text)
    if day_first is None:
        return None
    on, month, year = day_first.groups()
    named = month[:3]
    if not month.isdigit() and named not in _MONTHS:
        return None
    return _year(year), int(month) if month.isdigit() else _MONTHS.index(named) + 1, int(on)


def _year(text: str) -> int:
    year = int(text)
    if year >= CENTURY:
        return year
    return year + (2000 if year < PIVOT else 1900)


def bare(text: str) -> str:
    """> "In training " is intraining: how words of the file and of the portal are compared."""
    return re.sub(r"[\W_]", "", text).casefold()

"""What one cell means. Each function takes tidied text, and raises BadCell with a remedy."""

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

MAX_NAME: Final = 120
MAX_EMAIL: Final = 254
MAX_NUMBER: Final = 20
MOST_MONTH: Final = 31

BLANK: Final = frozenset(
    ("", "-", "–", "—", "n/a", "na", "none", "nil", "tbc", "pending", "awaited", "unknown", "?")
)
YES: Final = frozenset(("yes", "y", "true", "1", "x", "✓", "✔", "tick"))
NO: Final = frozenset(("no", "n", "false", "0", "✗", "✘"))
WHOLE_SERVICE: Final = frozenset(
    ("all", "allareas", "any", "anyarea", "wholeservice", "everywhere")
)

STATUSES: Final = {
    "applicant": "applicant applied application",
    "vetting": "vetting beingvetted dbspending awaitingdbs awaitingchecks checks",
    "training": "training intraining trainee preservicetraining",
    "active": "active current live appointed",
    "paused": "paused onhold takingabreak onabreak break inactive suspended sabbatical",
    "left": "left leaver hasleft former resigned withdrawn ended retired",
}
STATUS_OF: Final = {word: status for status, words in STATUSES.items() for word in words.split()}
STATUS_WORDS: Final = "Applicant, Being vetted, In training, Active, Taking a break or Has left"

EARLIEST: Final = date(1950, 1, 1)
PIVOT: Final = 69
"""Years of two digits: 00 to 68 are of this century, 69 to 99 of the last."""
CENTURY: Final = 100
SPREADSHEET_EPOCH: Final = date(1899, 12, 30)
SERIALS: Final = range(18_264, 73_051)
"""Days as spreadsheets count them, from 1950 to 2100."""

_MONTHS: Final = (
    *("jan", "feb", "mar", "apr", "may", "jun"),
    *("jul", "aug", "sep", "oct", "nov", "dec"),
)
_CLOCK: Final = re.compile(r"[ t]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?z?$")
_DAY_FIRST: Final = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ ./-]+([a-z]+|\d{1,2})[ ,./-]+(\d{4}|\d{2})"
)
_YEAR_FIRST: Final = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})")
_EMAIL: Final = re.compile(r"[^@\s,;<>()\[\]\\\"]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.I)
_NUMBER: Final = re.compile(r"[A-Z0-9][A-Z0-9._-]*")
_PHONE: Final = re.compile(r"\+?[0-9][0-9 ()-]*(?:(?:ext|x)\.? ?[0-9]+)?", re.I)
_DIGITS: Final = range(9, 16)
_LOST_ZERO: Final = re.compile(r"[1237]\d{9}")
_GUARDED: Final = re.compile(r"'(?=[=+\-@0-9])")


class BadCell(ValueError):
    """A cell that cannot be taken; its text says what to do, and follows the column's heading."""


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


def number(text: str) -> str:
    """> v012 is V012; 12.0, as spreadsheets write numbers, is 12."""
    found = re.sub(r"\.0$", "", text).upper()
    if len(found) > MAX_NUMBER or not _NUMBER.fullmatch(found):
        raise BadCell(
            f"use only letters, digits, hyphens and full stops, at most {MAX_NUMBER}, like V012"
        )
    return found


def name(text: str) -> str:
    """> Osei, Margaret is Margaret Osei."""
    last, comma, first = text.partition(",")
    found = f"{first.strip()} {last.strip()}" if comma and first.strip() and last.strip() else text
    if len(found) > MAX_NAME:
        raise BadCell(f"shorten it to {MAX_NAME} characters")
    return found


def email(text: str) -> str:
    """Return one address, in small letters."""
    found = text.removeprefix("mailto:").casefold()
    if len(found) > MAX_EMAIL or not _EMAIL.fullmatch(found):
        raise BadCell("enter one address in the format name@example.com, or leave it blank")
    return found


def phone(text: str) -> str:
    """> 7700900123, from which a spreadsheet has dropped the zero, is 07700900123."""
    found = f"0{text}" if _LOST_ZERO.fullmatch(text) else text
    digits = re.sub(r"\D", "", re.split("x", found, flags=re.I)[0].replace("(0)", ""))
    if not _PHONE.fullmatch(found) or len(digits) not in _DIGITS:
        raise BadCell("enter one telephone number with its area code, like 01632 960001")
    return found


def yes_or_no(text: str) -> bool:
    """Return what the cell ticks."""
    if text.casefold() in YES:
        return True
    if text.casefold() in NO:
        return False
    raise BadCell("enter Yes or No")


def panels_a_month(text: str) -> int:
    """> 2 or 2.0."""
    found = re.fullmatch(r"(\d{1,2})(\.0)?", text)
    if found is None or int(found.group(1)) > MOST_MONTH:
        raise BadCell(f"enter a whole number from 0 to {MOST_MONTH}")
    return int(found.group(1))


def status(text: str) -> str:
    """Return the status that a service's own word stands for."""
    found = STATUS_OF.get(bare(text))
    if found is None:
        raise BadCell(f"enter {STATUS_WORDS}")
    return found


def level(text: str) -> str:
    """Return a level of DBS check in the words of the portal."""
    words = bare(text)
    if "enhanced" in words:
        return "Enhanced with barred list" if "barred" in words else "Enhanced"
    for known in ("Standard", "Basic"):
        if known.casefold() in words:
            return known
    raise BadCell("enter Enhanced, Enhanced with barred list, Standard or Basic")


def areas(text: str, known: Mapping[str, int], names: str) -> frozenset[int]:
    """Return the areas that a cell lists; none of them is the whole service.

    `known` has each area under its bare code and its bare name; `names` lists them for people.
    """
    if bare(text) in WHOLE_SERVICE:
        return frozenset()
    found = set()
    for part in re.split(r"[,;/|&+]| and ", text):
        if not part.strip():
            continue
        if bare(part) not in known:
            raise BadCell(f"there is no area called {part.strip()}: use {names}")
        found.add(known[bare(part)])
    return frozenset(found)


def day(text: str) -> date:
    """> 31/12/2025, 31-12-25, 31.12.2025, 31 Dec 2025, 31st December 2025, 2025-12-31, 46022."""
    written = _CLOCK.sub("", text.casefold()).strip()
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

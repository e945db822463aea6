"""What a cell says of a volunteer, beside what cells of all imports say."""

import re
from collections.abc import Mapping
from typing import Final

from portal.spreadsheets.imports.cells import BadCell, area, bare, whole_number

MAX_NAME: Final = 120
MAX_EMAIL: Final = 254
MAX_NUMBER: Final = 20
MOST_MONTH: Final = 31

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

_EMAIL: Final = re.compile(r"[^@\s,;<>()\[\]\\\"]+@[a-z0-9-]+(\.[a-z0-9-]+)+", re.I)
_NUMBER: Final = re.compile(r"[A-Z0-9][A-Z0-9._-]*")
_PHONE: Final = re.compile(r"\+?[0-9][0-9 ()-]*(?:(?:ext|x)\.? ?[0-9]+)?", re.I)
_DIGITS: Final = range(9, 16)
_LOST_ZERO: Final = re.compile(r"[1237]\d{9}")


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


def panels_a_month(text: str) -> int:
    """> 2 or 2.0."""
    return whole_number(text, 0, MOST_MONTH)


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
    parts = (part.strip() for part in re.split(r"[,;/|&+]| and ", text))
    return frozenset(area(part, known, names) for part in parts if part)

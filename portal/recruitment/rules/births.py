"""Dates of birth, which nobody is asked for: found where they were typed all the same."""

import re
from typing import Final

BORN: Final = (
    "We do not ask when you were born. Take the date of birth out: all we need is whether you "
    "are 18 or over"
)
THEY_WERE_BORN: Final = (
    "We do not ask when anybody was born. Take the date of birth out: all we need is whether they "
    "are 18 or over"
)
_MONTHS: Final = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_DAY: Final = (
    rf"(?:\d{{1,2}}[ ./-]+\d{{1,2}}[ ./-]+(?:19|20)?\d{{2}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)?[ ,.-]+(?:of +)?(?:{_MONTHS})[ ,.-]+(?:19|20)?\d{{2}}"
    rf"|(?:{_MONTHS})[ ,.-]+\d{{1,2}}(?:st|nd|rd|th)?[ ,.-]+(?:19|20)\d{{2}}"
    r"|(?:19|20)\d{2}-\d{1,2}-\d{1,2})"
)
_YEAR: Final = r"(?:19|20)\d{2}"
_SAID: Final = re.compile(
    rf"\b(?:d\.? ?o\.? ?b\b\.?|date of birth|birth ?date|birthday)[^\n]{{0,20}}?(?:{_DAY}|{_YEAR})"
    rf"|\bI (?:was|am) born (?:on|in) (?:the )?(?:year )?(?:{_DAY}|{_YEAR}\b)"
    rf"|\bborn (?:on )?(?:the )?{_DAY}",
    re.I,
)
_ALONE: Final = re.compile(rf"^\W*{_DAY}\W*$", re.I | re.M)
_ANY: Final = re.compile(rf"(?<!\d){_DAY}(?!\d)", re.I)


def says_birth(text: str) -> bool:
    """Return whether somebody says when they were born: in words, or by a day on a line alone.

    The days of a job or of a course are no birthdays, and stay.
    """
    return bool(_SAID.search(text) or _ALONE.search(text))


def holds_day(text: str) -> bool:
    """Return whether a text that should hold none, like a name, holds a day."""
    return bool(_ANY.search(text))

"""How a setting reads, what a list of days means, and whether somebody changed it meanwhile."""

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any, Final

MOST_AHEAD: Final = 365


def slug(group: str) -> str:
    """> email-and-letters, for Email and letters."""
    return re.sub(r"[^a-z0-9]+", "-", group.lower()).strip("-")


def version(values: Mapping[str, Any]) -> int:
    """Return a number that differs when any of the values does, for a form to carry back."""
    return zlib.crc32(json.dumps(values, sort_keys=True).encode()) % 1_000_000_000


def words(value: Any) -> str:
    """> yes; 1,000; nothing; The room, The adviser."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return f"{value:,}"
    return ", ".join(str(value).splitlines()) or "nothing"


def days_ahead(text: str) -> tuple[int, ...]:
    """> (60, 30, 7), for "7, 30, 60": how many days before something, the farthest first."""
    return tuple(sorted({int(part) for part in re.findall(r"\d+", text)}, reverse=True))


def against_days_ahead(text: str) -> str | None:
    """Return why a text is no list of days before something, None when it is one."""
    plain = re.fullmatch(r"\d{1,3}(?:[ ,]+\d{1,3}){0,7}", text.strip())
    if not plain or not all(1 <= day <= MOST_AHEAD for day in days_ahead(text)):
        return f"Enter days from 1 to {MOST_AHEAD}, like 60, 30, 7"
    return None

"""How a setting reads, and whether somebody changed it meanwhile."""

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any


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

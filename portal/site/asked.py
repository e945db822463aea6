"""What an address asks for, read so that nonsense asks for nothing."""

from collections.abc import Container
from datetime import date, time
from typing import Final
from uuid import UUID

from flask import request

from portal.site.fields import time_from

MOST_DIGITS: Final = 9
MOST_TYPED: Final = 100


def words(name: str = "words") -> str:
    """Return what was typed into a search."""
    return request.args.get(name, "").replace("\0", "")[:MOST_TYPED].strip()


def one_of(name: str, options: Container[str], default: str = "") -> str:
    """Return a choice of the address; nonsense chooses nothing."""
    named = request.args.get(name, default)
    return named if named in options else ""


def uuid(name: str) -> UUID | None:
    """Return a UUID of the address; nonsense gives none."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def day(name: str) -> date | None:
    """Return a day of the address, as a link or a date input writes it."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def hour(name: str) -> time | None:
    """Return a time of day of the address."""
    try:
        return time_from(request.args.get(name, ""))
    except ValueError:
        return None


def number(name: str) -> int | None:
    """Return a row's number of the address."""
    typed = request.args.get(name, "")
    sound = typed.isascii() and typed.isdigit() and len(typed) <= MOST_DIGITS
    return int(typed) if sound else None

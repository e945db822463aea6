"""What an address asks for, read so that nonsense asks for nothing."""

from datetime import date, time
from typing import Final

from flask import request

from portal.site.fields import time_from

MOST_DIGITS: Final = 9


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

"""What an address or a form asks for, read so that nonsense asks for nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from flask import request
from werkzeug.datastructures import FileStorage

from portal.settings.queries import value
from portal.site.asked import one_of, uuid, words
from portal.site.fields import day_from, tidy
from portal.site.files import Kept, keep
from portal.training.models import MOST_UPLOAD_MB, Attendance, Course

__all__ = [
    "AskedDay",
    "attendance",
    "course_options",
    "day_of",
    "day_or",
    "file_in",
    "number",
    "one_of",
    "uuid",
    "words",
]


MOST_TYPED: Final = 100
LEAST_YEAR: Final = 2000


@dataclass(frozen=True)
class AskedDay:
    """A day in an address, as it was typed, and what is wrong with it: then the usual one holds."""

    typed: str
    day: date
    problem: str = ""


def day_or(name: str, usual: date, *, least: date | None = None) -> AskedDay:
    """Return the day that an address names, the usual one when it names none or nonsense."""
    typed = tidy(request.args.get(name, "").replace("\0", ""))[:MOST_TYPED]
    if not typed:
        return AskedDay(f"{usual.day} {usual:%b %Y}", usual)
    try:
        value = day_from(typed, LEAST_YEAR)
    except ValueError as problem:
        return AskedDay(typed, usual, str(problem))
    if least is not None and value < least:
        return AskedDay(typed, usual, "Enter a day that is still to come")
    return AskedDay(typed, value)


def file_in(sent: FileStorage | None) -> Kept | None:
    """Return an uploaded file as it will be kept, None when there is none; raises `Refused`.

    Slow for a picture, so not inside a change.
    """
    if not sent:
        return None
    return keep(sent.read(), sent.filename or "", most_mb=value(MOST_UPLOAD_MB))


def course_options(courses: Iterable[Course], *, empty: bool = True) -> list[tuple[str, str]]:
    """Return courses as choices."""
    first = [("", "Choose a course")] if empty else []
    return [*first, *((str(course.id), course.title) for course in courses)]


def number(text: str) -> int | None:
    """Return a number that a filter chose, or None."""
    return int(text) if text.isdecimal() else None


def day_of(name: str) -> date | None:
    """Return a day of the address, as a date input writes it; nonsense chooses nothing."""
    try:
        return date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None


def attendance(name: str) -> Attendance | None:
    """Return how somebody is marked in a form; nonsense marks nobody."""
    try:
        return Attendance(request.form.get(name, ""))
    except ValueError:
        return None

"""When schools have term, from the calendars that councils publish."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple, Protocol

from portal.calendar.rules.spans import Lasting


class Titled(Lasting, Protocol):
    """Something of a calendar of school terms."""

    @property
    def title(self) -> str:
        """> Autumn term."""
        ...


class Term(NamedTuple):
    """A school term, both days included; the holidays inside it are not taken out."""

    title: str
    first_day: date
    last_day: date


SHORTEST_TERM: Final = timedelta(days=13)
SCHOOL_FREE: Final = re.compile(
    r"holiday|half.?term|break|clos(ed|ure)|inset|training day|no.?pupil"
)
SEASON: Final = re.compile(r"christmas|easter|summer|winter|spring|october|february|may")
TERM_BEGINS: Final = re.compile(r"\bterm\b.*\b(starts?|begins?|opens)\b|first day of .*term")
TERM_ENDS: Final = re.compile(r"\bterm\b.*\b(ends?|closes|finish(es)?)\b|(last day|end) of .*term")


def is_school_free(title: str) -> bool:
    """Return whether an entry of a calendar of terms speaks of days without school."""
    words = title.lower()
    return bool(SCHOOL_FREE.search(words) or ("term" not in words and SEASON.search(words)))


def terms_of(entries: Iterable[Titled]) -> list[Term]:
    """Return the terms that one calendar of school terms tells of, in order.

    Councils write them as one long entry, or as the day on which one starts and that on which it
    ends. What is shorter than two weeks is no term.
    """
    found: list[Term] = []
    begun: Titled | None = None
    for entry in sorted(entries, key=lambda entry: (entry.first_day, entry.title)):
        words = entry.title.lower()
        if is_school_free(words):
            continue
        if entry.last_day - entry.first_day >= SHORTEST_TERM:
            found.append(Term(entry.title, entry.first_day, entry.last_day))
        elif TERM_BEGINS.search(words):
            begun = entry
        elif begun and TERM_ENDS.search(words):
            found.append(Term(begun.title, begun.first_day, entry.last_day))
            begun = None
    return sorted(found, key=lambda term: (term.first_day, term.title))


def in_term(day: date, entries: Sequence[Titled]) -> bool:
    """Return whether one calendar of school terms has term on a day, and no holiday."""
    if any(term.first_day <= day <= term.last_day for term in terms_of(entries)):
        free = (entry for entry in entries if is_school_free(entry.title))
        return not any(entry.first_day <= day <= entry.last_day for entry in free)
    return False

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


class Schools(NamedTuple):
    """One calendar of school terms, and which schools it is of."""

    name: str
    entries: Sequence[Titled]


TERM: Final = "School term"
NO_SCHOOL: Final = "No school"
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
    return _has_school(day, terms_of(entries), free_of(entries))


def free_of(entries: Iterable[Titled]) -> list[Titled]:
    """Return what one calendar of school terms tells of days without school."""
    return [entry for entry in entries if is_school_free(entry.title)]


def school_words(days: Iterable[date], calendars: Sequence[Schools]) -> dict[date, str]:
    """Return what the calendars say of each day: > School term.

    Of a day that none of them knows, nothing is said. Where not all have term, it names those that
    do.
    """
    read = [(each.name, terms_of(each.entries), free_of(each.entries)) for each in calendars]
    found = {}
    for day in days:
        knows = [each for each in read if _knows(day, *each[1:])]
        have = [name for name, terms, free in knows if _has_school(day, terms, free)]
        if knows:
            some = f": {', '.join(have)}" if len(have) < len(knows) else ""
            found[day] = f"{TERM}{some}" if have else NO_SCHOOL
    return found


def _knows(day: date, terms: Sequence[Term], free: Iterable[Lasting]) -> bool:
    """Return whether a calendar says anything of a day: what lies between terms is free of them."""
    return _within(day, free) or bool(terms and terms[0].first_day <= day <= terms[-1].last_day)


def _has_school(day: date, terms: Iterable[Lasting], free: Iterable[Lasting]) -> bool:
    return _within(day, terms) and not _within(day, free)


def _within(day: date, things: Iterable[Lasting]) -> bool:
    return any(each.first_day <= day <= each.last_day for each in things)

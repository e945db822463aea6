"""How long an award lasts: months from a day, to the end of the last one."""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from portal.members.rules import day_in_words
from portal.training.rules.refusals import Refused

FOR_EVER: Final = date.max
"""Stands for an award that never expires where days are compared."""

YEAR: Final = 12


@dataclass(frozen=True)
class Validity:
    """What a course says of its awards: months, or None for ever; counted from which day."""

    months: int | None
    from_award: bool = False

    def last_day(self, taken_on: date, awarded_on: date) -> date | None:
        """Return the last day on which an award holds, to its end; None for ever."""
        if self.months is None:
            return None
        return add_months(awarded_on if self.from_award else taken_on, self.months)

    @property
    def words(self) -> str:
        """> 3 years from the day of the course; never expires."""
        if self.months is None:
            return "Never expires"
        start = "the day on the certificate" if self.from_award else "the day of the course"
        return f"{months_in_words(self.months)} from {start}"


def add_months(day: date, months: int) -> date:
    """Return the same day so many months on, or the last of a month that is too short.

    > 31 August and six months is 28 February, or the 29th in a leap year.
    """
    years, month = divmod(day.year * YEAR + day.month - 1 + months, YEAR)
    return date(years, month + 1, min(day.day, monthrange(years, month + 1)[1]))


def months_in_words(months: int) -> str:
    """> 18 months; 1 year; 3 years."""
    count, unit = (months // YEAR, "year") if months % YEAR == 0 else (months, "month")
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


@dataclass(frozen=True)
class AwardFacts:
    """What is said of an award: when the course was taken, and when the certificate was given.

    `until` is its last day where it says one itself; None leaves that to the course.
    """

    taken_on: date
    awarded_on: date
    until: date | None = None


def check_award(facts: AwardFacts, *, title: str, started_on: date | None, today: date) -> None:
    """Raise `Refused` for days on which nobody can have been awarded it."""
    near = today
    if facts.taken_on > today:
        raise Refused(
            f"{_day(facts.taken_on, near)} is still to come.",
            "Enter the day on which the course was taken.",
            "taken_on",
        )
    if facts.awarded_on > today:
        raise Refused(
            f"{_day(facts.awarded_on, near)} is still to come.",
            "Enter the day on the certificate.",
            "awarded_on",
        )
    if facts.awarded_on < facts.taken_on:
        raise Refused(
            "The certificate would be older than the course.",
            "Enter the day on the certificate, or leave it empty.",
            "awarded_on",
        )
    if facts.until is not None and facts.until < facts.taken_on:
        raise Refused(
            "The award would end before the course was taken.",
            "Enter the last day on which it holds, or leave it empty.",
            "until",
        )
    if started_on is not None and facts.taken_on < started_on:
        raise Refused(
            f"{title} was first given on {_day(started_on, near)}.",
            "Enter a day from then on, or correct that day on the course’s page.",
            "taken_on",
        )


def check_extension(now_until: date, *, valid_until: date | None, near: date) -> None:
    """Raise `Refused` for an extension that would not make an award last longer."""
    if valid_until is None:
        raise Refused("This award never expires.", "There is nothing to extend.")
    if now_until <= valid_until:
        raise Refused(
            f"It lasts until {_day(valid_until, near)} already.", "Enter a later day.", "until"
        )


@dataclass(frozen=True)
class Standing:
    """An award that counts, as a changed validity sees it."""

    award_id: int
    taken_on: date
    awarded_on: date
    until: date | None


@dataclass(frozen=True)
class Reckoned:
    """An award whose last day would be another by the course's validity as it now is."""

    award_id: int
    was: date | None
    would_be: date | None


def reckon(awards: Iterable[Standing], validity: Validity) -> list[Reckoned]:
    """Return the awards that a validity would change, each with both last days."""
    found = []
    for award in awards:
        would_be = validity.last_day(award.taken_on, award.awarded_on)
        if would_be != award.until:
            found.append(Reckoned(award.award_id, award.until, would_be))
    return found


def _day(value: date, near: date) -> str:
    return day_in_words(value, near)

"""What a volunteer has promised at times of which they have just said that they do not suit."""

from collections.abc import Callable, Collection, Sequence
from datetime import date, timedelta
from typing import NamedTuple
from uuid import UUID

from portal import clock
from portal.calendar import queries as calendar
from portal.calendar.models import Attendee, AttendeeState, Entry
from portal.members import rules
from portal.members.models import Away, Member, PartOfDay

A_YEAR = timedelta(days=366)


class ComingAway(NamedTuple):
    """Days away that are not over yet: their number, and how they are told."""

    id: int
    words: str


def away_to_come(member: Member) -> list[ComingAway]:
    """Return a volunteer's days away that are not over, those that come again too."""
    today = clock.today()
    return [
        ComingAway(each.id, away_in_words(each).removeprefix("on "))
        for each in member.away
        if _occurrences(each, today, today + A_YEAR)
    ]


def away_in_words(away: Away) -> str:
    """> on Tuesday 10 March, then every week until 30 June."""
    span = (away.starts_on, away.ends_on)
    return rules.away_in_words(span, away.repeats, away.repeats_until, clock.today())


def promised_while_away(member: Member, away: Away) -> list[Attendee]:
    """Return what a volunteer has promised in days away, whenever they come again."""

    def falls(entry: Entry) -> bool:
        return bool(_occurrences(away, entry.first_day, entry.last_day))

    return _promised(member, falls)


def promised_in_week(member: Member, slots: Collection[tuple[int, PartOfDay]]) -> list[Attendee]:
    """Return what a volunteer has promised in parts of the week."""

    def falls(entry: Entry) -> bool:
        weekday = entry.first_day.weekday()
        return any((weekday, part) in slots for part in _parts(entry))

    return _promised(member, falls)


def promised_on(member: Member, slots: Collection[tuple[date, PartOfDay]]) -> list[Attendee]:
    """Return what a volunteer has promised in parts of certain days."""

    def falls(entry: Entry) -> bool:
        return any((entry.first_day, part) in slots for part in _parts(entry))

    return _promised(member, falls)


def promised_among(member: Member, entries: Collection[UUID]) -> list[Attendee]:
    """Return what of these entries a volunteer has promised and is not over."""
    return _promised(member, lambda entry: entry.uuid in entries)


def _promised(member: Member, falls: Callable[[Entry], bool]) -> list[Attendee]:
    return [
        each
        for each in calendar.duties_of(member.person_id, clock.now())
        if each.state is AttendeeState.ACCEPTED and falls(each.entry)
    ]


def _parts(entry: Entry) -> Sequence[PartOfDay]:
    starts, ends = clock.london(entry.starts_at), clock.london(entry.ends_at)
    return [PartOfDay(part) for part in rules.parts_of_day(starts.time(), ends.time())]


def _occurrences(away: Away, first: date, last: date) -> list[tuple[date, date]]:
    span = (away.starts_on, away.ends_on)
    return rules.occurrences(span, away.repeats, away.repeats_until, first, last)

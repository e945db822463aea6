"""What repeats, in words: for the page of one of its times."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from portal.calendar import queries
from portal.calendar.models import Entry, EntryStatus
from portal.calendar.rules import Repeat, in_a_row
from portal.site.filters import day

MOST_NAMED: Final = 5


class Repeats(NamedTuple):
    """How something repeats, which other times were changed, and the day this was moved from."""

    words: str
    others: Sequence[Entry]
    moved_from: date | None


def repeats_of(found: Entry) -> Repeats | None:
    """Return how something repeats; None for what does not."""
    series = found.series
    if series is None or found.recurs_on is None:
        return None
    times = queries.occurrences(series.id)
    going = [each for each in times if each.status is not EntryStatus.CANCELLED]
    off = [each.recurs_on for each in times if each not in going and each.recurs_on]
    rule = Repeat.of(series.rrule).words
    last = max(each.recurs_on or date.min for each in times)
    return Repeats(
        words=f"{rule} until {day(last)}{_except(off) if going else ''}",
        others=[each for each in going if each is not found and queries.is_changed(series, each)],
        moved_from=found.recurs_on if found.recurs_on != found.first_day else None,
    )


def _except(off: Sequence[date]) -> str:
    """> , except Thursday 2 April and Thursday 16 April."""
    if not off:
        return ""
    named = [day(each) for each in off[:MOST_NAMED]]
    more = len(off) - MOST_NAMED
    return f", except {in_a_row([*named, *([f'{more} more'] if more > 0 else [])])}"

"""When an event that repeats does so, within bounds that no rule can break.

python-dateutil counts, on the clock of the event's own zone: it is among what the portal runs on
already, and takes one rule at a time, so that each can be bounded. A rule finer than days is
refused, because it is where a rule of a few letters makes millions; one that never comes true ends
by itself within seconds at the end of the calendar.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from dateutil.rrule import rrule, rrulestr
from icalendar.prop import vRecur

from portal.calendar.imports.limits import Patience
from portal.calendar.imports.lines import FAULTS, Block, Value
from portal.calendar.imports.moments import Moment, Zones, as_wall_clock, key_of, moments
from portal.calendar.imports.problems import BadEvent

LONGEST_RULE: Final = 500
FREQUENCIES: Final = frozenset(("DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
TOO_FINE: Final = frozenset(("BYHOUR", "BYMINUTE", "BYSECOND"))
A_DAY: Final = timedelta(days=1)


class Window(NamedTuple):
    """The first and the last day that are looked at."""

    first: date
    last: date


def starts(
    block: Block, start: Moment, zones: Zones, window: Window, patience: Patience
) -> Iterator[Moment]:
    """Yield when an event starts, in order of its rule, up to the end of the window.

    What starts before the window is yielded too: it may reach into it; what is said twice comes
    twice. Raises `BadEvent`.
    """
    left_out = {key_of(each) for value in block.values("EXDATE") for each in moments(value, zones)}
    for each in _all(block, start, zones, window):
        patience.check()
        # Some programs leave out whole days of an event that has times.
        if not left_out & {key_of(each), f"{each:%Y%m%d}"}:
            yield each


def _all(block: Block, start: Moment, zones: Zones, window: Window) -> Iterator[Moment]:
    rule = block.value("RRULE")
    if rule is None:
        yield start
    else:
        yield from _by_rule(rule, start, window)
    for value in block.values("RDATE"):
        for each in moments(value, zones):
            if isinstance(each, datetime) is isinstance(start, datetime):
                yield each


def _by_rule(said: Value, start: Moment, window: Window) -> Iterator[Moment]:
    # A day more: a zone may be ahead of London.
    horizon = datetime.combine(window.last, time()) + A_DAY
    for found in _rule(said.text, start):
        if found > horizon:
            return
        yield _as_given(found, start)


def _as_given(found: datetime, start: Moment) -> Moment:
    """Return what a rule found as what the event starts with: a day, or a time in its zone."""
    return found.replace(tzinfo=start.tzinfo) if isinstance(start, datetime) else found.date()


def _rule(text: str, start: Moment) -> rrule:
    if len(text) > LONGEST_RULE:
        raise BadEvent("repeats by a rule that is too long")
    try:
        parts = vRecur.from_ical(text)
    except FAULTS:
        raise BadEvent("repeats by a rule that makes no sense") from None
    frequency = str(next(iter(parts.get("FREQ", [""])), "")).upper()
    if frequency not in FREQUENCIES or TOO_FINE & parts.keys():
        raise BadEvent("repeats more than once a day, which an imported calendar cannot show")
    if any(int(each) < 1 for each in (*parts.get("INTERVAL", ()), *parts.get("COUNT", ()))):
        raise BadEvent("repeats by a rule that makes no sense")
    if "COUNT" in parts and "UNTIL" in parts:
        raise BadEvent("repeats by a rule that ends twice")
    until = parts.pop("UNTIL", [None])[0]
    # With an end in its own words a rule would compare times of different zones.
    words = vRecur(parts).to_ical().decode()
    try:
        made = rrulestr(words, dtstart=as_wall_clock(start))
    except FAULTS:
        raise BadEvent("repeats by a rule that makes no sense") from None
    if not isinstance(made, rrule):
        raise BadEvent("repeats by more than one rule")
    return made.replace(until=_end(until, start)) if until is not None else made


def _end(until: object, start: Moment) -> datetime:
    """Return the end of a rule on the clock that the rule is counted on."""
    if isinstance(until, datetime):
        zone = start.tzinfo if isinstance(start, datetime) else None
        in_zone = until.astimezone(zone) if zone and until.tzinfo else until
        return in_zone.replace(tzinfo=None)
    if isinstance(until, date):
        return datetime.combine(until, time(23, 59, 59))
    raise BadEvent("repeats until a date that is none")

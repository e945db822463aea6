"""How somebody stands in one course on one day. Due soon never blocks; the last day still counts.

The day asked about (`on`) may lie ahead: an award that holds today and lapses before a duty is a
state of its own then too, because that is what can still be mended.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple

from portal.members.rules import CHAIR, COMMUNITY
from portal.training.rules.validity import FOR_EVER, add_months

ADVISER: Final = "adviser"

BARRED_SEATS: Final = {
    "volunteer": COMMUNITY,
    "chair": frozenset({CHAIR}),
    "adviser": frozenset({ADVISER}),
    "staff": frozenset({ADVISER}),
}
"""The seats that somebody without it is kept from. Recruits observe before they are trained."""


class State(StrEnum):
    """How somebody stands in a course."""

    IN_DATE = "in_date"
    DUE_SOON = "due_soon"
    LAPSES_BEFORE = "lapses_before"
    LAPSED = "lapsed"
    NEVER_HELD = "never_held"
    EXEMPT = "exempt"
    NOT_NEEDED = "not_needed"

    @property
    def label(self) -> str:
        """> In date."""
        return STATE_LABELS[self][0]

    @property
    def tag(self) -> str:
        """Return the kind of its state tag."""
        return STATE_LABELS[self][1]

    @property
    def rank(self) -> int:
        """Return its place among states, the most pressing first."""
        return PRESSING.index(self)


STATE_LABELS: Final = {
    State.IN_DATE: ("In date", "ok"),
    State.DUE_SOON: ("Due soon", "due"),
    State.LAPSES_BEFORE: ("Lapses before a duty", "risk"),
    State.LAPSED: ("Lapsed", "risk"),
    State.NEVER_HELD: ("Never held", "risk"),
    State.EXEMPT: ("Exempt", "none"),
    State.NOT_NEEDED: ("Not needed", "none"),
}
PRESSING: Final = (
    *(State.LAPSED, State.LAPSES_BEFORE, State.NEVER_HELD, State.DUE_SOON),
    *(State.IN_DATE, State.EXEMPT, State.NOT_NEEDED),
)


@dataclass(frozen=True, slots=True)
class Need:
    """A course's demand of some people: at once before a duty, or months after they joined."""

    needing: str
    months: int | None = None


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody as the rules see them: what they are, since when, and the days of their panels."""

    needing: frozenset[str]
    joined_on: date | None = None
    duties: Sequence[date] = ()


class Held(NamedTuple):
    """The award that lasts longest of those taken by the day, `until` its last day.

    There are tens of thousands of these in a large service: a tuple is made in half the time.
    """

    since: date
    until: date


@dataclass(frozen=True, slots=True)
class Exempt:
    """An exemption that covers the day."""

    until: date
    reason: str


@dataclass(frozen=True, slots=True)
class When:
    """The day asked about, and the day it is today."""

    on: date
    today: date

    @property
    def reference(self) -> date:
        """Return the day from which duties are looked at: today, or an earlier day asked about."""
        return min(self.on, self.today)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody is asked: which seats it keeps them from, else by which day."""

    seats: frozenset[str]
    by: date | None = None


class Stand(NamedTuple):
    """How somebody stands in a course on a day. A tuple for the same reason as `Held`.

    `until` is the last day of what covers them, None for ever; `duty` the first panel after it.
    `by` is the day by which it is due where no duty waits for it. `seats` are those that they are
    kept from while not covered.
    """

    state: State
    since: date | None = None
    until: date | None = None
    duty: date | None = None
    by: date | None = None
    reason: str = ""
    seats: frozenset[str] = frozenset()

    @property
    def needs_booking(self) -> bool:
        """Return whether there is something to book."""
        return self.state.rank <= State.DUE_SOON.rank


def asked_of(needs: Iterable[Need], who: Who) -> Asked | None:
    """Return what a course asks of somebody; None when it asks nothing."""
    seats: frozenset[str] = frozenset()
    days: list[date] = []
    applies = False
    for need in needs:
        if need.needing not in who.needing:
            continue
        applies = True
        if need.months is None:
            seats |= BARRED_SEATS[need.needing]
        elif who.joined_on is not None:
            days.append(add_months(who.joined_on, need.months))
    return Asked(seats, min(days, default=None)) if applies else None


NOT_NEEDED: Final = Stand(State.NOT_NEEDED)


def stand(
    asked: Asked | None,
    held: Held | None,
    exempt: Exempt | None,
    *,
    when: When,
    renew_days: int,
    duties: Collection[date] = (),
) -> Stand:
    """Return how somebody stands; an exemption counts where it reaches further than an award."""
    if asked is None:
        return Stand(State.NOT_NEEDED, held.since, _end(held.until)) if held else NOT_NEEDED
    if exempt and (held is None or exempt.until >= held.until):
        return _exempt(asked, exempt, when, duties)
    if held is None:
        return Stand(State.NEVER_HELD, by=asked.by, seats=asked.seats)
    duty = _duty_after(held.until, asked, when, duties)
    state = _state(held.until, duty, when, renew_days)
    return Stand(state, held.since, _end(held.until), duty, asked.by, seats=asked.seats)


def _exempt(asked: Asked, exempt: Exempt, when: When, duties: Collection[date]) -> Stand:
    duty = _duty_after(exempt.until, asked, when, duties)
    state = State.LAPSES_BEFORE if duty else State.EXEMPT
    return Stand(
        state, None, _end(exempt.until), duty, asked.by, reason=exempt.reason, seats=asked.seats
    )


def _state(until: date, duty: date | None, when: When, renew_days: int) -> State:
    if duty is not None and until >= when.reference:
        return State.LAPSES_BEFORE
    if until < when.on:
        return State.LAPSED
    if until != FOR_EVER and (until - when.on).days <= renew_days:
        return State.DUE_SOON
    return State.IN_DATE


def _duty_after(until: date, asked: Asked, when: When, duties: Collection[date]) -> date | None:
    if not duties or not asked.seats or until == FOR_EVER:
        return None
    reference = when.reference
    return min([day for day in duties if day > until and day >= reference], default=None)


def _end(until: date) -> date | None:
    return None if until == FOR_EVER else until

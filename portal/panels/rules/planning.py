"""The plan of an order: which panels follow once its contract is signed, and by when.

Lengths are whole months, and the end of a month is the end of a month: three months from
30 November are 28 February.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import count, zip_longest
from typing import Final

from dateutil.relativedelta import relativedelta

from portal.panels.rules.arranging import MOST_MONTHS
from portal.panels.rules.refusals import Refused
from portal.panels.rules.working_days import WorkingDays

PROGRESS: Final = "progress"
FINAL: Final = "final"
KEEP: Final = "keep"
"""The answer that a plan shall stay as it is, though a panel before it was moved."""


@dataclass(frozen=True)
class Term:
    """How long a contract has effect: whole months, extensions included, from its signing."""

    signed_on: date
    months: int

    @property
    def ends_on(self) -> date:
        """Return the last day of the compliance period."""
        return self._after(self.months)

    @property
    def last_month_on(self) -> date:
        """Return the day on which its last month begins, in which the final panel meets."""
        return self._after(self.months - 1)

    def _after(self, months: int) -> date:
        return self.signed_on + relativedelta(months=months)


@dataclass(frozen=True)
class Transfer:
    """How an order came from another area: when, and when its contract was signed there."""

    on_day: date
    signed_on: date


@dataclass(frozen=True)
class Step:
    """A panel of an order's plan. `day` is when it sits or sat, or by when it must.

    A `settled` one is not planned anew: it was held, has a sitting, or comes before what moved.
    """

    ref: str
    kind: str
    day: date
    settled: bool


@dataclass(frozen=True)
class PlanChange:
    """What becomes of one panel of a plan: no `was` is a new one, no `now` one that is dropped."""

    ref: str
    kind: str
    was: date | None
    now: date | None


class WouldReplan(Refused):
    """A change after which panels are due on other days; agreed to by its key, it goes ahead.

    `may_keep` is whether the plan could stay as it is instead (`KEEP`).
    """

    def __init__(self, changes: Sequence[PlanChange], *, may_keep: bool = False) -> None:
        super().__init__("This changes by when panels must sit.", "Look at the days first.")
        self.changes = tuple(changes)
        self.may_keep = may_keep
        self.key = key_of(changes)


def key_of(changes: Iterable[PlanChange]) -> str:
    """Return what a form carries back, so that only what was shown is agreed to."""
    return sha256(repr(tuple(changes)).encode()).hexdigest()[:16]


def proposals(
    term: Term,
    *,
    every: int,
    days: WorkingDays,
    reviewed: Iterable[date] = (),
    since: date | None = None,
) -> list[tuple[str, date]]:
    """Return the kind and last day of each panel that a contract asks for, in order.

    Progress panels are `every` so many months after the signing and after each day of
    `reviewed` (panels that were held or are arranged), as long as a whole month is left until the
    next or until the final one, which is due by the end. A day that is no working day is moved
    back to one. What would be due before `since` is left out.
    """
    starts = sorted({term.signed_on, *(day for day in reviewed if day > term.signed_on)})
    untils = [later - relativedelta(months=1) for later in starts[1:]] + [term.last_month_on]
    found = [
        day
        for start, until in zip(starts, untils, strict=True)
        for day in _every(every, start, until)
    ]
    planned = [*((PROGRESS, day) for day in found), (FINAL, term.ends_on)]
    on_working_days = [(kind, working_day(day, days)) for kind, day in planned]
    return [(kind, day) for kind, day in on_working_days if since is None or day >= since]


def _every(months: int, start: date, until: date) -> list[date]:
    found: list[date] = []
    for turn in count(1):
        day = start + relativedelta(months=turn * months)
        if day > until:
            return found
        found.append(day)
    return found


def working_day(day: date, days: WorkingDays) -> date:
    """Return the day itself, or the last working day before it."""
    return days.add_working_days(day + timedelta(days=1), -1)


def replan(
    term: Term,
    steps: Iterable[Step],
    *,
    kinds: Iterable[str],
    every: int,
    days: WorkingDays,
    since: date | None = None,
) -> list[PlanChange]:
    """Return what must change for the open steps of these kinds to be those that are proposed.

    An open step takes the next day that its kind is due; those that nothing is left for are
    dropped, and days that no step is left for become new ones. A settled final panel is enough.
    """
    known = sorted(steps, key=lambda step: (step.day, step.ref))
    settled = [step for step in known if step.settled]
    wanted: defaultdict[str, list[date]] = defaultdict(list)
    reviewed = [step.day for step in settled if step.kind == PROGRESS]
    for kind, day in proposals(term, every=every, days=days, reviewed=reviewed, since=since):
        wanted[kind].append(day)
    if any(step.kind == FINAL for step in settled):
        wanted.pop(FINAL, None)
    changes: list[PlanChange] = []
    for kind in kinds:
        open_steps = [step for step in known if step.kind == kind and not step.settled]
        changes += _paired(kind, open_steps, wanted[kind])
    return changes


def _paired(kind: str, steps: Sequence[Step], wanted: Sequence[date]) -> list[PlanChange]:
    pairs = zip_longest(steps, wanted)
    changes = [
        PlanChange(step.ref if step else "", kind, step.day if step else None, now)
        for step, now in pairs
    ]
    return [change for change in changes if change.was != change.now]


def check_signed(signed_on: date, *, court_date: date, today: date) -> None:
    """Raise `Refused` when a contract cannot have been signed then."""
    if signed_on > today:
        raise Refused(
            "That day is in the future.", "Enter the day on which it was signed.", "signed_on"
        )
    if signed_on < court_date:
        raise Refused(
            "That is before court made the order.", "Check the day and the year.", "signed_on"
        )


def check_transfer(came: Transfer, *, court_date: date, months: int, today: date) -> None:
    """Raise `Refused` when no order can have come here like that."""
    check_signed(came.signed_on, court_date=court_date, today=today)
    check_event_day(came.on_day, since=came.signed_on, today=today)
    ends_on = Term(came.signed_on, months).ends_on
    if ends_on < came.on_day:
        raise Refused(
            f"By that length, its contract ended on {ends_on.day} {ends_on:%B %Y}.",
            "Add to the length what it was extended by, or check the days.",
            "months",
        )


def check_plan_day(
    day: date, *, term: Term | None, was: date | None, today: date, days: WorkingDays
) -> None:
    """Raise `Refused` when a panel cannot be due by that day; the day it has already may stay."""
    if day == was:
        return
    if day < today:
        raise Refused("That day has passed.", "Choose a day to come.", "due_on")
    if day != working_day(day, days):
        before = working_day(day, days)
        raise Refused(
            "No panel sits on that day: it is a weekend or a bank holiday.",
            f"The last working day before it is {before.day} {before:%B}.",
            "due_on",
        )
    if term is not None and day > term.ends_on:
        end = term.ends_on
        raise Refused(
            f"The contract ends on {end.day} {end:%B %Y}.",
            "Choose a day before that, or note an extension first.",
            "due_on",
        )


def check_extension(months: int, *, length: int, extended: int) -> None:
    """Raise `Refused` when an extension makes an order longer than one can be.

    12 months over all is the most that a court can make of one (Sentencing Act 2020 s.86); that
    it holds for extensions too is how services read the guidance.
    """
    left = MOST_MONTHS - length - extended
    if months <= left:
        return
    so_far = f"{length + extended} months long" + (
        f", {extended} of them added" if extended else ""
    )
    remedy = f"Enter {left} at most." if left > 0 else "It cannot be extended any further."
    raise Refused(f"An order lasts 12 months at most, and this one is {so_far}.", remedy, "months")


def check_length(months: int, *, extended: int) -> None:
    """Raise `Refused` when an order of that length would be too long with what was added."""
    if months + extended > MOST_MONTHS:
        raise Refused(
            f"With the {extended} months added, the order would be longer than 12 months.",
            f"Enter {MOST_MONTHS - extended} at most.",
            "months",
        )


def check_event_day(day: date, *, since: date, today: date) -> None:
    """Raise `Refused` when nothing can have happened to an order on that day."""
    if day > today:
        raise Refused("That day is in the future.", "Note it once it has happened.", "on_day")
    if day < since:
        raise Refused(
            f"That is before {since.day} {since:%B %Y}, when the order began.",
            "Check the day and the year.",
            "on_day",
        )

"""How a DBS check stands on a day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from portal.members.rules.days import day_in_words
from portal.members.rules.repeats import month_later
from portal.site.refusals import Refused


@dataclass(frozen=True)
class Decision:
    """A coordinator's word on one check, once it has lapsed: whether it bars, up to a day."""

    bars: bool
    until: date


@dataclass(frozen=True)
class Check:
    """A DBS check: when made, when to make it again, and whether the update service knows it.

    `bars` is what the service holds of a lapsed one; a `decision` says otherwise while it lasts.
    """

    issued_on: date
    recheck_on: date | None
    update_service: bool = False
    decision: Decision | None = None
    bars: bool = True

    def decided_on(self, day: date) -> Decision | None:
        """Return the decision that holds on a day."""
        return self.decision if self.decision and day <= self.decision.until else None

    def lapsed_on(self, day: date) -> bool:
        """Return whether it was to be made again before a day."""
        return self.recheck_on is not None and self.recheck_on < day

    def bars_on(self, day: date) -> bool:
        """Return whether it keeps its volunteer from sitting on a day."""
        decided = self.decided_on(day)
        return self.lapsed_on(day) and (decided.bars if decided else self.bars)


@dataclass(frozen=True)
class DueDays:
    """Today, and how many days before its date a re-check is called due soon."""

    today: date
    days: int

    @property
    def last(self) -> date:
        """Return the last re-check date that is due soon."""
        return self.today + timedelta(days=self.days)


def check_state(check: Check | None, due: DueDays) -> str:
    """Return how a DBS check stands today: `none`, `lapsed`, `due`, `undated` or `in_date`."""
    if check is None:
        return "none"
    if check.recheck_on is None:
        return "undated"
    if check.recheck_on < due.today:
        return "lapsed"
    return "due" if check.recheck_on <= due.last else "in_date"


def check_tag(check: Check | None, due: DueDays) -> tuple[str, str]:
    """Return how a DBS check stands today, as the words and the kind of a state tag.

    > In date until 8 March 2027; Due soon: 8 March; Lapsed on 8 March; Lapsed on 8 March, may sit
    until 30 March.
    """
    state = check_state(check, due)
    if check is None or check.recheck_on is None:
        return ("No DBS check", "risk") if check is None else ("No re-check date", "due")
    on = day_in_words(check.recheck_on, due.today)
    return {
        "lapsed": _lapsed(on, check, due.today),
        "due": (f"Due soon: {on}", "due"),
        "in_date": (f"In date until {on}", "ok"),
    }[state]


def _lapsed(on: str, check: Check, today: date) -> tuple[str, str]:
    decided = check.decided_on(today)
    if check.bars_on(today):
        return f"Lapsed on {on}", "risk"
    until = f" until {day_in_words(decided.until, today)}" if decided else ""
    return f"Lapsed on {on}, may sit{until}", "due"


def may_sit(check: Check | None, today: date) -> bool:
    """Return whether a DBS check lets its volunteer sit today; none at all never does."""
    return check is not None and not check.bars_on(today)


def reminder_due(recheck_on: date, today: date, steps: Iterable[int]) -> int | None:
    """Return which reminder a day asks for: the nearest distance reached, of `steps` in days.

    None when it is too early, or the day is over: a lapsed check is on the list of what is
    overdue. Of several that were missed the last alone is due.
    """
    left = (recheck_on - today).days
    return min((step for step in steps if 0 <= left <= step), default=None)


def recheck_after(issued_on: date, years: int) -> date:
    """Return the day on which to check again; a check of 29 February falls due on 1 March."""
    try:
        return issued_on.replace(year=issued_on.year + years)
    except ValueError:
        return date(issued_on.year + years, 3, 1)


def recheck_after_asking(made_on: date, months: int, *, changed: bool) -> date:
    """Return the day on which to check again after a status check: at once, if it has changed."""
    return made_on if changed else month_later(made_on, months)


def check_may_ask(*, on_service: bool, issued_on: date, on: date) -> None:
    """Raise `Refused` when a check cannot have been asked about on a day."""
    if not on_service:
        raise Refused(
            "This check is not on the update service.",
            "Record a new DBS check instead, and tick the update service there.",
        )
    if on < issued_on:
        raise Refused(
            "The status check is older than the DBS check.",
            "Enter the day on which the update service was asked.",
            "made_on",
        )


def check_is_newest(newest_id: int | None, check_id: int) -> None:
    """Raise `Refused` for a check that is not the newest: only that one counts."""
    if check_id != newest_id:
        raise Refused(
            "A newer DBS check is recorded, and that one counts.",
            "Go back to the checks and look at it.",
        )


def check_not_of_oneself(person_id: int, actor_id: int | None) -> None:
    """Raise `Refused` for what somebody would say of their own check; None is nobody's hand."""
    if person_id == actor_id:
        raise Refused("This is your own check.", "Ask a colleague to see to it.")

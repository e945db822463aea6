"""How a DBS check stands on a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from portal.members.rules.days import day_in_words


@dataclass(frozen=True)
class Check:
    """A DBS check: when made, when to make it again, and whether the update service knows it."""

    issued_on: date
    recheck_on: date | None
    update_service: bool = False


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

    > In date until 8 March 2027; Due soon: 8 March; Lapsed on 8 March.
    """
    state = check_state(check, due)
    if check is None or check.recheck_on is None:
        return ("No DBS check", "risk") if check is None else ("No re-check date", "due")
    on = day_in_words(check.recheck_on, due.today)
    return {
        "lapsed": (f"Lapsed on {on}", "risk"),
        "due": (f"Due soon: {on}", "due"),
        "in_date": (f"In date until {on}", "ok"),
    }[state]


def recheck_after(issued_on: date, years: int) -> date:
    """Return the day on which to check again; a check of 29 February falls due on 1 March."""
    try:
        return issued_on.replace(year=issued_on.year + years)
    except ValueError:
        return date(issued_on.year + years, 3, 1)

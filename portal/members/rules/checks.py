"""How a DBS check stands on a day."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Check:
    """A DBS check: when made, when to make it again, and whether the update service knows it."""

    issued_on: date
    recheck_on: date | None
    update_service: bool = False


def check_state(check: Check | None, today: date, due_days: int) -> str:
    """Return how a DBS check stands today: `none`, `lapsed`, `due`, `undated` or `in_date`."""
    if check is None:
        return "none"
    if check.recheck_on is None:
        return "undated"
    if check.recheck_on < today:
        return "lapsed"
    return "due" if check.recheck_on <= today + timedelta(days=due_days) else "in_date"

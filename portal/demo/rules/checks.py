"""When each volunteer was checked, and when they must be again."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from portal.demo.rules.people import Volunteer
from portal.demo.rules.times import Times

YEARS: Final = 3
RECHECK: Final = {"soon": 45, "before": 6, "lapsed": -40}
"""Days from today to the next check, for those who stand out."""

BEFORE_JOINING: Final = timedelta(days=21)
DBS_LEVEL: Final = "Enhanced"


@dataclass(frozen=True)
class Check:
    """One check: what was checked, on which day, and when to do it again."""

    kind: str
    issued: date
    recheck: date | None = None
    level: str | None = None
    update_service: bool = False


def joined_on(volunteer: Volunteer, times: Times) -> date | None:
    """Return the day on which they were appointed, if they were."""
    return None if volunteer.joined is None else times.months_ago(volunteer.joined)


def recheck_on(volunteer: Volunteer, times: Times) -> date | None:
    """Return when the DBS check is to be made again, every three years from the appointment."""
    joined = joined_on(volunteer, times)
    if volunteer.check in RECHECK:
        return times.away(RECHECK[volunteer.check])
    if volunteer.check != "ok" or joined is None:
        return None
    due = joined - BEFORE_JOINING
    while due <= times.today:
        due = years_after(due, YEARS)
    return due


def checks(volunteer: Volunteer, turn: int, times: Times) -> list[Check]:
    """Return what was checked of them; `turn` is their place in the roster."""
    recheck, joined = recheck_on(volunteer, times), joined_on(volunteer, times)
    if recheck is None or joined is None:
        return [Check("identity", times.away(-20 - turn))] if volunteer.check == "sent" else []
    issued = years_after(recheck, -YEARS)
    made = [
        Check("identity", joined - timedelta(days=50)),
        Check("references", joined - timedelta(days=30)),
        Check("dbs", issued, recheck, DBS_LEVEL, update_service=bool(turn % YEARS)),
    ]
    before = years_after(issued, -YEARS)
    if before > joined - timedelta(days=60):
        made.append(Check("dbs", before, issued, DBS_LEVEL))
    return made


def years_after(day: date, years: int) -> date:
    """Return the same day so many years on; the 1st of March for a 29th of February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)

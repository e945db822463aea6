"""Background work of recruitment: reviews, silent referees, who is parked until today, erasure."""

from datetime import timedelta
from typing import Any, Final

from portal import clock
from portal.calendar.jobs import keep_deadlines
from portal.database import changing
from portal.notifications.jobs import scheduled
from portal.recruitment.actions import erasing
from portal.recruitment.actions import references as actions
from portal.recruitment.actions.recommending import remind_interviewer
from portal.recruitment.actions.waking import wake
from portal.recruitment.models import REFERENCE_CHASE_DAYS
from portal.recruitment.queries import applications, interviews, probations
from portal.recruitment.queries import references as queries
from portal.recruitment.rules.references import chase_due
from portal.settings.queries import value
from portal.settings.rules import days_ahead

AN_HOUR: Final = 60
MORNING: Final = 8
"""The hour of the day from which letters are written: nobody is woken by one."""
STILL_NEWS: Final = timedelta(days=7)
"""For so long after a link ended its silence is told of, if it was not before."""


@scheduled("recruitment.publish_reviews", minutes=AN_HOUR)
def publish_reviews() -> dict[str, Any]:
    """Bring the calendar up to which probations are to be reviewed when.

    By the clock and not in each action: it changes with leaving and with the coordinators' areas
    too.
    """
    return keep_deadlines(probations.UNDER, probations.reviews_due())


@scheduled("recruitment.chase_references", minutes=AN_HOUR)
def chase_references() -> dict[str, Any]:
    """Remind referees who have not answered, and tell the coordinators whose time has run out."""
    now, chased, told = clock.now(), 0, 0
    if clock.london(now).hour < MORNING:
        return {"chased": chased, "told": told}
    steps = days_ahead(value(REFERENCE_CHASE_DAYS))
    with changing():
        for referee in queries.silent(now):
            asked_on = clock.london(referee.asked_at or now).date()
            days = chase_due(asked_on, clock.today(), steps)
            chased += bool(days and actions.chase(referee=referee, days=days, actor=None))
        for referee in queries.run_out(now - STILL_NEWS, now):
            told += actions.tell_silent(referee=referee)
    return {"chased": chased, "told": told}


@scheduled("recruitment.wake", minutes=AN_HOUR)
def wake_parked() -> dict[str, Any]:
    """Take up again whoever is parked until today, and tell the coordinators."""
    with changing():
        found = applications.to_wake(clock.today())
        for application in found:
            wake(application=application)
    return {"woken": len(found)}


@scheduled("recruitment.erase", minutes=AN_HOUR)
def erase() -> dict[str, Any]:
    """Forget who was not appointed long ago, once coordinators were warned in the morning."""
    with changing():
        dropped, erased = erasing.drop_left_behind(), erasing.erase_due()
    if clock.london(clock.now()).hour < MORNING:
        return {"dropped": dropped, "erased": erased, "warned": 0}
    with changing():
        return {"dropped": dropped, "erased": erased, "warned": erasing.warn()}


@scheduled("recruitment.remind_interviewers", minutes=AN_HOUR)
def remind_interviewers() -> dict[str, Any]:
    """Ask interviewers, the morning after and once, what they recommend, if they have not said."""
    now, today, reminded = clock.now(), clock.today(), 0
    if clock.london(now).hour < MORNING:
        return {"reminded": reminded}
    with changing():
        for each in interviews.unsent(now - STILL_NEWS, now):
            if each.interview.entry.last_day < today:
                reminded += remind_interviewer(interviewer=each, days=1, actor=None)
    return {"reminded": reminded}

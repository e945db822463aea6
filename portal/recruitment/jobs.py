"""Background work of recruitment: probation reviews in the calendar."""

from typing import Any

from portal.calendar.jobs import keep_deadlines
from portal.notifications.jobs import scheduled
from portal.recruitment.queries import probations

AN_HOUR = 60


@scheduled("recruitment.publish_reviews", minutes=AN_HOUR)
def publish_reviews() -> dict[str, Any]:
    """Bring the calendar up to which probations are to be reviewed when.

    By the clock and not in each action: it changes with leaving and with the coordinators' areas
    too.
    """
    return keep_deadlines(probations.UNDER, probations.reviews_due())

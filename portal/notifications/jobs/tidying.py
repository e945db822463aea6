"""Forgetting, in time, what the outbox and the jobs say about people."""

from datetime import timedelta
from typing import Final

from portal import clock
from portal.database import changing
from portal.notifications.actions import delivery, jobs
from portal.notifications.jobs.registry import Result, scheduled
from portal.notifications.models import MAIL_KEPT_DAYS
from portal.settings.queries import value

JOBS_KEPT: Final = timedelta(days=90)


@scheduled("notifications.tidy", minutes=60)
def tidy() -> Result:
    """Delete letters and jobs that were settled long ago."""
    with changing():
        letters = delivery.forget_settled(
            before=clock.now() - timedelta(days=value(MAIL_KEPT_DAYS))
        )
        ended = jobs.forget_ended(before=clock.now() - JOBS_KEPT)
    return {"letters": letters, "jobs": ended}

"""Background work: what ran last, and what it said."""

from datetime import timedelta
from typing import Final

from flask.typing import ResponseReturnValue

from portal import clock
from portal.access import Permission, requires
from portal.admin.views import bp
from portal.audit.rules import words
from portal.notifications import queries
from portal.notifications.jobs import registry
from portal.notifications.models import Job, JobState
from portal.site.fragments import page_or_fragment
from portal.site.pagination import requested_page

LATE_AFTER: Final = timedelta(minutes=10)
LOOKS: Final = {
    JobState.QUEUED: ("Waiting for the worker", "wait"),
    JobState.RUNNING: ("Running", "wait"),
    JobState.DONE: ("Done", "ok"),
    JobState.FAILED: ("Failed", "risk"),
}


@bp.get("/jobs")
@requires(Permission.ADMIN_JOBS)
def jobs() -> ResponseReturnValue:
    """Show what the worker does by the clock, and what people asked it for."""
    by_the_clock = queries.scheduled()
    asked_for = queries.jobs(requested_page())
    open_states = {JobState.QUEUED, JobState.RUNNING}
    return page_or_fragment(
        "admin/jobs.html",
        "admin/_jobs.html",
        by_the_clock=by_the_clock,
        asked_for=asked_for,
        never_ran=sorted(registry.by_the_clock.keys() - {job.name for job in by_the_clock}),
        late=any(_is_late(job) for job in by_the_clock),
        live=any(job.state in open_states for job in (*by_the_clock, *asked_for.items)),
        looks=LOOKS,
        words=words,
    )


def _is_late(job: Job) -> bool:
    """Return whether work should long have started again: the worker may have stopped."""
    schedule = registry.by_the_clock.get(job.name)
    if schedule is None or job.started_at is None:
        return False
    return job.started_at + schedule.every + LATE_AFTER < clock.now()

"""Background work: packages register it here by name; a worker takes it up.

`@job("members.import")` registers work that somebody asks for with `queue(name=…, key=…)`.
`@scheduled("panels.lapse", minutes=5)` registers work that is done by the clock. Both are called
outside any transaction, commit what they do with `database.changing()`, piece by piece, and may
be run again from the start when a worker dies: each piece done twice must be done once. What
they return is kept as the result and shown; a `rules.JobStopped` carries a sentence to show.
"""

from portal.notifications.actions.jobs import queue
from portal.notifications.jobs.registry import job, scheduled
from portal.notifications.jobs.runner import progress

__all__ = ["job", "progress", "queue", "scheduled"]

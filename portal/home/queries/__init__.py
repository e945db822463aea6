"""What the first page shows each role: asked of the packages below, in so many statements."""

from portal.home.queries.applicants import to_approve
from portal.home.queries.figures import figures, machinery
from portal.home.queries.limits import DAYS_AHEAD
from portal.home.queries.own import coming, given, managed, notices, own, promised
from portal.home.queries.queue import area_names, queue, underway

__all__ = [
    "DAYS_AHEAD",
    "area_names",
    "coming",
    "figures",
    "given",
    "machinery",
    "managed",
    "notices",
    "own",
    "promised",
    "queue",
    "to_approve",
    "underway",
]

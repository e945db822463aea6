"""Finding volunteers, and how each stands at a sitting."""

from portal.members.queries.audience import area_keys
from portal.members.queries.checks import newest_checks
from portal.members.queries.importing import (
    PROBLEMS,
    SOURCE,
    bodies,
    by_number,
    content,
    documents_before,
    import_job,
    no_volunteers_yet,
    problems_document,
    upload,
)
from portal.members.queries.register import (
    CHAIRS,
    CHECK_STATES,
    EVERYBODY,
    LEARNERS,
    Line,
    Search,
    due_days,
    member,
    member_of,
    number_is_taken,
    own_member,
    register,
    with_form_key,
)
from portal.members.queries.standings import MemberStanding, standings, standings_at
from portal.members.queries.whereabouts import Asked, Plans, pace

__all__ = [
    "CHAIRS",
    "CHECK_STATES",
    "EVERYBODY",
    "LEARNERS",
    "PROBLEMS",
    "SOURCE",
    "Asked",
    "Line",
    "MemberStanding",
    "Plans",
    "Search",
    "area_keys",
    "bodies",
    "by_number",
    "content",
    "documents_before",
    "due_days",
    "import_job",
    "member",
    "member_of",
    "newest_checks",
    "no_volunteers_yet",
    "number_is_taken",
    "own_member",
    "pace",
    "problems_document",
    "register",
    "standings",
    "standings_at",
    "upload",
    "with_form_key",
]

"""Finding volunteers, and how each stands at a sitting."""

from portal.members.queries.audience import area_keys
from portal.members.queries.checks import newest_checks
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
from portal.members.queries.standings import MemberStanding, standings

__all__ = [
    "CHAIRS",
    "CHECK_STATES",
    "EVERYBODY",
    "LEARNERS",
    "Line",
    "MemberStanding",
    "Search",
    "area_keys",
    "due_days",
    "member",
    "member_of",
    "newest_checks",
    "number_is_taken",
    "own_member",
    "register",
    "standings",
    "with_form_key",
]

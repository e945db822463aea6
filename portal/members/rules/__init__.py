"""Who can sit, and why: reasons for and against, each with its remedy, over plain values."""

from portal.members.rules.checks import Check, DueDays, check_state, check_tag, recheck_after
from portal.members.rules.days import (
    PARTS,
    WEEKDAYS,
    day_in_words,
    days_in_words,
    in_a_row,
    joined,
    parts_of_day,
    week,
    week_in_words,
)
from portal.members.rules.reasons import CHAIR, COMMUNITY, MEMBER, OBSERVER, Reason, Standing
from portal.members.rules.standing import Occasion, Profile, standing
from portal.members.rules.statuses import consequences

__all__ = [
    "CHAIR",
    "COMMUNITY",
    "MEMBER",
    "OBSERVER",
    "PARTS",
    "WEEKDAYS",
    "Check",
    "DueDays",
    "Occasion",
    "Profile",
    "Reason",
    "Standing",
    "check_state",
    "check_tag",
    "consequences",
    "day_in_words",
    "days_in_words",
    "in_a_row",
    "joined",
    "parts_of_day",
    "recheck_after",
    "standing",
    "week",
    "week_in_words",
]

"""Who can sit, and why: reasons for and against, each with its remedy, over plain values."""

from portal.members.rules.checks import Check, DueDays, check_state, recheck_after
from portal.members.rules.days import (
    PARTS,
    WEEKDAYS,
    day_in_words,
    days_in_words,
    joined,
    parts_of_day,
)
from portal.members.rules.reasons import CHAIR, COMMUNITY, MEMBER, OBSERVER, Reason, Standing
from portal.members.rules.standing import Occasion, Profile, standing

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
    "day_in_words",
    "days_in_words",
    "joined",
    "parts_of_day",
    "recheck_after",
    "standing",
]

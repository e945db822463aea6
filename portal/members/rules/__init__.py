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
from portal.members.rules.reasons import (
    CHAIR,
    COMMUNITY,
    MEMBER,
    OBSERVER,
    Part,
    Reason,
    Standing,
    part,
    together,
)
from portal.members.rules.repeats import (
    EVERY,
    LONGEST,
    again_in_words,
    away_in_words,
    month_later,
    occurrences,
)
from portal.members.rules.standing import Occasion, Profile, Rulings, Then, available
from portal.members.rules.statuses import consequences
from portal.members.rules.travel import Pace, Place, travel_minutes

__all__ = [
    "CHAIR",
    "COMMUNITY",
    "EVERY",
    "LONGEST",
    "MEMBER",
    "OBSERVER",
    "PARTS",
    "WEEKDAYS",
    "Check",
    "DueDays",
    "Occasion",
    "Pace",
    "Part",
    "Place",
    "Profile",
    "Reason",
    "Rulings",
    "Standing",
    "Then",
    "again_in_words",
    "available",
    "away_in_words",
    "check_state",
    "check_tag",
    "consequences",
    "day_in_words",
    "days_in_words",
    "in_a_row",
    "joined",
    "month_later",
    "occurrences",
    "part",
    "parts_of_day",
    "recheck_after",
    "together",
    "travel_minutes",
    "week",
    "week_in_words",
]

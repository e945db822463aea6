"""What the law and the service ask of a panel: its clock, its quorum, its offers.

Nothing here reads the clock, the database or a setting: days, moments and numbers come in.
"""

from portal.panels.rules.arranging import (
    FEWEST_MONTHS,
    MOST_MINUTES,
    MOST_MONTHS,
    MOST_PANELS,
    QUARTER,
    Hearing,
    OrderFacts,
    SittingFacts,
    check_hearings,
    check_order,
    check_times,
)
from portal.panels.rules.composition import (
    COMMUNITY_KINDS,
    COMMUNITY_NEEDED,
    Quorum,
    Risk,
    quorum,
    risk,
    standing_look,
    standing_words,
)
from portal.panels.rules.happenings import SAID, SAID_OF_ORDERS, happened
from portal.panels.rules.offers import (
    ENDINGS,
    Answer,
    OfferFacts,
    OfferRefused,
    check_may_accept,
    ending,
    lapses_at,
)
from portal.panels.rules.ranking import Candidate, fit_words, rank
from portal.panels.rules.refusals import Busy, Refused, Stale, WouldRelease
from portal.panels.rules.setting_aside import check_set_aside
from portal.panels.rules.working_days import Timing, WorkingDays, timing

__all__ = [
    "COMMUNITY_KINDS",
    "COMMUNITY_NEEDED",
    "ENDINGS",
    "FEWEST_MONTHS",
    "MOST_MINUTES",
    "MOST_MONTHS",
    "MOST_PANELS",
    "QUARTER",
    "SAID",
    "SAID_OF_ORDERS",
    "Answer",
    "Busy",
    "Candidate",
    "Hearing",
    "OfferFacts",
    "OfferRefused",
    "OrderFacts",
    "Quorum",
    "Refused",
    "Risk",
    "SittingFacts",
    "Stale",
    "Timing",
    "WorkingDays",
    "WouldRelease",
    "check_hearings",
    "check_may_accept",
    "check_order",
    "check_set_aside",
    "check_times",
    "ending",
    "fit_words",
    "happened",
    "lapses_at",
    "quorum",
    "rank",
    "risk",
    "standing_look",
    "standing_words",
    "timing",
]

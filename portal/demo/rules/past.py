"""Kentmere's campaign of last year, of which only counts are left, and who said they applied."""

from dataclasses import dataclass
from typing import Final

SLUG: Final = "community-panel-members-last-year"
TITLE: Final = "Community panel members, last year"
CLOSED: Final = 300
"""Days ago on which it took its last application."""


@dataclass(frozen=True)
class Forgotten:
    """Somebody of whom it is only known how far they came, why it ended, and in how many days."""

    stage: str
    state: str
    reason: str
    days: int


FORGOTTEN: Final = (
    Forgotten("application", "not_appointed", "not_eligible", 4),
    Forgotten("application", "withdrawn", "time", 9),
    Forgotten("application", "withdrawn", "no_reply", 21),
    Forgotten("shortlisting", "not_appointed", "not_shortlisted", 11),
    Forgotten("shortlisting", "not_appointed", "not_shortlisted", 12),
    Forgotten("interview", "not_appointed", "interview", 24),
    Forgotten("interview", "withdrawn", "other_role", 26),
    Forgotten("references", "not_appointed", "references", 40),
    Forgotten("checks", "withdrawn", "too_slow", 62),
    Forgotten("checks", "withdrawn", "moved", 55),
)

ANSWERED: Final = {
    "age": {"18_24": 2, "25_34": 7, "35_49": 9, "50_64": 12, "65": 11, "not_said": 1},
    "gender": {"woman": 25, "man": 16, "not_said": 1},
    "ethnicity": {"asian": 6, "black": 5, "mixed": 2, "white": 26, "other": 1, "not_said": 2},
    "disability": {"yes": 8, "no": 29, "not_said": 5},
}
"""What 42 people said of themselves last year, by question."""

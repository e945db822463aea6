"""What reparation writes to people. A letter registers by being imported."""

from portal.reparation.letters import (
    listing,
    partners,
    referrals,
    reminders,
    risks,
    sessions,
    suggestions,
)

__all__ = [
    "listing",
    "partners",
    "referrals",
    "reminders",
    "risks",
    "sessions",
    "suggestions",
]

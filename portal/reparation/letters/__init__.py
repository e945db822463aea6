"""What reparation writes to people. A letter registers by being imported."""

from portal.reparation.letters import (
    partners,
    projects,
    referrals,
    reminders,
    risks,
    sessions,
    suggestions,
)

__all__ = [
    "partners",
    "projects",
    "referrals",
    "reminders",
    "risks",
    "sessions",
    "suggestions",
]

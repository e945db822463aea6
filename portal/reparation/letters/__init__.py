"""What reparation writes to people. A letter registers by being imported."""

from portal.reparation.letters import listing, partners, reminders, risks, sessions, suggestions

__all__ = [
    "listing",
    "partners",
    "reminders",
    "risks",
    "sessions",
    "suggestions",
]

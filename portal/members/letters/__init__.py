"""What the register writes to people. A letter registers by being imported."""

from portal.members.letters import (
    agreements,
    checks,
    expenses,
    leaving,
    messages,
    practice,
    rounds,
    supervision,
    survey,
    thanks,
)

__all__ = [
    "agreements",
    "checks",
    "expenses",
    "leaving",
    "messages",
    "practice",
    "rounds",
    "supervision",
    "survey",
    "thanks",
]

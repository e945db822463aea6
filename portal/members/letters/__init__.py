"""What the register writes to people. A letter registers by being imported."""

from portal.members.letters import checks, expenses, rounds, supervision

__all__ = [
    "checks",
    "expenses",
    "rounds",
    "supervision",
]

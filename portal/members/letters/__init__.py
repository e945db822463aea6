"""What the register writes to people. A letter registers by being imported."""

from portal.members.letters import checks, rounds

__all__ = ["checks", "rounds"]

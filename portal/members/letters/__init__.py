"""What the register writes to people. A letter registers by being imported."""

from portal.members.letters import rounds

__all__ = ["rounds"]

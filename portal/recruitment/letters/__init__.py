"""What recruitment writes to people. A letter registers by being imported."""

from portal.recruitment.letters import appointments

__all__ = ["appointments"]

"""What training writes to people: about certificates, and about sessions.

A letter registers by being imported; one that has become pointless is not sent.
"""

from portal.training.letters import certificates, sessions

__all__ = ["certificates", "sessions"]

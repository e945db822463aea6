"""What training writes to people: about certificates, and about sessions.

A letter registers by being imported; one that has become pointless is not sent.
"""

from portal.training.letters import bookings, certificates, sessions

__all__ = [
    "bookings",
    "certificates",
    "sessions",
]

"""What training writes to people: certificates, bookings, sessions, what lapses, did it help.

A letter registers by being imported; one that has become pointless is not sent.
"""

from portal.training.letters import bookings, certificates, evaluation, reminders, sessions

__all__ = [
    "bookings",
    "certificates",
    "evaluation",
    "reminders",
    "sessions",
]

"""What panels write to people: when, where, with whom, and a link to a page behind sign-in.

No letter carries a reference or anything of an order: links hold a UUID alone. A letter that has
become pointless by the time it is sent is not sent. Each is registered by being imported.
"""

from portal.panels.letters import calls, cover, morning, offers, publishing, reminders, sittings

__all__ = [
    "calls",
    "cover",
    "morning",
    "offers",
    "publishing",
    "reminders",
    "sittings",
]

"""What a feed may carry and how often it may be fetched; which program fetches it."""

from datetime import timedelta
from hashlib import sha256
from typing import Final

FEED_BACK: Final = 60
FEED_AHEAD: Final = 400
"""So many days a feed reaches back and ahead of London's day, if its owner chose no fewer."""
MOST_FEEDS: Final = 20
MOST_VIEWS: Final = 20
COUNTED_FOR: Final = timedelta(minutes=10)
MOST_FETCHES: Final = 60
MOST_MISSES: Final = 20
"""So many fetches of one feed, and wrong addresses from one place, in `COUNTED_FOR`."""
NOTED_EVERY: Final = timedelta(minutes=5)
PROGRAMS: Final = (
    ("google", "Google Calendar"),
    ("microsoft.exchange", "Outlook"),
    ("outlook", "Outlook"),
    ("microsoft office", "Outlook"),
    ("dataaccessd", "Apple Calendar (iPhone or iPad)"),
    ("ios/", "Apple Calendar (iPhone or iPad)"),
    ("calendaragent", "Apple Calendar (Mac)"),
    ("macos/", "Apple Calendar (Mac)"),
    ("thunderbird", "Thunderbird"),
    ("icsx5", "ICSx5"),
    ("vdirsyncer", "vdirsyncer"),
)


def program_of(user_agent: str) -> str:
    """Return the calendar program that a User-Agent header speaks of, as people know it."""
    agent = user_agent.lower()
    return next((name for mark, name in PROGRAMS if mark in agent), "Another program")


def hash_of(token: str) -> str:
    """Return what is kept of a feed's token. It is 256 random bits: one round is enough."""
    return sha256(token.encode()).hexdigest()


def etag_of(*parts: object) -> str:
    """Return the ETag of a feed from all that its bytes depend on."""
    return sha256("\n".join(str(part) for part in parts).encode()).hexdigest()[:32]

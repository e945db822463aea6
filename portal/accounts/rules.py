"""What a session, a sign-in and a way back may be, over plain values."""

from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final
from urllib.parse import unquote, urlsplit

REMEMBERED_FOR: Final = timedelta(days=30)
SEEN_EVERY: Final = timedelta(minutes=15)
MAX_NEXT: Final = 2000

SIGN_IN_REFUSED: Final = (
    "That email and password do not match, or there have been too many tries. "
    "Wait 15 minutes or reset your password"
)


def hash_of(token: str) -> str:
    """Return what is stored of a token: it has 256 random bits, so a plain hash is enough."""
    return sha256(token.encode()).hexdigest()


def is_live(
    *, opened: datetime, last_seen: datetime, remembered: bool, now: datetime, idle: timedelta
) -> bool:
    """Return whether a session still stands: 30 days if remembered, else until it lies idle."""
    return now < opened + REMEMBERED_FOR if remembered else now < last_seen + idle


def safe_next(address: str | None) -> str:
    r"""Return the path to go to after signing in, or "/" when it would leave the site.

    A browser reads `//host`, `/\\host` and addresses with tabs or newlines in them as another
    site, and a proxy may decode an address once more, so each decoding is checked.
    """
    tried = address or ""
    while True:
        if not _stays(tried):
            return "/"
        decoded = unquote(tried)
        if decoded == tried:
            return address or "/"
        tried = decoded


def _stays(address: str) -> bool:
    if not address.startswith("/") or address.startswith("//") or len(address) > MAX_NEXT:
        return False
    if "\\" in address or not address.isprintable():
        return False
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc and parts.path not in {"/sign-in", "/sign-out"}


def device_of(agent: str) -> str:
    """Return a browser's announcement of itself in words: "Safari on an iPhone"."""
    return f"{_first(agent, BROWSERS, 'A browser')} on {_first(agent, MACHINES, 'a computer')}"


BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
MACHINES: Final = (
    ("iPhone", "an iPhone"),
    ("iPad", "an iPad"),
    ("Android", "an Android phone or tablet"),
    ("Windows", "a Windows computer"),
    ("Macintosh", "a Mac"),
    ("CrOS", "a Chromebook"),
    ("Linux", "a Linux computer"),
)


def _first(agent: str, names: tuple[tuple[str, str], ...], otherwise: str) -> str:
    return next((words for mark, words in names if mark in agent), otherwise)

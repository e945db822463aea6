"""What a session, a sign-in, a password and a way back may be, over plain values."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from hashlib import sha256
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final
from urllib.parse import unquote, urlsplit

from portal.site import refusals

REMEMBERED_FOR: Final = timedelta(days=30)
SEEN_EVERY: Final = timedelta(minutes=15)
MAX_NEXT: Final = 2000
MAX_PASSWORD: Final = 200
LEAST_PASSWORD: Final = 12
LEAST_TELLING: Final = 4
"""Fewer letters than this of a name or an address give a password away to nobody."""

REPLACED: Final = "This link was replaced by a newer one"


class Refused(refusals.Refused):
    """A change of an account that may not be; its text is a sentence for the person who asked."""


# Sessions


def hash_of(token: str) -> str:
    """Return what is stored of a token: it has 256 random bits, so a plain hash is enough."""
    return sha256(token.encode(errors="replace")).hexdigest()


def is_live(
    *, opened: datetime, last_seen: datetime, remembered: bool, now: datetime, idle: timedelta
) -> bool:
    """Return whether a session still stands: 30 days if remembered, else until it lies idle."""
    return now < opened + REMEMBERED_FOR if remembered else now < last_seen + idle


def device_of(agent: str) -> str:
    """Return a browser's announcement of itself in words: "Safari on an iPhone"."""
    return f"{_first(agent, _BROWSERS, 'A browser')} on {_first(agent, _MACHINES, 'a computer')}"


_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_MACHINES: Final = (
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


# Where to go after signing in


def safe_next(address: str | None) -> str:
    r"""Return the path to go to after signing in, or "/" when it would leave the site.

    A browser reads `//host`, `/\host` and addresses with tabs or newlines in them as another
    site, and a proxy may decode an address once more, so each decoding is checked.
    """
    tried = address or ""
    while _stays(tried):
        decoded = unquote(tried)
        if decoded == tried:
            return address or "/"
        tried = decoded
    return "/"


def _stays(address: str) -> bool:
    if not address.startswith("/") or address.startswith("//") or len(address) > MAX_NEXT:
        return False
    if "\\" in address or not address.isprintable():
        return False
    parts = urlsplit(address)
    return not parts.netloc and parts.path not in {"/sign-in", "/sign-out"}


# Passwords


def password_problem(password: str, telling: Iterable[str]) -> str | None:
    """Return why a new password will not do, in a sentence, or None.

    `telling` are the name and address of its owner, which a stranger would try first. Length is
    what counts (NCSC, "three random words"); no mixture of signs is asked for.
    """
    if len(password) < LEAST_PASSWORD:
        return f"Make your password at least {LEAST_PASSWORD} characters: three words will do"
    if len(password) > MAX_PASSWORD:
        return f"Shorten your password to {MAX_PASSWORD} characters"
    folded = password.casefold()
    if len(set(folded)) < LEAST_TELLING or folded in _COMMON or folded.isdigit():
        return "Choose a password that is harder to guess: three words will do"
    if any(part in folded for text in telling for part in _parts(text)):
        return "Choose a password without your name or email address in it"
    return None


_COMMON: Final = frozenset(
    {
        "abcdefghijkl",
        "adminadminadmin",
        "correcthorsebatterystaple",
        "iloveyou1234",
        "letmeinletmein",
        "password1234",
        "passwordpassword",
        "qwertyuiop123",
        "qwertyuiopasdf",
        "threerandomwords",
        "welcome12345",
    }
)


def _parts(text: str) -> list[str]:
    """> "Jo Hartley" gives "hartley"; "jo.hartley@example.org" the same."""
    words = text.casefold().partition("@")[0].replace(".", " ").replace("-", " ").split()
    return [word for word in words if len(word) >= LEAST_TELLING]


# The throttle


@dataclass(frozen=True)
class Limit:
    """How many failures within a window make one wait, and how long; `doubles` up to `most`."""

    tries: int
    window: timedelta
    wait: timedelta
    doubles: bool = True
    most: timedelta = timedelta(hours=4)
    forgiven: timedelta = timedelta(hours=24)


@dataclass(frozen=True)
class Count:
    """Tries since `first_at`, how often they led to a wait, and until when the last one lasts."""

    failures: int
    first_at: datetime
    locks: int = 0
    locked_until: datetime | None = None


def may_try(count: Count, limit: Limit, now: datetime) -> bool:
    """Return whether another try is allowed."""
    if count.locked_until and now < count.locked_until:
        return False
    return current(count, limit, now).failures < limit.tries


def current(count: Count, limit: Limit, now: datetime) -> Count:
    """Return the count without what is too old to be held against anybody."""
    if count.locked_until and now >= count.locked_until + limit.forgiven:
        count = replace(count, locks=0, locked_until=None)
    if now >= count.first_at + limit.window:
        count = replace(count, failures=0, first_at=now)
    return count


def tried(count: Count, limit: Limit, now: datetime) -> Count:
    """Count a try before its outcome is known, so that many at once cannot slip through."""
    count = current(count, limit, now)
    return replace(count, failures=count.failures + 1)


def failed(count: Count, limit: Limit, now: datetime) -> Count:
    """Begin a wait if that was the last try allowed: each is twice as long as the one before."""
    if count.failures < limit.tries:
        return count
    wait = min(limit.wait * 2**count.locks, limit.most) if limit.doubles else limit.wait
    return Count(failures=0, first_at=now, locks=count.locks + 1, locked_until=now + wait)


def account_key(email: str) -> str:
    """Return under what an account's tries are counted, whether there is such an account or not."""
    return f"account:{hash_of(email.strip().lower())}"


def address_key(address: str) -> str:
    """Return under what a network's tries are counted; of IPv6 the first half is one network."""
    try:
        known = ip_address(address)
    except ValueError:
        return f"address:{hash_of(address)}"
    network = ip_network((known, 64), strict=False) if isinstance(known, IPv6Address) else known
    return f"address:{hash_of(str(network))}"


def sign_in_refused(minutes: int) -> str:
    """Return the one answer to a wrong password, an unknown address, and too many tries."""
    return (
        "That email and password do not match, or there have been too many tries. "
        f"Wait {minutes} minutes or reset your password"
    )


# Administrators


def check_keeps_administrator(*, is_oneself: bool, others: int) -> None:
    """Raise `Refused` if nobody, or not this administrator, could get back in afterwards."""
    if is_oneself:
        raise Refused(
            "You cannot take the administrator role from yourself or close your own account. "
            "Ask another administrator to do it."
        )
    if not others:
        raise Refused("This is the last administrator. Make somebody else an administrator first.")

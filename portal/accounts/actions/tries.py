"""Counting tries at a password. The counts are no part of the trail: what was tried is observed.

A try is counted before the password is looked at, and taken back if it was right: of a hundred
tries at once, five are looked at.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete

from portal import clock
from portal.accounts import queries, rules
from portal.accounts.models import (
    ADDRESS_TRIES,
    TRIES,
    TRIES_MINUTES,
    WAIT_MINUTES,
    SignInSession,
    Throttle,
)
from portal.database import insert_or_ignore, session
from portal.settings.queries import value

KEPT_FOR = timedelta(days=2)
SESSIONS_KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Try:
    """A counted try: whether the password may be looked at, and the account's count."""

    allowed: bool
    counted: Throttle


def take_try(*, email: str, address: str) -> Try:
    """Count a try at an account from an address, whether there is such an account or not."""
    account = _counted(rules.account_key(email))
    network = _counted(rules.address_key(address))
    limits = ((account, _account_limit()), (network, _address_limit()))
    now = clock.now()
    allowed = all(rules.may_try(_count(row), limit, now) for row, limit in limits)
    if allowed:
        for row, limit in limits:
            _keep(row, rules.tried(_count(row), limit, now))
    return Try(allowed, account)


def count_failure(*, email: str, address: str) -> None:
    """Begin a wait, if the try just counted was the last one allowed."""
    now = clock.now()
    for key, limit in (
        (rules.account_key(email), _account_limit()),
        (rules.address_key(address), _address_limit()),
    ):
        row = _counted(key)
        _keep(row, rules.failed(_count(row), limit, now))


def take_look(*, what: str, address: str, limit: rules.Limit) -> bool:
    """Count a look at something public from an address; return whether it is allowed.

    `what` keeps the counts of different pages apart.
    """
    counted, now = _counted(f"{what}:{rules.address_key(address)}"), clock.now()
    allowed = rules.may_try(_count(counted), limit, now)
    if allowed:
        _keep(counted, rules.tried(_count(counted), limit, now))
    return allowed


def forgive(*, email: str, address: str | None = None) -> None:
    """Forget what was held against an account, and take the last try back from the address."""
    session.execute(delete(Throttle).where(Throttle.key == rules.account_key(email)))
    if address is not None:
        network = _counted(rules.address_key(address))
        network.failures = max(0, network.failures - 1)


def clean_up() -> int:
    """Forget counts that hold nobody back, and sessions that ended long ago."""
    now = clock.now()
    quiet = Throttle.updated_at < now - KEPT_FOR
    old = SignInSession.last_seen < now - SESSIONS_KEPT_FOR
    gone = [session.execute(delete(Throttle).where(quiet))]
    gone.append(session.execute(delete(SignInSession).where(old)))
    return sum(result.rowcount for result in gone)  # type: ignore[attr-defined]  # deletes count rows


def _counted(key: str) -> Throttle:
    insert_or_ignore(Throttle, Throttle.key, key=key, failures=0, locks=0, first_at=clock.now())
    return queries.throttle(key)


def _count(row: Throttle) -> rules.Count:
    return rules.Count(row.failures, row.first_at, row.locks, row.locked_until)


def _keep(row: Throttle, count: rules.Count) -> None:
    row.failures = count.failures
    row.first_at = count.first_at
    row.locks = count.locks
    row.locked_until = count.locked_until


def _account_limit() -> rules.Limit:
    return rules.Limit(
        tries=value(TRIES),
        window=timedelta(minutes=value(TRIES_MINUTES)),
        wait=timedelta(minutes=value(WAIT_MINUTES)),
    )


def _address_limit() -> rules.Limit:
    ten = timedelta(minutes=10)
    return rules.Limit(tries=value(ADDRESS_TRIES), window=ten, wait=ten, doubles=False)

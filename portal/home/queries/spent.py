"""Volunteers' expenses that wait: for a coordinator to decide, or for whose they are."""

from typing import Final

from portal import clock
from portal.home import rules
from portal.home.rules import Need
from portal.members.queries import expenses
from portal.panels.permissions import Areas

DAYS: Final = 5
"""Working days within which a claim is decided on."""


def waiting(areas: Areas) -> list[Need]:
    """Return one row for all claims to decide: it is one place, and whose they are stays there."""
    count, since = expenses.to_decide(areas)
    if since is None:
        return []
    on = clock.add_working_days(clock.london(since).date(), DAYS)
    return [Need(rules.Kind.CLAIM, on, since, count)]

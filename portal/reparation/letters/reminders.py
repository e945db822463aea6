"""Letters about what runs out: to a partner's people, and to the coordinators."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from portal import clock
from portal.accounts.queries import user_of
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.reparation import permissions
from portal.reparation.queries.people import signs_in_for
from portal.reparation.queries.reminders import Lapsing, to_tell_of
from portal.reparation.rules.partners import inside
from portal.site.filters import day, plural
from portal.site.urls import absolute

STALE: Final = 7
"""Days after which such a letter is not sent any more: the next one says more."""


@letter("reparation/email/papers_due")
def papers_due(*, to: Person, partner: int, on: int) -> Content | None:
    """Tell a partner's people what runs out; nothing is left to say once it is sent in."""
    if _is_stale(on) or not signs_in_for(to, partner):
        return None
    found = [each for each in to_tell_of(date.fromordinal(on)) if each.partner.id == partner]
    if not found:
        return None
    link = absolute("reparation.send_paper", partner_uuid=found[0].partner.uuid)
    return Content(_subject(found), {"name": to.first_name, "lines": _lines(found), "link": link})


@letter("reparation/email/partners_due")
def partners_due(*, to: Person, on: int) -> Content | None:
    """Tell a coordinator what runs out at the partners of their areas; nothing when nothing."""
    user = user_of(to)
    if user is None or _is_stale(on):
        return None
    told = to_tell_of(date.fromordinal(on))
    found = [each for each in told if permissions.is_told_of(user, each.partner)]
    if not found:
        return None
    values = {"name": to.first_name, "lines": _lines(found)}
    subject = f"Partners: {plural(len(found), 'thing runs', 'things run')} out"
    return Content(subject, {**values, "link": absolute("reparation.partners")})


def _is_stale(on: int) -> bool:
    return (clock.today() - date.fromordinal(on)).days > STALE


def _subject(found: Sequence[Lapsing]) -> str:
    first = found[0]
    if len(found) > 1:
        return f"{len(found)} things to renew: the first by {day(first.until)}"
    ends = "ran out" if first.lapsed else "runs out"
    return f"Your {inside(first.title)} {ends} on {day(first.until)}"


def _lines(found: Sequence[Lapsing]) -> list[dict[str, Any]]:
    return [
        {
            "partner": each.partner.name,
            "title": each.title,
            "until": each.until,
            "lapsed": each.lapsed,
        }
        for each in found
    ]

"""The coordinators' morning letter: what is short, unanswered, due, promised, in their areas."""

from datetime import date, timedelta
from typing import Any, Final

from flask import current_app

from portal import clock
from portal.access.rules import Permission
from portal.accounts.queries import user_of
from portal.notifications.actions import Content, letter
from portal.panels import rules
from portal.panels.permissions import Areas
from portal.panels.queries import calls, cover, glance, needs
from portal.people.models import Person
from portal.site.filters import day

DAYS_AHEAD: Final = 14
MOST: Final = 50


@letter("panels/email/morning")
def morning_letter(*, to: Person, on: int) -> Content | None:
    """Say what needs a coordinator; nothing when nothing does, nor on another day."""
    user = user_of(to)
    may = user is not None and user.active and Permission.PANELS_ARRANGE in user.permissions
    if user is None or not may or date.fromordinal(on) != clock.today():
        return None
    found = _found(user.area_ids)
    if not any(found.values()):
        return None
    base = current_app.config["BASE_URL"].rstrip("/")
    values = {
        **found,
        "name": to.first_name,
        "kept": calls.kept(user.area_ids),
        "base": base,
        "link": f"{base}/",
    }
    return Content(f"Panels: what needs you, {day(clock.today())}", values)


def _found(areas: Areas) -> dict[str, list[Any]]:
    last = clock.today() + timedelta(days=DAYS_AHEAD)
    return {
        "short": [
            each
            for each in glance.sittings_ahead(areas, DAYS_AHEAD)
            if each.risk is not rules.Risk.NONE and clock.london(each.starts_at).date() <= last
        ],
        "looking": cover.cover_wanted(areas, MOST),
        "promised": calls.to_choose(areas),
        "unanswered": glance.offers_unanswered(areas, MOST),
        "due": needs.dates_needed(areas, until=last, most=MOST),
    }

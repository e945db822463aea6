"""What waits for a coordinator of panels: sittings, orders, offers and who promised."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from portal import clock
from portal.home import rules
from portal.home.queries.limits import MOST, PLANNED_AHEAD
from portal.home.rules import Need
from portal.panels import rules as panel_rules
from portal.panels.models import (
    CONFIRM_DAYS,
    OUTCOME_DAYS,
)
from portal.panels.permissions import Areas
from portal.panels.queries import calls, cover, glance, needs
from portal.settings.queries import value


def waiting(areas: Areas, desk: glance.Desk) -> list[Need]:
    """Return what panels of these areas ask for, whose sittings and offers are given."""
    return [
        *_looking_for_cover(areas),
        *at_risk(desk.sittings),
        *without_date(areas),
        *_unsigned(areas),
        *_unexplained(areas),
        *_unnoted(areas),
        *_unanswered(desk.offers),
        *_to_choose(areas),
    ]


def _looking_for_cover(areas: Areas) -> list[Need]:
    """Those who look stay until somebody takes over, so it is to be done at once."""
    found = cover.cover_wanted(areas, MOST)
    return [Need(rules.Kind.COVER, clock.today(), each) for each in found]


def at_risk(ahead: Sequence[glance.SittingGlance]) -> list[Need]:
    """Return those that are short of somebody; where cover is wanted, the seat stands for itself.

    `ahead` are sittings to come.
    """
    short = [each for each in ahead if each.risk is panel_rules.Risk.RISK and not each.quorum.holds]
    return [Need(rules.Kind.RISK, each.tell_by, each) for each in short[:MOST]]


def without_date(areas: Areas) -> list[Need]:
    """Return the panels due soon for which no sitting is found."""
    until = clock.today() + PLANNED_AHEAD
    found = needs.dates_needed(areas, until=until, most=MOST)
    return [Need(rules.Kind.ORDER, each.deadline.tell_by, each) for each in found]


def _unsigned(areas: Areas) -> list[Need]:
    found = needs.unsigned(areas, most=MOST)
    days = (clock.add_working_days(each.held_on, 1) for each in found)
    return [Need(rules.Kind.CONTRACT, on, each) for each, on in zip(found, days, strict=True)]


def _unexplained(areas: Areas) -> list[Need]:
    found = needs.unexplained(areas, most=MOST)
    return [Need(rules.Kind.LATE, clock.today(), each) for each in found]


def _unnoted(areas: Areas) -> list[Need]:
    """All of them in one: they are noted one evening after the other, from their own list."""
    found = needs.unnoted(areas)
    if found is None:
        return []
    return [Need(rules.Kind.OUTCOME, found.first + timedelta(days=value(OUTCOME_DAYS)), found)]


def _unanswered(offers: Iterable[glance.OfferGlance]) -> list[Need]:
    return [Need(rules.Kind.OFFER, _day(offer), offer, at=offer.expires_at) for offer in offers]


def _to_choose(areas: Areas) -> list[Need]:
    """Whoever put their name down of their own accord hears within the days that a call has."""
    return [
        Need(rules.Kind.PROMISE, on, each, at=each.confirm_by)
        for each in calls.to_choose(areas, limit=MOST)
        if (on := _told_by(each))
    ]


def _told_by(each: calls.Promise) -> date | None:
    if each.confirm_by:
        return clock.london(each.confirm_by).date()
    if each.since:
        return clock.add_working_days(clock.london(each.since).date(), value(CONFIRM_DAYS))
    return None


def _day(offer: glance.OfferGlance) -> date:
    return clock.london(offer.expires_at or offer.starts_at).date()

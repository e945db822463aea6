"""What waits for a coordinator of panels: sittings, orders, offers and who promised."""

from collections.abc import Sequence
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


def waiting(areas: Areas, ahead: Sequence[glance.SittingGlance]) -> list[Need]:
    """Return what panels of these areas ask for; `ahead` are their sittings to come."""
    return [
        *_looking_for_cover(areas),
        *_at_risk(ahead),
        *_without_date(areas),
        *_unsigned(areas),
        *_unexplained(areas),
        *_unnoted(areas),
        *_unanswered(areas),
        *_promised(areas),
        *_names_waiting(areas),
    ]


def _looking_for_cover(areas: Areas) -> list[Need]:
    """Those who look stay until somebody takes over, so it is to be done at once."""
    found = cover.cover_wanted(areas, MOST)
    return [Need(rules.Kind.COVER, clock.today(), each) for each in found]


def _at_risk(ahead: Sequence[glance.SittingGlance]) -> list[Need]:
    """Those that are short of somebody; where cover is wanted, the seat stands for itself."""
    at_risk = [
        each for each in ahead if each.risk is panel_rules.Risk.RISK and not each.quorum.holds
    ]
    return [Need(rules.Kind.RISK, each.tell_by, each) for each in at_risk[:MOST]]


def _without_date(areas: Areas) -> list[Need]:
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


def _unanswered(areas: Areas) -> list[Need]:
    return [
        Need(rules.Kind.OFFER, _day(offer), offer, at=offer.expires_at)
        for offer in glance.offers_unanswered(areas, MOST)
    ]


def _promised(areas: Areas) -> list[Need]:
    return [
        Need(
            rules.Kind.PROMISE,
            clock.london(promise.confirm_by).date(),
            promise,
            at=promise.confirm_by,
        )
        for promise in calls.promises(areas, limit=MOST)
        if promise.confirm_by
    ]


def _names_waiting(areas: Areas) -> list[Need]:
    """Whoever put their name down of their own accord hears within the days that a call has."""
    days = value(CONFIRM_DAYS)
    return [
        Need(
            rules.Kind.PROMISE,
            clock.add_working_days(clock.london(each.since).date(), days),
            each,
        )
        for each in calls.names_waiting(areas, limit=MOST)
        if each.since
    ]


def _day(offer: glance.OfferGlance) -> date:
    return clock.london(offer.expires_at or offer.starts_at).date()

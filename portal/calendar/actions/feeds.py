"""Subscriptions: making, resetting and ending them."""

from portal import clock
from portal.audit import actions as audit
from portal.calendar import queries
from portal.calendar.models import CalendarTag, Feed
from portal.people.models import Person


def end_feeds(*, person: Person, actor: Person | None) -> None:
    """End every subscription of somebody who leaves; their addresses answer 404 from now on."""
    for feed in queries.live_feeds(person.id):
        revoke(feed=feed, actor=actor)


def revoke(*, feed: Feed, actor: Person | None) -> None:
    """End a subscription. Twice is harmless."""
    if feed.revoked_at is None:
        changes = audit.amend(feed, revoked_at=clock.now())
        audit.record(CalendarTag.FEED_REVOKED, feed, actor=actor, changes=changes)

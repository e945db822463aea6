"""Finding feeds: by their owner, and by the token in their address."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import select

from portal import clock
from portal.calendar.models import Feed, Kind
from portal.calendar.rules import carries
from portal.database import session

LIVE_FOR: Final = timedelta(days=14)
"""A program that has not looked for two weeks shows nobody anything."""


def has_live_feed(person_id: int, *, kind: Kind = Kind.PANEL, area_id: int | None = None) -> bool:
    """Return whether a program of theirs lately fetched a feed that carries such duties."""
    found = session.scalars(
        select(Feed.filter).where(
            Feed.person_id == person_id,
            Feed.revoked_at.is_(None),
            Feed.last_fetched_at >= clock.now() - LIVE_FOR,
        )
    )
    return any(carries(chosen, kind, area_id) for chosen in found)


def live_feeds(person_id: int) -> Sequence[Feed]:
    """Return a person's subscriptions that have not been revoked, oldest first."""
    return session.scalars(
        select(Feed).where(Feed.person_id == person_id, Feed.revoked_at.is_(None)).order_by(Feed.id)
    ).all()

"""Sittings whose time is over, for work done by the clock."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from sqlalchemy import and_, or_

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.panels.models import OUTCOME_DAYS, Sitting, SittingState
from portal.panels.queries.criteria import HEARS_SOMEBODY, UNNOTED_PANEL, quorate
from portal.panels.queries.sittings import several
from portal.settings.queries import value

LATELY: Final = timedelta(days=14)


def ended_sittings(*, could_sit: bool, limit: int = 200) -> Sequence[Sitting]:
    """Return the sittings that are over and stand as arranged, the oldest first.

    Those that could sit, or those that could not and wait to be cancelled for their orders.
    """
    return session.scalars(
        several()
        .where(
            Sitting.state == SittingState.PUBLISHED,
            Entry.ends_at <= clock.now(),
            HEARS_SOMEBODY,
            quorate() if could_sit else ~quorate(),
        )
        .order_by(Entry.starts_at, Sitting.id)
        .limit(limit)
    ).all()


def unnoted(*, limit: int = 200) -> Sequence[Sitting]:
    """Return the sittings that were held lately and whose outcome somebody should have noted.

    Of those that are older nobody is told any more: they are in the list.
    """
    last = clock.now() - timedelta(days=value(OUTCOME_DAYS))
    return session.scalars(
        several()
        .where(
            Sitting.state == SittingState.HELD,
            Entry.ends_at <= last,
            Entry.ends_at > last - LATELY,
            UNNOTED_PANEL,
        )
        .order_by(Entry.starts_at, Sitting.id)
        .limit(limit)
    ).all()


def ended_unused(*, limit: int = 200) -> Sequence[Sitting]:
    """Return the sittings that are over and were for nothing, the oldest first.

    Evenings that were published and heard nobody, and drafts that nobody published.
    """
    return session.scalars(
        several()
        .where(
            Entry.ends_at <= clock.now(),
            or_(
                Sitting.state == SittingState.DRAFT,
                and_(Sitting.state == SittingState.PUBLISHED, ~HEARS_SOMEBODY),
            ),
        )
        .order_by(Entry.starts_at, Sitting.id)
        .limit(limit)
    ).all()

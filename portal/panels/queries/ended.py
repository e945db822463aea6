"""Sittings whose time is over, for work done by the clock."""

from collections.abc import Sequence

from sqlalchemy import and_, or_

from portal import clock
from portal.calendar.models import Entry
from portal.database import session
from portal.panels.models import Sitting, SittingState
from portal.panels.queries.criteria import HEARS_SOMEBODY, quorate
from portal.panels.queries.sittings import several


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

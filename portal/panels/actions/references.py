"""Giving out references: RO-2026-014 for an order, P-2026-031 for a panel."""

from sqlalchemy.dialects import postgresql, sqlite

from portal import clock
from portal.database import is_sqlite, session
from portal.notifications.models import ReferenceCounter


def next_reference(kind: str) -> str:
    """Count one further in this year's references of a kind.

    The counter's row is held until the change is done, so that no number is given out twice and
    none is left out.
    """
    year = clock.today().year
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    counting = (
        insert(ReferenceCounter)
        .values(kind=kind, year=year, last=1)
        .on_conflict_do_update(
            index_elements=["kind", "year"], set_={"last": ReferenceCounter.last + 1}
        )
        .returning(ReferenceCounter.last)
    )
    return f"{kind}-{year}-{session.scalar(counting):03}"

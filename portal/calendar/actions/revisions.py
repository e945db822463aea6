"""Counting up the revision of audience keys, by which feeds notice a change."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from portal.calendar.models import AudienceRevision
from portal.database import is_sqlite, session


def count_up(keys: Collection[str], *, at: datetime) -> None:
    """Say that what these keys can see has changed."""
    if not keys:
        return
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    # In one order for all, so that two changes at once never wait for each other in a ring.
    rows = [{"key": key, "number": 1, "changed_at": at} for key in sorted(set(keys))]
    statement = insert(AudienceRevision).values(rows)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["key"],
            set_={
                "number": AudienceRevision.number + 1,
                "changed_at": statement.excluded.changed_at,
                "updated_at": statement.excluded.updated_at,
            },
        ),
        execution_options={"synchronize_session": False},
    )

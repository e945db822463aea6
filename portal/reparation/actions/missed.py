"""Counting the searches that find nothing."""

from sqlalchemy.dialects import postgresql, sqlite

from portal import clock
from portal.database import is_sqlite, session
from portal.reparation.models import MissedSearch


def count_missed(*, area: str, theme: str) -> None:
    """Count a search that found nothing, for an area's code and a theme; either may be empty.

    It leaves no line in the trail, which would say who searched.
    """
    insert = sqlite.insert if is_sqlite() else postgresql.insert
    now = clock.now()
    session.execute(
        insert(MissedSearch)
        .values(day=clock.today(), area=area, theme=theme, number=1, created_at=now, updated_at=now)
        .on_conflict_do_update(
            index_elements=["day", "area", "theme"],
            set_={"number": MissedSearch.number + 1, "updated_at": now},
        )
    )

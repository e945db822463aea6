"""How many rows questions would find."""

from collections.abc import Sequence

from sqlalchemy import Select, func, select

from portal.database import session


def counts_of(*rows: Select[int]) -> Sequence[int]:
    """Return how many rows each would find, in one statement."""
    counts = (select(func.count()).select_from(each.subquery()).scalar_subquery() for each in rows)
    return session.execute(select(*counts)).one()

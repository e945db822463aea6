"""How many rows a question would find."""

from sqlalchemy import Select, func, select

from portal.database import session


def count_of(rows: Select[int]) -> int:
    """Return how many rows there are."""
    return session.scalar(select(func.count()).select_from(rows.subquery())) or 0

"""What a change of the calendar leaves behind, read back."""

from typing import Any

from sqlalchemy import func, select

from portal.calendar.models import AudienceRevision
from portal.database import session


def said(text: str, name: str) -> str:
    """Return what stands after a property's name."""
    lines = text.replace("\r\n ", "").split("\r\n")
    [line] = [line for line in lines if line.split(":")[0].split(";")[0] == name]
    return line.split(":", 1)[1]


def revisions() -> dict[str, int]:
    """Return how often what each key sees has changed."""
    rows = session.execute(select(AudienceRevision.key, AudienceRevision.number))
    return dict(rows.all())


def bumped(before: dict[str, int]) -> set[str]:
    """Return the keys whose revision was counted up since."""
    return {key for key, number in revisions().items() if before.get(key) != number}


def count(table: type[Any]) -> int:
    """Return how many rows there are."""
    return session.scalar(select(func.count()).select_from(table)) or 0

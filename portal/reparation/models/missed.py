"""Searches of the catalogue that found nothing: counted, and never by whom."""

from datetime import date

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Row


class MissedSearch(Row):
    """How often nothing was found on a day for an area and a theme; none of either is empty.

    `area` is the area's code. Age, days and words are not kept: they might tell of one child.
    """

    __tablename__ = "missed_search"
    __table_args__ = (
        UniqueConstraint("day", "area", "theme"),
        CheckConstraint("number > 0", name="number"),
    )

    day: Mapped[date]
    area: Mapped[str] = mapped_column(default="")
    theme: Mapped[str] = mapped_column(default="")
    number: Mapped[int] = mapped_column(default=1)

"""When a volunteer is usually free, and when away."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Row, choice


class PartOfDay(StrEnum):
    """Morning to 12:00, afternoon to 17:00, evening after."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


class Availability(Row):
    """A part of a weekday (0 is Monday) on which a volunteer is usually free."""

    __tablename__ = "availability"
    __table_args__ = (
        UniqueConstraint("member_id", "weekday", "part"),
        CheckConstraint("weekday BETWEEN 0 AND 6", name="weekday"),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    weekday: Mapped[int]
    part: Mapped[PartOfDay] = mapped_column(choice(PartOfDay, "part"))


class Repeat(StrEnum):
    """How often days away come again."""

    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class Away(Row):
    """Days, both included, on which a volunteer cannot sit.

    With `repeats` they come again, counted from `starts_on`, until `repeats_until` if that is set.
    """

    __tablename__ = "away"
    __table_args__ = (
        CheckConstraint("ends_on >= starts_on", name="ends_after_start"),
        CheckConstraint(
            "repeats_until IS NULL OR (repeats IS NOT NULL AND repeats_until >= starts_on)",
            name="repeats_until",
        ),
        UniqueConstraint("member_id", "starts_on", "ends_on"),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    repeats: Mapped[Repeat | None] = mapped_column(choice(Repeat, "repeats"))
    repeats_until: Mapped[date | None]

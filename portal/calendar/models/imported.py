"""Calendars of others, and what they tell."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, choice
from portal.people.models import Area, Person


class ImportedKind(StrEnum):
    """What a calendar of others tells: the word that its entries start with."""

    TERMS = "terms"
    CLOSURES = "closures"
    NEIGHBOUR = "neighbour"
    OTHER = "other"

    @property
    def label(self) -> str:
        """Return the words that people read."""
        words = {"terms": "Schools", "closures": "Closure", "neighbour": "Neighbour’s training"}
        return words.get(self.value, "Imported")


class ImportedCalendar(Row):
    """A calendar of others, read from a file that somebody brought; nothing is ever fetched.

    What its entries say is the last file that could be read, as of `read_at`; `read_until` is the
    last day that was looked at. The file itself is not kept: it says more than is shown.
    """

    __tablename__ = "imported_calendar"

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    name: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[ImportedKind] = mapped_column(choice(ImportedKind, "kind"))
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    read_at: Mapped[datetime | None]
    read_until: Mapped[date | None]

    area: Mapped[Area | None] = relationship()
    owner: Mapped[Person] = relationship()


class ImportedEntry(Row):
    """One time of one event of an imported calendar. It takes no room and makes nobody busy.

    `uid` and `key` are the file's own: by them its next version changes this and adds no other.
    What `is_private` is told to whoever keeps the calendar alone; others read that it is busy.
    """

    __tablename__ = "imported_entry"
    __table_args__ = (
        CheckConstraint("ends_at >= starts_at", name="ends_after_start"),
        UniqueConstraint("calendar_id", "uid", "key"),
        Index("ix_imported_entry_days", "first_day", "starts_at", "id", "last_day"),
    )

    calendar_id: Mapped[int] = mapped_column(ForeignKey("imported_calendar.id", ondelete="CASCADE"))
    uid: Mapped[str]
    key: Mapped[str]
    title: Mapped[str]
    place: Mapped[str] = mapped_column(default="")
    is_private: Mapped[bool] = mapped_column(default=False)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    all_day: Mapped[bool]
    first_day: Mapped[date]
    last_day: Mapped[date]

    calendar: Mapped[ImportedCalendar] = relationship()

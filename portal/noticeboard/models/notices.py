"""Notices: what they say, to whom, from when until when, and who has read them."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.database import Row, Versioned
from portal.people.models import Person


class Notice(Versioned, Row):
    """Something that people should know. It stands on the board from a day to the end of another.

    `body` is Markdown. Where `asks_read` is set people are asked to say that they have read it.
    `edition` counts how often they were asked anew, the last time on `edition_on`, because what it
    says had changed; `reminded_on` is the day of the last reminder of this edition.
    """

    __tablename__ = "notice"
    __table_args__ = (
        CheckConstraint("length(title) > 0", name="title_given"),
        CheckConstraint("shown_until IS NULL OR shown_until >= shown_from", name="ends_after"),
        CheckConstraint("edition > 0", name="edition"),
        Index(None, "shown_from", "id"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    title: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    shown_from: Mapped[date]
    shown_until: Mapped[date | None]
    pinned: Mapped[bool] = mapped_column(default=False)
    asks_read: Mapped[bool] = mapped_column(default=False)
    edition: Mapped[int] = mapped_column(default=1)
    edition_on: Mapped[date] = mapped_column(default=clock.today)
    reminded_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    form_key: Mapped[str | None] = mapped_column(unique=True)

    written_by: Mapped[Person] = relationship()
    audience: Mapped[list["NoticeAudience"]] = relationship(
        cascade="all, delete-orphan", order_by="NoticeAudience.id"
    )

    @property
    def keys(self) -> frozenset[str]:
        """Return the audience keys of those whom it is for."""
        return frozenset(row.key for row in self.audience)

    @property
    def asked_from(self) -> date:
        """Return the first day on which people could read this edition."""
        return max(self.shown_from, self.edition_on)


class NoticeAudience(Row):
    """Whom a notice is for: `all`, `role:staff`, `role:volunteer@area:3`, as in the calendar."""

    __tablename__ = "notice_audience"
    __table_args__ = (UniqueConstraint("notice_id", "key"), Index(None, "key", "notice_id"))

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    key: Mapped[str]


class NoticeRead(Row):
    """That somebody said that they have read an edition of a notice; `created_at` is when.

    It is said of an edition that there is, and never rewritten: triggers hold that.
    """

    __tablename__ = "notice_read"
    __table_args__ = (
        UniqueConstraint("notice_id", "person_id", "edition"),
        Index(None, "person_id", "notice_id"),
    )

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    edition: Mapped[int]

    notice: Mapped[Notice] = relationship()
    person: Mapped[Person] = relationship()

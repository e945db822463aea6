"""The handbook: its pages, what each said in every version, and files that go with a text."""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, Versioned
from portal.noticeboard.models.notices import Notice
from portal.notifications.models import Document
from portal.people.models import Person


class HandbookPage(Versioned, Row):
    """A page of the handbook; what it says is its version `number`. `slug` is its address for good.

    Pages stand in order of `position` under their chapter. `owner` sees to it that it is right,
    and looks at it anew by `review_on`; `reminded_on` is when they were last reminded of that day.
    """

    __tablename__ = "handbook_page"
    __table_args__ = (
        CheckConstraint("length(slug) > 0", name="slug_given"),
        CheckConstraint("number > 0", name="number"),
        Index(None, "position", "id"),
        Index(None, "review_on", "id"),
    )

    slug: Mapped[str] = mapped_column(unique=True)
    chapter: Mapped[str]
    position: Mapped[int]
    number: Mapped[int] = mapped_column(default=1)
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    review_on: Mapped[date]
    reminded_on: Mapped[date | None]
    retired_at: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    owner: Mapped[Person] = relationship()
    audience: Mapped[list["HandbookAudience"]] = relationship(
        cascade="all, delete-orphan", order_by="HandbookAudience.id"
    )
    current: Mapped["HandbookVersion"] = relationship(
        primaryjoin="and_(HandbookVersion.page_id == HandbookPage.id, "
        "HandbookVersion.number == HandbookPage.number)",
        viewonly=True,
        uselist=False,
    )

    @property
    def title(self) -> str:
        """Return what the page is called now."""
        return self.current.title

    @property
    def keys(self) -> frozenset[str]:
        """Return the audience keys of those whom it is for."""
        return frozenset(row.key for row in self.audience)


class HandbookAudience(Row):
    """Whom a page is for, in keys like those of a notice."""

    __tablename__ = "handbook_audience"
    __table_args__ = (UniqueConstraint("page_id", "key"), Index(None, "key", "page_id"))

    page_id: Mapped[int] = mapped_column(ForeignKey("handbook_page.id"))
    key: Mapped[str]


class HandbookVersion(Row):
    """What a page says, or once said: written once, one after another, which triggers hold.

    `body` is Markdown. `words` is the same in small letters and without marks: what a search looks
    in.
    """

    __tablename__ = "handbook_version"
    __table_args__ = (
        UniqueConstraint("page_id", "number"),
        CheckConstraint("length(title) > 0", name="title_given"),
    )

    page_id: Mapped[int] = mapped_column(ForeignKey("handbook_page.id"))
    number: Mapped[int]
    title: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    words: Mapped[str] = mapped_column(Text)
    note: Mapped[str] = mapped_column(default="")
    written_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)

    page: Mapped[HandbookPage] = relationship()
    written_by: Mapped[Person] = relationship()


class BoardFile(Row):
    """A file that goes with a notice, or with a page of the handbook."""

    __tablename__ = "board_file"
    __table_args__ = (
        CheckConstraint("(notice_id IS NULL) <> (page_id IS NULL)", name="of_one"),
        CheckConstraint("length(title) > 0", name="title_given"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"), index=True)
    page_id: Mapped[int | None] = mapped_column(ForeignKey("handbook_page.id"), index=True)
    title: Mapped[str]
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))

    notice: Mapped[Notice | None] = relationship()
    page: Mapped[HandbookPage | None] = relationship()
    document: Mapped[Document] = relationship()

"""A campaign looks for volunteers of one role, until a day."""

from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.database import Row, Versioned, choice
from portal.people.models import Area


class CampaignState(StrEnum):
    """Whether the public may apply: an open one takes applications until its closing day."""

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        """> Open."""
        return self.value.capitalize()


class Campaign(Row, Versioned):
    """What people are asked to apply for, in words that the public reads.

    `slug` is its public address. `takes` is what it takes, `dates` are the information evenings
    and training days, both as text of plain lines. No area is the whole service.
    """

    __tablename__ = "campaign"
    __table_args__ = (
        CheckConstraint("length(title) > 0", name="title_given"),
        CheckConstraint("length(slug) > 0", name="slug_given"),
        CheckConstraint("state <> 'open' OR closes_on IS NOT NULL", name="open_until"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    slug: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str]
    role: Mapped[str]
    summary: Mapped[str] = mapped_column(Text, default="")
    takes: Mapped[str] = mapped_column(Text, default="")
    dates: Mapped[str] = mapped_column(Text, default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    state: Mapped[CampaignState] = mapped_column(
        choice(CampaignState, "state"), default=CampaignState.DRAFT
    )
    closes_on: Mapped[date | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    area: Mapped[Area | None] = relationship()

    @property
    def is_taking(self) -> bool:
        """Return whether the public may apply now; the closing day is the last on which it may."""
        is_open = self.state is CampaignState.OPEN
        return is_open and self.closes_on is not None and clock.today() <= self.closes_on

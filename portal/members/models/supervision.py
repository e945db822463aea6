"""Talks about how a volunteer is doing: planned, written up, and signed by both."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.calendar.models import Entry
from portal.database import Row, Versioned, choice
from portal.members.models.register import Member
from portal.people.models import Person

IS_PLANNED = text("state = 'planned'")


class SupervisionKind(StrEnum):
    """What the talk is for."""

    SUPERVISION = "supervision"
    APPRAISAL = "appraisal"

    @property
    def label(self) -> str:
        """> Appraisal."""
        return self.value.capitalize()


class SupervisionState(StrEnum):
    """Whether it is to come, was held and written up, or was called off."""

    PLANNED = "planned"
    HELD = "held"
    CANCELLED = "cancelled"


class Side(StrEnum):
    """Who is to do what was agreed."""

    MEMBER = "member"
    SERVICE = "service"


class Supervision(Row, Versioned):
    """A talk with a volunteer, never with oneself. One at a time is planned for each.

    The service signs first, and only then can the volunteer read it; once both have signed,
    nothing of it changes, with its notes and what was agreed: triggers hold that. `private_notes`
    are read by those who supervise, never by the volunteer on a page of theirs. `member_words` is
    what the volunteer adds as they sign.
    """

    __tablename__ = "supervision"
    __table_args__ = (
        CheckConstraint(
            "agreed_supervisor_at IS NULL OR (state = 'held' AND agreed_by_id IS NOT NULL)",
            name="signed_when_held",
        ),
        CheckConstraint(
            "agreed_member_at IS NULL OR agreed_supervisor_at IS NOT NULL",
            name="service_signs_first",
        ),
        Index(
            "uq_supervision_planned",
            "member_id",
            unique=True,
            sqlite_where=IS_PLANNED,
            postgresql_where=IS_PLANNED,
        ),
        Index(None, "member_id", "state", "on_day"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[SupervisionKind] = mapped_column(choice(SupervisionKind, "kind"))
    state: Mapped[SupervisionState] = mapped_column(
        choice(SupervisionState, "state"), default=SupervisionState.PLANNED
    )
    supervisor_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)
    on_day: Mapped[date]
    private_notes: Mapped[str] = mapped_column(Text, default="")
    member_words: Mapped[str] = mapped_column(Text, default="")
    agreed_supervisor_at: Mapped[datetime | None]
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agreed_member_at: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)
    supervisor: Mapped[Person] = relationship(foreign_keys=[supervisor_id])
    agreed_by: Mapped[Person | None] = relationship(foreign_keys=[agreed_by_id])
    entry: Mapped[Entry] = relationship()
    notes: Mapped[list["SupervisionNote"]] = relationship(
        cascade="all, delete-orphan", order_by="SupervisionNote.position"
    )
    agreed: Mapped[list["SupervisionAction"]] = relationship(
        cascade="all, delete-orphan",
        back_populates="supervision",
        order_by="SupervisionAction.due_on, SupervisionAction.id",
    )


class SupervisionNote(Row):
    """What was said on a topic, for both to read. The topic keeps the words that it had."""

    __tablename__ = "supervision_note"
    __table_args__ = (UniqueConstraint("supervision_id", "position"),)

    supervision_id: Mapped[int] = mapped_column(ForeignKey("supervision.id", ondelete="CASCADE"))
    position: Mapped[int]
    topic: Mapped[str]
    words: Mapped[str] = mapped_column(Text, default="")


class SupervisionAction(Row):
    """Something that was agreed: what, who does it, by when."""

    __tablename__ = "supervision_action"
    __table_args__ = (CheckConstraint("length(what) > 0", name="what_given"),)

    supervision_id: Mapped[int] = mapped_column(
        ForeignKey("supervision.id", ondelete="CASCADE"), index=True
    )
    what: Mapped[str]
    side: Mapped[Side] = mapped_column(choice(Side, "side"))
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    supervision: Mapped[Supervision] = relationship(back_populates="agreed")

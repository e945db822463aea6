"""Complaints and concerns about volunteers: a register of its own, for coordinators alone."""

from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, Versioned, choice
from portal.members.models.register import Member
from portal.people.models import Person


class ConcernKind(StrEnum):
    """What it is about."""

    CONDUCT = "conduct"
    CONFIDENTIALITY = "confidentiality"
    BOUNDARIES = "boundaries"
    SAFEGUARDING = "safeguarding"
    RELIABILITY = "reliability"
    GRIEVANCE = "grievance"
    OTHER = "other"

    @property
    def label(self) -> str:
        """> Something confidential was told."""
        words = {
            ConcernKind.CONDUCT: "How they behaved",
            ConcernKind.CONFIDENTIALITY: "Something confidential was told",
            ConcernKind.BOUNDARIES: "Their own tie to a case, or contact outside the panel",
            ConcernKind.SAFEGUARDING: "Somebody’s safety",
            ConcernKind.RELIABILITY: "Not coming, or coming late",
            ConcernKind.GRIEVANCE: "The volunteer’s own complaint about the service",
            ConcernKind.OTHER: "Something else",
        }
        return words[self]


class ConcernSource(StrEnum):
    """Who raised it. Nobody outside the service is named."""

    COLLEAGUE = "colleague"
    VOLUNTEER = "volunteer"
    PARTNER = "partner"
    OUTSIDE = "outside"
    SELF = "self"

    @property
    def label(self) -> str:
        """> A colleague."""
        words = {
            ConcernSource.COLLEAGUE: "A colleague",
            ConcernSource.VOLUNTEER: "Another volunteer",
            ConcernSource.PARTNER: "A partner organisation",
            ConcernSource.OUTSIDE: "Somebody outside the service",
            ConcernSource.SELF: "The volunteer themself",
        }
        return words[self]


class ConcernState(StrEnum):
    """How far it is."""

    OPEN = "open"
    LOOKED_INTO = "looked_into"
    CLOSED = "closed"

    @property
    def tag(self) -> tuple[str, str]:
        """Return the words and the kind of its state tag."""
        words = {
            ConcernState.OPEN: ("New: nobody has it yet", "risk"),
            ConcernState.LOOKED_INTO: ("Being looked into", "wait"),
            ConcernState.CLOSED: ("Closed", "none"),
        }
        return words[self]


class ConcernOutcome(StrEnum):
    """What came of it."""

    UPHELD = "upheld"
    PARTLY = "partly"
    NOT_UPHELD = "not_upheld"
    WITHDRAWN = "withdrawn"
    PASSED_ON = "passed_on"

    @property
    def label(self) -> str:
        """> Partly upheld."""
        words = {
            ConcernOutcome.UPHELD: "Upheld",
            ConcernOutcome.PARTLY: "Partly upheld",
            ConcernOutcome.NOT_UPHELD: "Not upheld",
            ConcernOutcome.WITHDRAWN: "Withdrawn by whoever raised it",
            ConcernOutcome.PASSED_ON: "Passed on to those who must decide it",
        }
        return words[self]


class Concern(Row, Versioned):
    """A complaint or a concern; what was raised is never rewritten, which a trigger holds.

    `handler` is who looks into it: never whom it is about.
    """

    __tablename__ = "concern"
    __table_args__ = (
        CheckConstraint("(state = 'closed') = (outcome IS NOT NULL)", name="closed_outcome"),
        CheckConstraint("(state = 'closed') = (closed_on IS NOT NULL)", name="closed_day"),
        CheckConstraint("state <> 'looked_into' OR handler_id IS NOT NULL", name="handled"),
        CheckConstraint("length(summary) > 0", name="summary_given"),
        Index(None, "state", "received_on", "id"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    kind: Mapped[ConcernKind] = mapped_column(choice(ConcernKind, "kind"))
    source: Mapped[ConcernSource] = mapped_column(choice(ConcernSource, "source"))
    state: Mapped[ConcernState] = mapped_column(
        choice(ConcernState, "state"), default=ConcernState.OPEN
    )
    received_on: Mapped[date]
    summary: Mapped[str] = mapped_column(Text)
    handler_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    outcome: Mapped[ConcernOutcome | None] = mapped_column(choice(ConcernOutcome, "outcome"))
    outcome_words: Mapped[str] = mapped_column(Text, default="")
    closed_on: Mapped[date | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)
    handler: Mapped[Person | None] = relationship()
    actions: Mapped[list["ConcernAction"]] = relationship(
        cascade="all, delete-orphan", order_by="ConcernAction.due_on, ConcernAction.id"
    )


class ConcernAction(Row):
    """Something that is to be done about a concern, by a day."""

    __tablename__ = "concern_action"
    __table_args__ = (CheckConstraint("length(what) > 0", name="what_given"),)

    concern_id: Mapped[int] = mapped_column(
        ForeignKey("concern.id", ondelete="CASCADE"), index=True
    )
    what: Mapped[str]
    due_on: Mapped[date]
    done_on: Mapped[date | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

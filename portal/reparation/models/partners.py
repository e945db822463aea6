"""Organisations that host reparation: their people, contacts and areas, and their documents."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, Versioned, choice
from portal.notifications.models import Document
from portal.people.models import Area, Person


class PartnerState(StrEnum):
    """Whether work is placed with an organisation. An ended one keeps its page."""

    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class ContactKind(StrEnum):
    """What a contact is for."""

    SITE = "site"
    SAFEGUARDING = "safeguarding"
    OUT_OF_HOURS = "out_of_hours"
    ESCALATION = "escalation"

    @property
    def label(self) -> str:
        """> Out of hours."""
        return self.value.replace("_", " ").capitalize()


class PaperKind(StrEnum):
    """What a partner shows us, each paper with the day on which it runs out."""

    PUBLIC_LIABILITY = "public_liability"
    EMPLOYERS_LIABILITY = "employers_liability"
    SAFEGUARDING_POLICY = "safeguarding_policy"
    DBS_POSITION = "dbs_position"
    SERVICE_AGREEMENT = "service_agreement"
    OTHER = "other"

    @property
    def label(self) -> str:
        """> Public liability insurance."""
        return PAPER_WORDS[self]


PAPER_WORDS = {
    PaperKind.PUBLIC_LIABILITY: "Public liability insurance",
    PaperKind.EMPLOYERS_LIABILITY: "Employers’ liability insurance",
    PaperKind.SAFEGUARDING_POLICY: "Safeguarding policy",
    PaperKind.DBS_POSITION: "DBS position",
    PaperKind.SERVICE_AGREEMENT: "Service level agreement",
    PaperKind.OTHER: "Other document",
}


class PaperState(StrEnum):
    """Whether a coordinator has looked at a paper. Only an accepted one counts."""

    SENT = "sent"
    ACCEPTED = "accepted"
    REFUSED = "refused"


class Partner(Row, Versioned):
    """A community group, or a body like it, that hosts reparation.

    The agreement's dates and levels stand here; the signed text is a paper like the others.
    """

    __tablename__ = "partner"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="name_given"),
        CheckConstraint(
            "agreed_on IS NULL OR agreement_review_on IS NULL OR agreement_review_on > agreed_on",
            name="reviewed_after_agreed",
        ),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    name: Mapped[str] = mapped_column(unique=True)
    about: Mapped[str] = mapped_column(Text, default="")
    website: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    state: Mapped[PartnerState] = mapped_column(
        choice(PartnerState, "state"), default=PartnerState.ACTIVE, index=True
    )
    agreed_on: Mapped[date | None]
    agreement_review_on: Mapped[date | None]
    agreement_levels: Mapped[str] = mapped_column(Text, default="")
    form_key: Mapped[str | None] = mapped_column(unique=True)

    areas: Mapped[list["PartnerArea"]] = relationship(
        cascade="all, delete-orphan", order_by="PartnerArea.area_id"
    )
    contacts: Mapped[list["PartnerContact"]] = relationship(
        cascade="all, delete-orphan", order_by="PartnerContact.id"
    )
    people: Mapped[list["PartnerPerson"]] = relationship(
        cascade="all, delete-orphan", back_populates="partner", order_by="PartnerPerson.id"
    )
    papers: Mapped[list["PartnerPaper"]] = relationship(
        back_populates="partner", order_by="PartnerPaper.id"
    )


class PartnerArea(Row):
    """An area that a partner serves; none means the whole service."""

    __tablename__ = "partner_area"
    __table_args__ = (UniqueConstraint("partner_id", "area_id"),)

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    area_id: Mapped[int] = mapped_column(ForeignKey("area.id"), index=True)

    area: Mapped[Area] = relationship()


class PartnerContact(Row):
    """Whom to ring, and about what. They need no account."""

    __tablename__ = "partner_contact"
    __table_args__ = (UniqueConstraint("partner_id", "kind", "name"),)

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    kind: Mapped[ContactKind] = mapped_column(choice(ContactKind, "kind"))
    name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")


class PartnerPerson(Row):
    """Somebody who signs in for a partner. Nobody signs in for two."""

    __tablename__ = "partner_person"

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), unique=True)

    partner: Mapped[Partner] = relationship(back_populates="people")
    person: Mapped[Person] = relationship()


class PartnerPaper(Row):
    """A document of a partner as it was sent, and what became of it. A newer one is a new row.

    Without a file it is one that a coordinator has seen. `note` names it, if it is another kind.
    """

    __tablename__ = "partner_paper"
    __table_args__ = (
        CheckConstraint("state = 'sent' OR decided_at IS NOT NULL", name="decided"),
        CheckConstraint("state <> 'refused' OR refused_because IS NOT NULL", name="told_why"),
        Index(None, "partner_id", "kind", "state"),
        Index(None, "until"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    kind: Mapped[PaperKind] = mapped_column(choice(PaperKind, "kind"))
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    note: Mapped[str] = mapped_column(default="")
    until: Mapped[date | None]
    state: Mapped[PaperState] = mapped_column(choice(PaperState, "state"), default=PaperState.SENT)
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    refused_because: Mapped[str | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    partner: Mapped[Partner] = relationship(back_populates="papers")
    document: Mapped[Document | None] = relationship()
    sent_by: Mapped[Person | None] = relationship(foreign_keys=sent_by_id)
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id)

    @property
    def title(self) -> str:
        """> Public liability insurance; Other document: hirer's agreement."""
        return title_of(self.kind, self.note)


class PartnerMessage(Row):
    """What a coordinator tells the people of a partner. Never anything about a child."""

    __tablename__ = "partner_message"
    __table_args__ = (
        CheckConstraint("length(text) > 0", name="text_given"),
        Index(None, "partner_id", "id"),
    )

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    text: Mapped[str] = mapped_column(Text)
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    form_key: Mapped[str | None] = mapped_column(unique=True)

    partner: Mapped[Partner] = relationship()
    sent_by: Mapped[Person] = relationship()


class PartnerReminder(Row):
    """A partner was reminded of a last day: of a paper's title, or of the agreement's review.

    `step` is the distance of the setting in days, 0 once the day is over. A paper that lasts
    longer has another last day, which is reminded of anew.
    """

    __tablename__ = "partner_reminder"
    __table_args__ = (
        UniqueConstraint("partner_id", "title", "until", "step"),
        CheckConstraint("step >= 0", name="step"),
        Index(None, "sent_on"),
    )

    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"))
    title: Mapped[str]
    until: Mapped[date]
    step: Mapped[int]
    sent_on: Mapped[date]

    partner: Mapped[Partner] = relationship()


def title_of(kind: PaperKind, note: str) -> str:
    """Return what a paper is called: its kind, and what is noted of one of another kind."""
    return f"{kind.label}: {note}" if kind is PaperKind.OTHER and note else kind.label

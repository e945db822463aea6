"""What volunteers agree to: its texts by version, and who signed which."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.database import Row, choice
from portal.people.models import Person


class AgreementKind(StrEnum):
    """What is agreed to."""

    VOLUNTEER = "volunteer"
    CONDUCT = "conduct"
    CONFIDENTIALITY = "confidentiality"
    DATA = "data"

    @property
    def label(self) -> str:
        """> Volunteer agreement."""
        return AGREEMENT_LABELS[self]


AGREEMENT_LABELS = {
    AgreementKind.VOLUNTEER: "Volunteer agreement",
    AgreementKind.CONDUCT: "Code of conduct",
    AgreementKind.CONFIDENTIALITY: "Confidentiality statement",
    AgreementKind.DATA: "Data notice",
}


class AgreementText(Row):
    """A version of a text that volunteers sign. The newest of its kind is the one that is asked.

    It is never changed and none is left out (the database holds that): what somebody signed must
    stay what they signed.
    """

    __tablename__ = "agreement_text"
    __table_args__ = (
        UniqueConstraint("kind", "number"),
        CheckConstraint("number >= 1", name="number"),
        CheckConstraint("length(body) > 0", name="body_given"),
    )

    kind: Mapped[AgreementKind] = mapped_column(choice(AgreementKind, "kind"))
    number: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    asked_on: Mapped[date] = mapped_column(default=clock.today)
    written_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    written_by: Mapped[Person | None] = relationship()


class Agreement(Row):
    """A volunteer signed a version: on screen with their name as they typed it, or on paper.

    Of a signature on paper the portal knows the day alone, and who noted it. What was signed is
    never changed: the database holds that.
    """

    __tablename__ = "agreement"
    __table_args__ = (
        UniqueConstraint("member_id", "text_id"),
        CheckConstraint("length(name) > 0", name="name_given"),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    text_id: Mapped[int] = mapped_column(ForeignKey("agreement_text.id"), index=True)
    name: Mapped[str]
    signed_at: Mapped[datetime] = mapped_column(default=clock.now)
    noted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    text: Mapped[AgreementText] = relationship()
    noted_by: Mapped[Person | None] = relationship()

"""What a volunteer says of themselves, whom to ring in an emergency, and their picture."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, Versioned, choice
from portal.notifications.models import Document


class Reach(StrEnum):
    """How somebody would rather be reached."""

    EMAIL = "email"
    PHONE = "phone"
    TEXT = "text"

    @property
    def label(self) -> str:
        """> Telephone call."""
        return REACH_LABELS[self]


REACH_LABELS = {
    Reach.EMAIL: "Email",
    Reach.PHONE: "Telephone call",
    Reach.TEXT: "Text message",
}


class MemberDetail(Row, Versioned):
    """What a volunteer says of themselves, in their own words; who has said nothing has no row.

    Access needs are read by those who arrange for them, and by nobody else.
    """

    __tablename__ = "member_detail"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), unique=True)
    skills: Mapped[str] = mapped_column(Text, default="")
    languages: Mapped[str] = mapped_column(Text, default="")
    access_needs: Mapped[str] = mapped_column(Text, default="")
    reach: Mapped[Reach | None] = mapped_column(choice(Reach, "reach"))


class EmergencyContact(Row):
    """Whom to ring when something happens to a volunteer. Each look at it is in the trail.

    A table of its own, so that nothing reads it by the way.
    """

    __tablename__ = "emergency_contact"
    __table_args__ = (CheckConstraint("length(name) > 0 AND length(phone) > 0", name="given"),)

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), unique=True)
    name: Mapped[str]
    relation: Mapped[str] = mapped_column(default="")
    phone: Mapped[str]


class MemberPhoto(Row):
    """A picture of a volunteer, which they sent in themselves."""

    __tablename__ = "member_photo"

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), unique=True)
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)

    document: Mapped[Document] = relationship()

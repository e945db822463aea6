"""Awards, a row each and never overwritten; how long they were made to last; exemptions."""

from datetime import date, datetime
from enum import StrEnum
from secrets import choice as pick
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, choice
from portal.notifications.models import Document
from portal.people.models import Person
from portal.training.models.courses import Course
from portal.training.models.sessions import TrainingSession

CODE_LETTERS: Final = "BCDFGHJKMNPQRSTVWXYZ23456789"
CODE_LENGTH: Final = 12
"""Some 57 bits: nobody finds one by trying. No vowel, so no word; no two that look alike."""


class AwardSource(StrEnum):
    """How an award came."""

    SESSION = "session"
    CERTIFICATE = "certificate"
    IMPORTED = "imported"
    GRANTED = "granted"
    PRIOR_LEARNING = "prior_learning"

    @property
    def label(self) -> str:
        """> Granted with a reason."""
        return SOURCE_LABELS[self]


SOURCE_LABELS = {
    AwardSource.SESSION: "Attended a session",
    AwardSource.CERTIFICATE: "Certificate from elsewhere",
    AwardSource.IMPORTED: "Imported from a spreadsheet",
    AwardSource.GRANTED: "Granted with a reason",
    AwardSource.PRIOR_LEARNING: "Prior learning",
}


class ExtensionKind(StrEnum):
    """Why an award lasts until another day: for one person, for all, or the course was changed."""

    SINGLE = "single"
    BLANKET = "blanket"
    VALIDITY = "validity"


class CertificateState(StrEnum):
    """Where a certificate from elsewhere stands."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


def new_code() -> str:
    """Return a new check code, as a public page confirms it."""
    return "".join(pick(CODE_LETTERS) for _ in range(CODE_LENGTH))


def _issued(context: Any) -> Any:
    return context.get_current_parameters()["until"]


class Award(Row):
    """Somebody holds a course from `taken_on` to the end of the day `until`; None is for ever.

    `awarded_on` is when the certificate was given. What was awarded is never changed, which the
    database itself refuses; `valid_until` alone moves, with an `AwardExtension` each time. Taken
    back means `revoked_at` with its reason.
    """

    __tablename__ = "award"
    __table_args__ = (
        CheckConstraint("until >= taken_on", name="until_after_taken"),
        CheckConstraint("valid_until >= taken_on", name="valid_until_after_taken"),
        CheckConstraint("awarded_on >= taken_on", name="awarded_after_taken"),
        CheckConstraint(
            "source NOT IN ('granted', 'prior_learning') OR length(reason) > 0",
            name="reason_given",
        ),
        CheckConstraint(
            "(revoked_at IS NULL) = (revoke_reason IS NULL)", name="revoked_with_reason"
        ),
        Index(
            "ix_award_standing",
            *("person_id", "course_id", "taken_on", "valid_until", "revoked_at"),
        ),
        Index(None, "course_id", "valid_until"),
        Index(
            "uq_award_standing_day",
            "person_id",
            "course_id",
            "taken_on",
            unique=True,
            sqlite_where=text("revoked_at IS NULL"),
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    taken_on: Mapped[date]
    awarded_on: Mapped[date]
    until: Mapped[date | None]
    valid_until: Mapped[date | None] = mapped_column(default=_issued)
    source: Mapped[AwardSource] = mapped_column(choice(AwardSource, "source"))
    session_id: Mapped[int | None] = mapped_column(ForeignKey("training_session.id"), index=True)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    provider: Mapped[str] = mapped_column(default="")
    reason: Mapped[str] = mapped_column(default="")
    cpd_minutes: Mapped[int] = mapped_column(default=0)
    code: Mapped[str] = mapped_column(unique=True, default=new_code)
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    revoked_at: Mapped[datetime | None]
    revoked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    revoke_reason: Mapped[str | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    course: Mapped[Course] = relationship()
    session: Mapped[TrainingSession | None] = relationship()
    document: Mapped[Document | None] = relationship()
    given_by: Mapped[Person | None] = relationship(foreign_keys=given_by_id)
    revoked_by: Mapped[Person | None] = relationship(foreign_keys=revoked_by_id)
    extensions: Mapped[list["AwardExtension"]] = relationship(
        back_populates="award", order_by="AwardExtension.id"
    )


class AwardExtension(Row):
    """An award was made to last until another day: from which, to which, why, by whom.

    A changed validity may shorten one too. `batch` is shared by all of one blanket extension.
    """

    __tablename__ = "award_extension"
    __table_args__ = (CheckConstraint("length(reason) > 0", name="reason_given"),)

    award_id: Mapped[int] = mapped_column(ForeignKey("award.id"), index=True)
    kind: Mapped[ExtensionKind] = mapped_column(choice(ExtensionKind, "kind"))
    was_until: Mapped[date | None]
    now_until: Mapped[date | None]
    reason: Mapped[str]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    batch: Mapped[str | None] = mapped_column(index=True)

    award: Mapped[Award] = relationship(back_populates="extensions")
    given_by: Mapped[Person | None] = relationship()


class Exemption(Row):
    """Somebody need not hold a course, from a day to the end of another; None is for good.

    Ended early, it counts no more from the day `ended_on`.
    """

    __tablename__ = "exemption"
    __table_args__ = (
        CheckConstraint("until >= since", name="until_after_since"),
        CheckConstraint("length(reason) > 0", name="reason_given"),
        Index(None, "person_id", "course_id", "since"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    since: Mapped[date]
    until: Mapped[date | None]
    reason: Mapped[str]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    ended_on: Mapped[date | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    course: Mapped[Course] = relationship()
    given_by: Mapped[Person | None] = relationship(foreign_keys=given_by_id)


class Certificate(Row):
    """A certificate from elsewhere that somebody sent in: approved, it makes an award."""

    __tablename__ = "certificate"
    __table_args__ = (
        CheckConstraint("(state = 'approved') = (award_id IS NOT NULL)", name="approved_award"),
        CheckConstraint("(state = 'refused') = (refuse_reason IS NOT NULL)", name="refused_why"),
        Index(None, "state", "id"),
        Index(None, "person_id", "id"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    taken_on: Mapped[date]
    awarded_on: Mapped[date]
    provider: Mapped[str] = mapped_column(default="")
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)
    state: Mapped[CertificateState] = mapped_column(
        choice(CertificateState, "state"), default=CertificateState.WAITING
    )
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime | None]
    refuse_reason: Mapped[str | None]
    award_id: Mapped[int | None] = mapped_column(ForeignKey("award.id"), unique=True)
    form_key: Mapped[str | None] = mapped_column(unique=True)

    person: Mapped[Person] = relationship(foreign_keys=person_id)
    course: Mapped[Course] = relationship()
    document: Mapped[Document] = relationship()
    decided_by: Mapped[Person | None] = relationship(foreign_keys=decided_by_id)
    award: Mapped[Award | None] = relationship()

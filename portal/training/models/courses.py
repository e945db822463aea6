"""The catalogue: what a course is, who must hold it and by when, what it builds on."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, Versioned, choice
from portal.notifications.models import Document


class Kind(StrEnum):
    """What a course is for."""

    INDUCTION = "induction"
    MANDATORY = "mandatory"
    REFRESHER = "refresher"
    CPD = "cpd"

    @property
    def label(self) -> str:
        """> Induction; CPD."""
        return "CPD" if self is Kind.CPD else self.value.capitalize()


class Delivery(StrEnum):
    """How a course is given. E-learning has no sessions: it is a link."""

    IN_PERSON = "in_person"
    ONLINE = "online"
    E_LEARNING = "e_learning"

    @property
    def label(self) -> str:
        """> In person."""
        return DELIVERY_LABELS[self]


DELIVERY_LABELS = {
    Delivery.IN_PERSON: "In person",
    Delivery.ONLINE: "Online, live",
    Delivery.E_LEARNING: "E-learning",
}


class Level(StrEnum):
    """A level of the Restorative Justice Council."""

    FOUNDATION = "foundation"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class CountedFrom(StrEnum):
    """The day from which the months of validity count: its last day, or the certificate's."""

    COURSE = "course"
    AWARD = "award"


class Needing(StrEnum):
    """Who must hold a course. A colleague who advises panels is staff too."""

    VOLUNTEER = "volunteer"
    CHAIR = "chair"
    ADVISER = "adviser"
    STAFF = "staff"

    @property
    def label(self) -> str:
        """> Volunteers."""
        return NEEDING_LABELS[self]


NEEDING_LABELS = {
    Needing.VOLUNTEER: "Volunteers",
    Needing.CHAIR: "Volunteers who chair",
    Needing.ADVISER: "Panel advisers",
    Needing.STAFF: "Everybody who works for the service",
}


class NeedBy(StrEnum):
    """By when. Only `BEFORE_DUTY` keeps anybody from a panel."""

    BEFORE_DUTY = "before_duty"
    WITHIN_MONTHS = "within_months"


class Course(Row, Versioned):
    """A course of the catalogue. One that is retired stays, with all that was awarded for it.

    No `validity_months` means that it never expires. From `renew_days` before its last day an
    award is due soon. `cpd_minutes` is what it counts towards a person's year. `started_on` is
    the first day on which it was given, if known: nobody holds it from before.
    """

    __tablename__ = "course"
    __table_args__ = (
        CheckConstraint("length(title) > 0", name="title_given"),
        CheckConstraint("minutes > 0", name="minutes"),
        CheckConstraint("cpd_minutes >= 0", name="cpd_minutes"),
        CheckConstraint("validity_months IS NULL OR validity_months > 0", name="validity"),
        CheckConstraint("renew_days >= 0", name="renew_days"),
    )

    code: Mapped[str] = mapped_column(unique=True)
    title: Mapped[str] = mapped_column(unique=True)
    purpose: Mapped[str] = mapped_column(Text, default="")
    topics: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[Kind] = mapped_column(choice(Kind, "kind"))
    delivery: Mapped[Delivery] = mapped_column(choice(Delivery, "delivery"))
    link: Mapped[str | None]
    minutes: Mapped[int]
    cpd_minutes: Mapped[int] = mapped_column(default=0)
    level: Mapped[Level | None] = mapped_column(choice(Level, "level"))
    validity_months: Mapped[int | None]
    counted_from: Mapped[CountedFrom] = mapped_column(
        choice(CountedFrom, "counted_from"), default=CountedFrom.COURSE
    )
    renew_days: Mapped[int] = mapped_column(default=90)
    started_on: Mapped[date | None]
    retired_at: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    needs: Mapped[list["CourseNeed"]] = relationship(
        cascade="all, delete-orphan", back_populates="course", order_by="CourseNeed.id"
    )
    prerequisites: Mapped[list["CoursePrerequisite"]] = relationship(
        cascade="all, delete-orphan",
        foreign_keys="CoursePrerequisite.course_id",
        order_by="CoursePrerequisite.id",
    )
    covers: Mapped[list["CourseCover"]] = relationship(
        cascade="all, delete-orphan",
        foreign_keys="CourseCover.course_id",
        order_by="CourseCover.id",
    )
    outcomes: Mapped[list["CourseOutcome"]] = relationship(
        cascade="all, delete-orphan", order_by="CourseOutcome.position"
    )
    materials: Mapped[list["CourseMaterial"]] = relationship(
        cascade="all, delete-orphan", order_by="CourseMaterial.id"
    )

    @property
    def is_retired(self) -> bool:
        """Return whether it is offered no more, and asked of nobody."""
        return self.retired_at is not None


class CourseNeed(Row):
    """Who must hold a course, and by when: before a first duty, or months after joining."""

    __tablename__ = "course_need"
    __table_args__ = (
        UniqueConstraint("course_id", "needing"),
        CheckConstraint("(by_when = 'within_months') = (months IS NOT NULL)", name="months_given"),
        CheckConstraint("months IS NULL OR months > 0", name="months"),
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    needing: Mapped[Needing] = mapped_column(choice(Needing, "needing"))
    by_when: Mapped[NeedBy] = mapped_column(choice(NeedBy, "by_when"))
    months: Mapped[int | None]

    course: Mapped[Course] = relationship(back_populates="needs")


class CoursePrerequisite(Row):
    """A course that must be held before another is booked."""

    __tablename__ = "course_prerequisite"
    __table_args__ = (
        UniqueConstraint("course_id", "required_id"),
        CheckConstraint("course_id <> required_id", name="another"),
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    required_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)

    required: Mapped[Course] = relationship(foreign_keys=required_id)


class CourseCover(Row):
    """Holding a course counts as holding the one that it covers: a higher level, a lower one."""

    __tablename__ = "course_cover"
    __table_args__ = (
        UniqueConstraint("course_id", "covered_id"),
        CheckConstraint("course_id <> covered_id", name="another"),
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    covered_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)

    covered: Mapped[Course] = relationship(foreign_keys=covered_id)


class CourseOutcome(Row):
    """What people should be surer of afterwards, rated before and after.

    Once somebody has rated it, it is retired rather than reworded.
    """

    __tablename__ = "course_outcome"
    __table_args__ = (CheckConstraint("length(text) > 0", name="text_given"),)

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    retired_at: Mapped[datetime | None]


class CourseMaterial(Row):
    """Something to read: a link, or a document of ours."""

    __tablename__ = "course_material"
    __table_args__ = (
        CheckConstraint("(url IS NULL) <> (document_id IS NULL)", name="link_or_document"),
    )

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    title: Mapped[str]
    url: Mapped[str | None]
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), unique=True)

    document: Mapped[Document | None] = relationship()

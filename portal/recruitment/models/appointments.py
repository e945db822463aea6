"""The appointment of somebody who came through recruitment, and the reviews of their probation."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.database import Row, Versioned, choice
from portal.members.models import Member
from portal.people.models import Person
from portal.recruitment.models.applications import Application


class ReviewOutcome(StrEnum):
    """What a review of a probation came to."""

    CONFIRMED = "confirmed"
    EXTENDED = "extended"

    @property
    def label(self) -> str:
        """> Confirmed."""
        return self.value.capitalize()


class Appointment(Row, Versioned):
    """That an applicant became a volunteer, on condition of their training: once an application.

    `buddy` is an experienced volunteer who looks after them. `observations` is how many panels
    they are to observe, as the setting was then. `review_on` is when their probation is reviewed
    next, and None once they are confirmed.
    """

    __tablename__ = "appointment"
    __table_args__ = (CheckConstraint("observations >= 0", name="observations"),)

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), unique=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    appointed_on: Mapped[date] = mapped_column(default=clock.today)
    buddy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    observations: Mapped[int] = mapped_column(default=0)
    review_on: Mapped[date | None] = mapped_column(index=True)

    application: Mapped[Application] = relationship()
    member: Mapped[Member] = relationship()
    buddy: Mapped[Person | None] = relationship()
    reviews: Mapped[list["ProbationReview"]] = relationship(
        cascade="all, delete-orphan", order_by="ProbationReview.id"
    )


class ProbationReview(Row):
    """A review that was held: written once, which a trigger holds. What was said is not kept."""

    __tablename__ = "probation_review"
    __table_args__ = (
        UniqueConstraint("appointment_id", "due_on"),
        CheckConstraint("(outcome = 'extended') = (next_on IS NOT NULL)", name="next_on"),
    )

    appointment_id: Mapped[int] = mapped_column(ForeignKey("appointment.id"))
    due_on: Mapped[date]
    held_on: Mapped[date]
    outcome: Mapped[ReviewOutcome] = mapped_column(choice(ReviewOutcome, "outcome"))
    next_on: Mapped[date | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    by: Mapped[Person | None] = relationship()

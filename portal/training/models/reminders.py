"""Which reminders somebody was sent, so that each is sent once, however late the job runs."""

from datetime import date

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Row


class TrainingReminder(Row):
    """Somebody was reminded that a course lapses: of which last day, how many days before.

    `step` is the distance of the setting, 0 once it has lapsed. All of one person and day go in
    one letter. An extension makes another last day, which is reminded of anew.
    """

    __tablename__ = "training_reminder"
    __table_args__ = (
        UniqueConstraint("person_id", "course_id", "until", "step"),
        CheckConstraint("step >= 0", name="step"),
        Index(None, "person_id", "sent_on"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    until: Mapped[date]
    step: Mapped[int]
    sent_on: Mapped[date]

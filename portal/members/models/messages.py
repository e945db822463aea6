"""What coordinators wrote to many at once: a copy of each."""

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.database import Row
from portal.people.models import Person


class Message(Row):
    """One text to an audience, sent as a letter each: written once, which a trigger holds.

    `audience` is in words, as it was chosen. `people` are all who were meant, `without_email`
    those of them whom no letter reaches. Replies go to whoever sent it.
    """

    __tablename__ = "message"
    __table_args__ = (
        CheckConstraint("people > 0", name="to_somebody"),
        CheckConstraint("without_email BETWEEN 0 AND people", name="without_email"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    subject: Mapped[str]
    body: Mapped[str] = mapped_column(Text)
    audience: Mapped[str]
    people: Mapped[int]
    without_email: Mapped[int]
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    sent_at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    form_key: Mapped[str] = mapped_column(unique=True)

    sent_by: Mapped[Person] = relationship()

"""Rounds of dates that volunteers are asked about, and their answers."""

from datetime import date, datetime, timedelta
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.database import Row, Versioned, choice
from portal.members.models.days import PartOfDay
from portal.people.models import Area, Person

MOMENT: Final = timedelta(microseconds=1)


class AvailabilityRound(Row, Versioned):
    """Volunteers are asked which of some dates they could do, by a day.

    `confirm_by` is when the service has promised to say which became duties, `confirmed_at` when
    it had. A round of an area asks those who serve it; of no area, everybody.
    """

    __tablename__ = "availability_round"
    __table_args__ = (CheckConstraint("last_on >= first_on", name="days"),)

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    area_id: Mapped[int | None] = mapped_column(ForeignKey("area.id"), index=True)
    first_on: Mapped[date]
    last_on: Mapped[date]
    closes_at: Mapped[datetime]
    confirm_by: Mapped[date | None]
    confirmed_at: Mapped[datetime | None]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    form_key: Mapped[str | None] = mapped_column(unique=True)

    area: Mapped[Area | None] = relationship()
    opened_by: Mapped[Person | None] = relationship()
    slots: Mapped[list["RoundSlot"]] = relationship(
        cascade="all, delete-orphan", order_by="RoundSlot.on_day, RoundSlot.id"
    )

    @property
    def last_day(self) -> date:
        """Return the last day on which it can be answered."""
        return clock.london(self.closes_at - MOMENT).date()


class RoundSlot(Row):
    """A part of a day that a round asks about."""

    __tablename__ = "round_slot"
    __table_args__ = (UniqueConstraint("round_id", "on_day", "part"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("availability_round.id"))
    on_day: Mapped[date] = mapped_column(index=True)
    part: Mapped[PartOfDay] = mapped_column(choice(PartOfDay, "part"))


class RoundReply(Row):
    """That a volunteer has answered a round; with `none_suits`, that no date suits.

    Once `sent_at` is set, slots without an answer are a no.
    """

    __tablename__ = "round_reply"
    __table_args__ = (UniqueConstraint("round_id", "member_id"),)

    round_id: Mapped[int] = mapped_column(ForeignKey("availability_round.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    none_suits: Mapped[bool] = mapped_column(default=False)
    sent_at: Mapped[datetime | None]


class RoundAnswer(Row):
    """A slot that a volunteer could do."""

    __tablename__ = "round_answer"
    __table_args__ = (UniqueConstraint("slot_id", "member_id"),)

    slot_id: Mapped[int] = mapped_column(ForeignKey("round_slot.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)

"""How somebody chaired a panel, as a colleague saw it. Never anything of the case."""

from datetime import date
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row
from portal.members.models.register import Member
from portal.people.models import Person

MOST_WORDS: Final = 2000


class Observation(Row):
    """What somebody else saw of a volunteer's practice on one evening, never rewritten.

    `ratings` is {question: answer} with the keys of `rules.practice`.
    """

    __tablename__ = "practice_observation"
    __table_args__ = (UniqueConstraint("member_id", "on_day"),)

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    observer_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    on_day: Mapped[date]
    ratings: Mapped[dict[str, str]] = mapped_column(JSON)
    strengths: Mapped[str] = mapped_column(Text)
    next_step: Mapped[str] = mapped_column(Text)

    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)
    observer: Mapped[Person] = relationship()

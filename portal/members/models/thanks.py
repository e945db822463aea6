"""Thanks that were sent to volunteers, each milestone once."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, choice
from portal.members.models.register import Member
from portal.people.models import Person

IS_MILESTONE = text("kind <> 'other'")


class ThanksKind(StrEnum):
    """What the thanks are for."""

    SITTINGS = "sittings"
    YEARS = "years"
    OTHER = "other"


class Thanks(Row):
    """A thank-you letter in somebody's own words, written once, which a trigger holds.

    `number` is of sittings, or of years.
    """

    __tablename__ = "thanks"
    __table_args__ = (
        CheckConstraint("(kind = 'other') = (number = 0)", name="number_of_milestone"),
        CheckConstraint("length(words) > 0", name="words_given"),
        Index(
            "uq_thanks_milestone",
            "member_id",
            "kind",
            "number",
            unique=True,
            sqlite_where=IS_MILESTONE,
            postgresql_where=IS_MILESTONE,
        ),
        Index(None, "on_day", "id"),
    )

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    kind: Mapped[ThanksKind] = mapped_column(choice(ThanksKind, "kind"))
    number: Mapped[int] = mapped_column(default=0)
    words: Mapped[str] = mapped_column(Text)
    sent_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    on_day: Mapped[date]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    member: Mapped[Member] = relationship(lazy="joined", innerjoin=True)
    sent_by: Mapped[Person] = relationship()

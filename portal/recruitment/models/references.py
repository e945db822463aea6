"""Who is asked about an applicant, and what they said."""

from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.database import Row, Versioned, choice
from portal.people.models import Person
from portal.recruitment.models.applications import Application

_COUNTS: Final = text("state <> 'dropped'")


class RefereeState(StrEnum):
    """How far a referee is. A dropped one is not asked any more, and counts for nothing.

    Whoever has given one, declined or was dropped stays so, which a trigger holds.
    """

    NAMED = "named"
    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"
    DROPPED = "dropped"


class Channel(StrEnum):
    """How a reference came: by the link that we sent, or noted by a coordinator who rang."""

    LINK = "link"
    PHONE = "phone"


class Referee(Row, Versioned):
    """Somebody who can say what an applicant is like. They have no account.

    `relation` is how they know the applicant, as we were told. `turn` counts the links that they
    were sent: a new one ends the one before. Of a link its hash alone is kept, also once it was
    used, so that whoever opens it again reads that their answer is in. `by_applicant` is whether
    the applicant named them, by their own link.
    """

    __tablename__ = "referee"
    __table_args__ = (
        CheckConstraint("length(name) > 0", name="name_given"),
        CheckConstraint("email IS NOT NULL OR phone IS NOT NULL", name="can_be_reached"),
        CheckConstraint(
            "state <> 'asked' OR (email IS NOT NULL AND token_hash IS NOT NULL"
            " AND asked_at IS NOT NULL AND expires_at IS NOT NULL)",
            name="asked_by_link",
        ),
        CheckConstraint("turn >= 0", name="turn"),
        Index(
            "uq_referee_email",
            "application_id",
            text("lower(email)"),
            unique=True,
            sqlite_where=_COUNTS,
            postgresql_where=_COUNTS,
        ),
        Index(None, "state", "expires_at"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    name: Mapped[str]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    relation: Mapped[str] = mapped_column(default="")
    by_applicant: Mapped[bool] = mapped_column(default=False)
    state: Mapped[RefereeState] = mapped_column(
        choice(RefereeState, "state"), default=RefereeState.NAMED
    )
    turn: Mapped[int] = mapped_column(default=0)
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    asked_at: Mapped[datetime | None]
    expires_at: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    application: Mapped[Application] = relationship()
    reference: Mapped["Reference | None"] = relationship(
        back_populates="referee", cascade="all, delete-orphan"
    )

    @property
    def is_over(self) -> bool:
        """Return whether the time to answer by the link has run out."""
        return self.expires_at is not None and self.expires_at <= clock.now()

    @property
    def waits(self) -> bool:
        """Return whether their answer may still come by the link."""
        return self.state is RefereeState.ASKED and not self.is_over


class Reference(Row):
    """What a referee said, once, which a trigger holds.

    It is for coordinators alone: in no list, export or letter.

    `answers` are codes by question (`rules.references.QUESTIONS`).
    """

    __tablename__ = "reference"
    __table_args__ = (
        CheckConstraint("(channel = 'phone') = (recorded_by_id IS NOT NULL)", name="noted_by"),
        CheckConstraint("length(given_by) > 0", name="given_by_somebody"),
    )

    referee_id: Mapped[int] = mapped_column(ForeignKey("referee.id"), unique=True)
    channel: Mapped[Channel] = mapped_column(choice(Channel, "channel"))
    given_by: Mapped[str]
    given_on: Mapped[date]
    known_for: Mapped[str]
    how_known: Mapped[str] = mapped_column(Text)
    answers: Mapped[dict[str, str]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(Text, default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    referee: Mapped[Referee] = relationship(back_populates="reference")
    recorded_by: Mapped[Person | None] = relationship()

"""What a volunteer who has left is asked, if they like to answer."""

from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row
from portal.members.models.register import Member


class ExitQuestionnaire(Row):
    """A link by which somebody who left says why, without an account; coordinators read it.

    The token is minted when the letter is sent. They answer once, and their words can be taken off,
    not rewritten: triggers hold both. `answers` are {"supported": "yes"}, by the codes of
    `rules.EXIT_QUESTIONS`.
    """

    __tablename__ = "exit_questionnaire"
    __table_args__ = (
        CheckConstraint("(answered_at IS NULL) = (answers IS NULL)", name="answered"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    left_on: Mapped[date]
    token_hash: Mapped[str | None] = mapped_column(unique=True)
    expires_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None] = mapped_column(index=True)
    answers: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    words: Mapped[str] = mapped_column(Text, default="")

    member: Mapped[Member] = relationship()

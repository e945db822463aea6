"""How volunteers find it, asked twice a year by a link that all share. No answer leads to anybody.

An answer has no moment, no place in an order and no number that counts up, not even SQLite's own.
When the survey closes, all are added up together and what each of them was is deleted.
"""

from datetime import date, datetime
from enum import StrEnum
from secrets import token_urlsafe
from typing import Any, Final
from uuid import UUID, uuid4

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Base, Row, choice
from portal.people.models import Person

ENOUGH: Final = 5
"""With fewer answers, somebody could guess who said what: they are never shown."""
BYTES: Final = 12
IS_OPEN = text("state = 'open'")


def _token() -> str:
    return token_urlsafe(BYTES)


class SurveyState(StrEnum):
    """Whether it can be answered."""

    OPEN = "open"
    CLOSED = "closed"


class Survey(Row):
    """One round of questions; one at a time is open, and a closed one takes no answer any more.

    `asked` is how many were written to. `results` is `rules.survey.Results` as JSON, once it is
    closed and enough have answered; its link protects nothing, so it is kept as it is.
    """

    __tablename__ = "survey"
    __table_args__ = (
        CheckConstraint(
            "results IS NULL OR (state = 'closed' AND answers >= 5)", name="shown_when_enough"
        ),
        Index(
            "uq_survey_open",
            "state",
            unique=True,
            sqlite_where=IS_OPEN,
            postgresql_where=IS_OPEN,
        ),
        Index(None, "opened_on", "id"),
    )

    uuid: Mapped[UUID] = mapped_column(unique=True, default=uuid4)
    token: Mapped[str] = mapped_column(unique=True, default=_token)
    state: Mapped[SurveyState] = mapped_column(
        choice(SurveyState, "state"), default=SurveyState.OPEN
    )
    opened_on: Mapped[date]
    closes_on: Mapped[date]
    closed_at: Mapped[datetime | None]
    opened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    asked: Mapped[int] = mapped_column(default=0)
    answers: Mapped[int | None]
    results: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    form_key: Mapped[str | None] = mapped_column(unique=True)

    opened_by: Mapped[Person] = relationship()


class SurveyAnswer(Base):
    """What one person answered, nobody knows who, until the survey closes.

    `id` is the random key of the form, so that a form sent twice counts once. `answers` is
    {"answers": {"valued": "agree"}, "words": "…"}.
    """

    __tablename__ = "survey_answer"
    __table_args__ = (
        Index(None, "survey_id"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)

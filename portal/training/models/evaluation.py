"""What people said of a session before and after it. Nothing here leads to a person.

No table has a moment, nor numbers that count up, not even SQLite's own: the order in which answers
came, or when, would tell whose they are. A link that was used is remembered by its hash alone,
apart from what was said through it.
"""

from enum import StrEnum
from secrets import randbits
from typing import Any

from sqlalchemy import JSON, BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from portal.database import Base, choice

BITS = 62


def _anywhere() -> int:
    return randbits(BITS)


class FeedbackMoment(StrEnum):
    """When somebody is asked."""

    BEFORE = "before"
    AFTER = "after"


class TrainingFeedback(Base):
    """One person's answers, nobody knows whose: a rating for each outcome, and a few words.

    `answers` is {"outcomes": {"7": 4}, "useful": 5, "words": "…"}, outcomes by their number.
    """

    __tablename__ = "training_feedback"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy reads it as is

    id: Mapped[int] = mapped_column(
        BigInteger, primary_key=True, autoincrement=False, default=_anywhere
    )
    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), index=True)
    moment: Mapped[FeedbackMoment] = mapped_column(choice(FeedbackMoment, "moment"))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class FeedbackSpent(Base):
    """A link that has been used: it opens nothing any more."""

    __tablename__ = "feedback_spent"
    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 -- SQLAlchemy reads it as is

    token_hash: Mapped[str] = mapped_column(primary_key=True)


class FeedbackResults(Base):
    """What may be shown of a session at a moment: its first five answers or more, added up.

    Made anew only when five more have come, so that no two states of it differ by one answer.
    `results` is `rules.Results` as JSON, `answers` how many it holds.
    """

    __tablename__ = "feedback_results"

    session_id: Mapped[int] = mapped_column(ForeignKey("training_session.id"), primary_key=True)
    moment: Mapped[FeedbackMoment] = mapped_column(
        choice(FeedbackMoment, "moment"), primary_key=True
    )
    answers: Mapped[int]
    results: Mapped[dict[str, Any]] = mapped_column(JSON)

"""What people say of a project, by a link that many share. Nothing here leads to who said it.

An answer has no moment, no place in an order and no number that counts up, not even SQLite's own.
Once enough have answered they are added up, and what each of them said is forgotten.
"""

from datetime import date, datetime
from enum import StrEnum
from secrets import choice as one_of
from typing import Any, Final

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Base, Row, choice
from portal.reparation.models.projects import Project

LETTERS: Final = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of a link: what is read off a poster and typed is not mistaken for something else."""
LENGTH: Final = 12


def _token() -> str:
    return "".join(one_of(LETTERS) for _ in range(LENGTH))


class Answerer(StrEnum):
    """Who is asked how a project was."""

    CHILD = "child"
    PARENT = "parent"
    PARTNER = "partner"
    BENEFICIARY = "beneficiary"
    SUPERVISOR = "supervisor"

    @property
    def label(self) -> str:
        """> Parents and carers."""
        words = {
            Answerer.CHILD: "Children",
            Answerer.PARENT: "Parents and carers",
            Answerer.PARTNER: "The partner’s people",
            Answerer.BENEFICIARY: "People who benefit",
            Answerer.SUPERVISOR: "Supervisors",
        }
        return words[self]

    @property
    def may_write(self) -> bool:
        """Return whether a sentence may be added; of a child’s life only fixed answers are kept."""
        return self not in {Answerer.CHILD, Answerer.PARENT}


class FeedbackLink(Row):
    """Where those of one kind say how a project was; anybody who has it may answer.

    One at a time is open for each kind. It is no secret that protects anything, so it is kept as
    it is: a poster can be printed again.
    """

    __tablename__ = "feedback_link"
    __table_args__ = (
        Index(
            "uq_feedback_link_open",
            "project_id",
            "answerer",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), index=True)
    answerer: Mapped[Answerer] = mapped_column(choice(Answerer, "answerer"))
    token: Mapped[str] = mapped_column(unique=True, default=_token)
    ended_at: Mapped[datetime | None]

    project: Mapped[Project] = relationship()


class ProjectFeedback(Base):
    """One person's answers, nobody knows whose, until they are added up: then they are None.

    `id` is the random key of the form, so that a form sent twice counts once. `answers` is
    {"answers": {"safe": "yes"}, "words": "…"}.
    """

    __tablename__ = "project_feedback"
    __table_args__ = (
        Index(None, "project_id", "answerer"),
        {"sqlite_with_rowid": False},
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"))
    answerer: Mapped[Answerer] = mapped_column(choice(Answerer, "answerer"))
    answers: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))


class FeedbackBatch(Base):
    """Five people's answers or more, added up in the month in which the last of them answered.

    `results` is `rules.feedback.Results` as JSON.
    """

    __tablename__ = "feedback_batch"
    __table_args__ = (CheckConstraint("answers >= 5", name="enough"),)

    project_id: Mapped[int] = mapped_column(ForeignKey("project.id"), primary_key=True)
    answerer: Mapped[Answerer] = mapped_column(choice(Answerer, "answerer"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    month: Mapped[date] = mapped_column(index=True)
    answers: Mapped[int]
    results: Mapped[dict[str, Any]] = mapped_column(JSON)

"""An applicant’s interview: when, by whom, what is asked, and what each interviewer makes of it."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.calendar.models import Entry
from portal.database import Row, Versioned, choice
from portal.people.models import Person
from portal.recruitment.models.applications import Application

_ON: Final = text("cancelled_at IS NULL")


class Recommendation(StrEnum):
    """What an interviewer would do."""

    APPOINT = "appoint"
    RESERVED = "reserved"
    DECLINE = "decline"

    @property
    def label(self) -> str:
        """> Appoint, with a reservation."""
        words = {
            Recommendation.APPOINT: "Appoint",
            Recommendation.RESERVED: "Appoint, with a reservation",
            Recommendation.DECLINE: "Do not appoint",
        }
        return words[self]


class Interview(Row, Versioned):
    """One that was arranged; its time and place are its entry's, whose UUID is in its address.

    An application has one that is not called off. `turn` counts how often the applicant was told
    of it anew. Once a recommendation is in, it stays as it was held: triggers hold that.
    `instructions` are for the applicant: how to get there, what to bring.
    """

    __tablename__ = "interview"
    __table_args__ = (
        Index(
            "uq_interview_on",
            "application_id",
            unique=True,
            sqlite_where=_ON,
            postgresql_where=_ON,
        ),
        CheckConstraint("turn >= 0", name="turn"),
    )

    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    entry_id: Mapped[int] = mapped_column(ForeignKey("entry.id"), unique=True)
    instructions: Mapped[str] = mapped_column(Text, default="")
    turn: Mapped[int] = mapped_column(default=0)
    cancelled_at: Mapped[datetime | None]
    form_key: Mapped[str | None] = mapped_column(unique=True)

    application: Mapped[Application] = relationship()
    entry: Mapped[Entry] = relationship()
    questions: Mapped[list["InterviewQuestion"]] = relationship(
        cascade="all, delete-orphan", order_by="InterviewQuestion.position"
    )
    interviewers: Mapped[list["Interviewer"]] = relationship(
        back_populates="interview", cascade="all, delete-orphan", order_by="Interviewer.id"
    )

    @property
    def missing(self) -> list["Interviewer"]:
        """Return whose recommendation is not in."""
        return [each for each in self.interviewers if each.sent_at is None]

    @property
    def is_heard(self) -> bool:
        """Return whether every recommendation is in: only then is any of them shown."""
        return bool(self.interviewers) and not self.missing

    @property
    def has_begun(self) -> bool:
        """Return whether its time has come."""
        return self.entry.starts_at <= clock.now()


class InterviewQuestion(Row):
    """What everybody is asked, as agreed when the interview was arranged."""

    __tablename__ = "interview_question"
    __table_args__ = (
        UniqueConstraint("interview_id", "position"),
        CheckConstraint("length(text) > 0", name="text_given"),
    )

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"))
    position: Mapped[int]
    text: Mapped[str]


class Interviewer(Row):
    """Somebody who interviews. What they think is theirs alone until everybody’s is in.

    Once sent (`sent_at`) it stays as it is, with its notes, so that nobody brings theirs in line
    with another's: triggers hold that.
    """

    __tablename__ = "interviewer"
    __table_args__ = (
        UniqueConstraint("interview_id", "person_id"),
        CheckConstraint("sent_at IS NULL OR recommendation IS NOT NULL", name="sent_whole"),
    )

    interview_id: Mapped[int] = mapped_column(ForeignKey("interview.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    recommendation: Mapped[Recommendation | None] = mapped_column(
        choice(Recommendation, "recommendation")
    )
    words: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[datetime | None]

    interview: Mapped[Interview] = relationship(back_populates="interviewers")
    person: Mapped[Person] = relationship()
    notes: Mapped[list["InterviewNote"]] = relationship(
        cascade="all, delete-orphan", order_by="InterviewNote.question_id"
    )

    @property
    def note_of(self) -> dict[int, str]:
        """Return what they noted, by the number of the question."""
        return {note.question_id: note.text for note in self.notes}


class InterviewNote(Row):
    """What an interviewer noted of an answer."""

    __tablename__ = "interview_note"
    __table_args__ = (UniqueConstraint("interviewer_id", "question_id"),)

    interviewer_id: Mapped[int] = mapped_column(ForeignKey("interviewer.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("interview_question.id"), index=True)
    text: Mapped[str] = mapped_column(Text)

    question: Mapped[InterviewQuestion] = relationship()

"""What is written to people at each step of their way: the words, and who was written to."""

from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.database import Row, choice
from portal.people.models import Person
from portal.recruitment.models.applications import ApplicationState, Stage, StageChange


class LetterStep(StrEnum):
    """A step at which somebody is written to, in order: a stage that they reach, or an end."""

    SHORTLISTING = "shortlisting"
    INTERVIEW = "interview"
    REFERENCES = "references"
    CHECKS = "checks"
    TRAINING = "training"
    APPROVAL = "approval"
    ACTIVE = "active"
    PARKED = "parked"
    WITHDRAWN = "withdrawn"
    NOT_APPOINTED = "not_appointed"

    @property
    def label(self) -> str:
        """> Moved to interview; Not appointed."""
        if self.value in set(Stage) and self is not LetterStep.ACTIVE:
            return f"Moved to {self.value}"
        if self is LetterStep.ACTIVE:
            return "Approved"
        return ApplicationState(self.value).words


def letter_step(change: StageChange) -> LetterStep | None:
    """Return which letter a step that was taken asks for; None where none is written.

    Nobody is written to only because they are taken up again where they were, or moved back.
    """
    if change.state is ApplicationState.OPEN:
        way = list(Stage)
        onward = not change.from_stage or way.index(change.to_stage) > way.index(change.from_stage)
        value = change.to_stage.value if onward else ""
    elif change.state is ApplicationState.APPOINTED:
        value = LetterStep.ACTIVE.value
    else:
        value = change.state.value
    return LetterStep(value) if value in set(LetterStep) else None


class StepText(Row):
    """The words of a letter as a coordinator has written them; each change is a row, numbered on.

    Triggers hold that no row is rewritten and no number left out. A step without any has the words
    of `rules.texts`, which count as number 0. `is_offered` is whether the letter is offered when
    somebody takes the step.
    """

    __tablename__ = "step_text"
    __table_args__ = (
        UniqueConstraint("step", "number"),
        CheckConstraint("number > 0", name="numbered"),
        CheckConstraint("length(subject) > 0", name="subject_given"),
        CheckConstraint("length(text) > 0", name="text_given"),
    )

    step: Mapped[LetterStep] = mapped_column(choice(LetterStep, "step"))
    number: Mapped[int]
    subject: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    is_offered: Mapped[bool] = mapped_column(default=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    by: Mapped[Person | None] = relationship()


class StepLetter(Row):
    """Whether somebody was written to about a step: once for each, and nothing of whose it is.

    `number` is of the words that they were sent; None when it was decided not to write.
    """

    __tablename__ = "step_letter"
    __table_args__ = (CheckConstraint("number IS NULL OR number >= 0", name="numbered"),)

    change_id: Mapped[int] = mapped_column(ForeignKey("stage_change.id"), unique=True)
    step: Mapped[LetterStep] = mapped_column(choice(LetterStep, "step"))
    number: Mapped[int | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    change: Mapped[StageChange] = relationship(back_populates="letter")
    by: Mapped[Person | None] = relationship()

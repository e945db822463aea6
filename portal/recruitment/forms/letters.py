"""The fields of what is written to people, and of whether somebody is written to."""

from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from portal.recruitment.rules.texts import Words, problem
from portal.site.fields import LongText, Text, Tick, Version
from portal.site.forms import Form

MOST: int = 3000


def _can_be_filled(_form: Any, field: Field) -> None:
    sentence = problem(field.data)
    if sentence:
        raise StopValidation(sentence)


class WordsForm(Form):
    """What a step’s letter says. `number` is of the words that are changed."""

    number = Version()
    subject = Text("Subject", needed="Enter a subject", checks=[_can_be_filled])
    text = LongText(
        "What it says",
        needed="Enter what it says",
        most=MOST,
        checks=[_can_be_filled],
        hint="An empty line begins a new paragraph.",
    )
    is_offered = Tick("Offer this letter when somebody takes the step")

    @property
    def words(self) -> Words:
        """Return what was typed."""
        return Words(
            subject=self.subject.data or "",
            text="\n".join(line.rstrip() for line in (self.text.data or "").splitlines()),
            number=self.number.data if self.number.data is not None else -1,
            is_offered=bool(self.is_offered.data),
        )


class AnswerForm(Form):
    """Whether somebody is written to: of which step, and in which words, as they were read."""

    change = Version()
    number = Version()

"""What a colleague saw when somebody chaired."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from portal.members.forms.supervision import CAREFUL
from portal.members.rules.practice import ANSWERS, QUESTIONS
from portal.site.fields import Choice, LongText, OneOf
from portal.site.filters import day
from portal.site.forms import OnceForm

SEEN: Final = "seen_"
MOST_WORDS: Final = 2000


class Observed(OnceForm):
    """How somebody chaired on one evening. Its questions are added by `observed`."""

    on_day = Choice("Which evening", needed="Choose the evening", coerce=date.fromisoformat)
    strengths = LongText(
        "What went well", needed="Enter what went well", most=MOST_WORDS, hint=CAREFUL
    )
    next_step = LongText(
        "One next step", needed="Enter one next step, however small", most=MOST_WORDS, hint=CAREFUL
    )

    @property
    def questions(self) -> list[Any]:
        """Return the fields of the questions, in order."""
        return [field for name, field in self._fields.items() if name.startswith(SEEN)]

    @property
    def ratings(self) -> dict[str, str]:
        """Return an answer for each question."""
        return {field.name.removeprefix(SEEN): field.data for field in self.questions}


def observed(evenings: Sequence[date]) -> Observed:
    """Return the form for somebody who sat on these evenings."""
    fields = {
        f"{SEEN}{key}": OneOf(
            question,
            needed=f"Choose an answer: {question}",
            choices=ANSWERS.items(),
            render_kw={"params": {"classes": "govuk-radios--inline govuk-radios--small"}},
        )
        for key, question in QUESTIONS.items()
    }
    choices = [("", "Choose an evening"), *((each.isoformat(), day(each)) for each in evenings)]
    made: Observed = type("ObservedOf", (Observed,), fields)(choices={"on_day": choices})
    return made

"""What volunteers are asked, and until when."""

from datetime import timedelta
from typing import Any, Final

from wtforms import Field
from wtforms.validators import StopValidation

from portal import clock
from portal.members.forms.supervision import NAME_NOBODY
from portal.members.rules.survey import ANSWERS, QUESTIONS
from portal.site.fields import Day, LongText, OneOf, Text
from portal.site.forms import OnceForm

ASKED: Final = "asked_"
MOST_WORDS: Final = 500
USUAL: Final = timedelta(days=21)
LONGEST: Final = timedelta(days=92)


def _in_time(_form: Any, field: Field) -> None:
    ahead = field.data - clock.today()
    if not timedelta() < ahead <= LONGEST:
        raise StopValidation(f"Enter a day from tomorrow on, within {LONGEST.days} days")


class NewSurvey(OnceForm):
    """Until when it can be answered."""

    closes_on = Day(
        "Last day to answer",
        needed="Enter the last day to answer",
        checks=[_in_time],
        hint="Results are shown when it closes, if five or more have answered.",
    )


class Answers(OnceForm):
    """How volunteering is. `homepage` is shown to nobody: only a machine fills it in."""

    homepage = Text("Leave this empty", render_kw={"autocomplete": "off", "tabindex": "-1"})
    words = LongText(
        "What should we do differently? (if you like)", most=MOST_WORDS, hint=NAME_NOBODY
    )

    @property
    def questions(self) -> list[Any]:
        """Return the fields that are shown, in order."""
        return [field for name, field in self._fields.items() if name.startswith(ASKED)]

    @property
    def said(self) -> dict[str, Any]:
        """Return what was said, as it is kept."""
        given = {field.name.removeprefix(ASKED): field.data for field in self.questions}
        return {"answers": given, "words": self.words.data or ""}


def answers() -> Answers:
    """Return the form with a field for each question."""
    fields = {
        f"{ASKED}{key}": OneOf(
            question, needed=f"Choose an answer: {question}", choices=ANSWERS.items()
        )
        for key, question in QUESTIONS.items()
    }
    made: Answers = type("AnswersTo", (Answers,), fields)()
    return made

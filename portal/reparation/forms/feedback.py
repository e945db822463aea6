"""What people are asked of a project."""

from typing import Any, Final

from portal.reparation.models import Answerer
from portal.reparation.rules.feedback import ANSWERS, QUESTIONS
from portal.site.fields import OneOf, Text
from portal.site.forms import OnceForm

MOST_WORDS: Final = 200
ASKED: Final = "asked_"
CAREFUL: Final = (
    "Name nobody, and tell nothing by which a child could be known. The coordinator reads this."
)


class Feedback(OnceForm):
    """How a project was. `homepage` is shown to nobody: only a machine fills it in."""

    homepage = Text("Leave this empty", render_kw={"autocomplete": "off", "tabindex": "-1"})

    @property
    def questions(self) -> list[Any]:
        """Return the fields that are shown, in order."""
        return [field for name, field in self._fields.items() if name.startswith(ASKED)]

    @property
    def said(self) -> dict[str, Any]:
        """Return what was said, as it is kept."""
        given = {field.name.removeprefix(ASKED): field.data for field in self.questions}
        words = {"words": self["words"].data} if "words" in self else {}
        return {"answers": given, **words}


def feedback(answerer: Answerer) -> Feedback:
    """Return the form for those who are asked."""
    size = "l" if answerer is Answerer.CHILD else "m"
    fields: dict[str, Any] = {
        f"{ASKED}{key}": OneOf(
            question,
            needed=f"Choose an answer: {question}",
            choices=ANSWERS.items(),
            render_kw=_legend(question, size),
        )
        for key, question in QUESTIONS[answerer].items()
    }
    if answerer.may_write:
        fields["words"] = Text("One sentence, if you like", most=MOST_WORDS, hint=CAREFUL)
    made: Feedback = type("FeedbackOf", (Feedback,), fields)()
    return made


def _legend(question: str, size: str) -> dict[str, Any]:
    legend = {"text": question, "classes": f"govuk-fieldset__legend--{size}"}
    return {"params": {"fieldset": {"legend": legend}}}

"""What somebody is asked about a session, before and after it."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from portal.site.fields import LongText, OneOf
from portal.site.forms import Form
from portal.training import rules
from portal.training.models import CourseOutcome, FeedbackMoment

MOST_WORDS: Final = 500
CAREFUL: Final = (
    "Do not write about a case, and name nobody: whoever runs training reads this, and so may "
    "the trainer."
)


class Feedback(Form):
    """How sure somebody is of each outcome; afterwards how useful it was, and a few words too."""

    @property
    def answers(self) -> dict[str, Any]:
        """Return what was said, as it is kept."""
        ratings = {
            name.removeprefix(OUTCOME): field.data
            for name, field in self._fields.items()
            if name.startswith(OUTCOME)
        }
        said = {name: self[name].data for name in ("useful", "words") if name in self}
        return {"outcomes": ratings, **said}


OUTCOME: Final = "outcome_"


def feedback(outcomes: Iterable[CourseOutcome], moment: FeedbackMoment) -> Feedback:
    """Return the form for a course's outcomes at a moment."""
    fields: dict[str, Any] = {
        f"{OUTCOME}{each.id}": _rating(
            each.text, f"Choose how sure you are: {each.text}", rules.SURE
        )
        for each in outcomes
    }
    if moment is FeedbackMoment.AFTER:
        fields["useful"] = _rating("How useful was it?", "Choose how useful it was", rules.USEFUL)
        fields["words"] = LongText(
            "A few words, if you like: what helped, what was missing?",
            most=MOST_WORDS,
            hint=CAREFUL,
        )
    made: Feedback = type("FeedbackOf", (Feedback,), fields)()
    return made


def _rating(question: str, needed: str, words: Mapping[int, str]) -> OneOf:
    """Return a question from 1 to 5, in words, that stands out from its answers."""
    legend = {"text": question, "classes": "govuk-fieldset__legend--s"}
    return OneOf(
        question,
        needed=needed,
        choices=words.items(),
        coerce=int,
        render_kw={"params": {"fieldset": {"legend": legend}}},
    )

"""What somebody is asked about a session, before and after it."""

from collections.abc import Iterable
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
BOLD: Final = {"params": {"fieldset": {"legend": {"classes": "govuk-fieldset__legend--s"}}}}


def feedback(outcomes: Iterable[CourseOutcome], moment: FeedbackMoment) -> Feedback:
    """Return the form for a course's outcomes at a moment."""
    fields: dict[str, Any] = {
        f"{OUTCOME}{each.id}": OneOf(
            each.text,
            needed=f"Choose how sure you are: {each.text}",
            choices=rules.SURE.items(),
            coerce=int,
            render_kw=BOLD,
        )
        for each in outcomes
    }
    if moment is FeedbackMoment.AFTER:
        fields["useful"] = OneOf(
            "How useful was it?",
            needed="Choose how useful it was",
            choices=rules.USEFUL.items(),
            coerce=int,
            render_kw=BOLD,
        )
        fields["words"] = LongText(
            "A few words, if you like: what helped, what was missing?",
            most=MOST_WORDS,
            hint=CAREFUL,
        )
    made: Feedback = type("FeedbackOf", (Feedback,), fields)()
    return made

"""The questions about applicants themselves, on a form of their own: none must be answered."""

from portal.recruitment.rules.diversity import QUESTIONS
from portal.site.fields import OneOf, Text
from portal.site.forms import OnceForm


def _asked(key: str) -> OneOf:
    question = QUESTIONS[key]
    return OneOf(question.words, choices=list(question.answers.items()))


class AboutYou(OnceForm):
    """What applicants may say of themselves. `homepage` is for machines: nobody else sees it."""

    age = _asked("age")
    gender = _asked("gender")
    ethnicity = _asked("ethnicity")
    disability = _asked("disability")
    homepage = Text("Leave this empty", render_kw={"autocomplete": "off", "tabindex": "-1"})

    def said(self) -> dict[str, str | None]:
        """Return what was answered, by question."""
        return {key: self[key].data for key in QUESTIONS}

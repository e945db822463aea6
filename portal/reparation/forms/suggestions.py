"""The fields of a suggestion from outside, and of the answer to it."""

from typing import Any, Final

from portal.reparation.models import SuggestionState
from portal.site.fields import Choice, Email, LongText, OneOf, Text
from portal.site.forms import Form, OnceForm

MAX_IDEA: Final = 1500


class SuggestedProject(OnceForm):
    """An idea for a project. `homepage` is shown to nobody: only a machine fills it in."""

    title = Text(
        "What could be done?", needed="Say in a few words what could be done", hint="In a few words"
    )
    idea = LongText(
        "Tell us more",
        needed="Tell us what people would do there",
        most=MAX_IDEA,
        hint="What people would do, how often, and who could show them. Name no child.",
    )
    benefits = LongText("Who would be better off?", most=MAX_IDEA)
    place = Text("Where is it?", most=300)
    area_id = Choice("Area", coerce=int)
    organisation = Text("Your group, if you write for one")
    name = Text("Your name", needed="Enter your name", render_kw={"autocomplete": "name"})
    email = Email("Your email address", needed="Enter your email address, for our answer")
    homepage = Text("Leave this empty", render_kw={"autocomplete": "off", "tabindex": "-1"})

    def said(self) -> dict[str, Any]:
        """Return the columns of a suggestion."""
        kept = ("title", "idea", "benefits", "place", "area_id", "organisation", "name", "email")
        return {name: self[name].data for name in kept}


class Answer(Form):
    """What becomes of a suggestion, and what its sender reads."""

    decision = OneOf(
        "What becomes of it?",
        needed="Choose what becomes of it",
        choices=[
            (SuggestionState.TAKEN_UP.value, "We take it up: it begins as a draft project"),
            (SuggestionState.DECLINED.value, "We cannot take it up"),
        ],
    )
    reply = LongText(
        "Your answer",
        needed="Write an answer",
        hint="Whoever suggested it gets this by email, with your service’s name.",
    )

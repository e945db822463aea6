"""The fields of an application, as its public form asks for them."""

from typing import Any, Final

from portal.recruitment.forms.words import Line, Pasted
from portal.site.fields import Choice, Email, OneOf, Phone, Text
from portal.site.forms import OnceForm

YES, NO = "yes", "no"
NEEDED: Final = {
    "phone": "Enter a telephone number, so that we can ring you about a date",
    "adult": "Say whether you are 18 or over",
    "why": "Tell us why you would like to do this",
}
"""What somebody must have said before they send; the rest of it can be saved without."""
TOO_YOUNG: Final = (
    "Volunteers must be 18 or over. Save the form instead, and send it when you are, or ring us "
    "about other ways to help"
)


NAME: Final = Line("Your name", needed="Enter your name", render_kw={"autocomplete": "name"})
EMAIL: Final = Email("Your email address", needed="Enter your email address: we write to you there")
"""Made here, one after the other, so that what is wrong is listed in the order of the page."""


class Answers(OnceForm):
    """What an application asks, but for the address that it belongs to.

    `homepage` is shown to nobody: only a machine fills it in.
    """

    name = NAME
    phone = Phone("Telephone number")
    adult = OneOf(
        "Are you 18 or over?",
        choices=[(YES, "Yes"), (NO, "No")],
        hint="That is all we need: please give no date of birth, here or below.",
    )
    area_id = Choice("Where could you take part?", coerce=int)
    why = Pasted(
        "Why would you like to do this?",
        hint="A few sentences are enough. Name no child, and nobody whom a child has harmed.",
    )
    experience = Pasted(
        "What do you bring? (optional)",
        hint="From work, from home, from your own life. No qualification is needed.",
    )
    needs = Pasted(
        "Is there something that we should arrange for you? (optional)",
        hint="Like step-free rooms, large print, or an interpreter. Say only what you want us "
        "to know.",
    )
    heard_from = Line("How did you hear of us? (optional)")
    homepage = Text("Leave this empty", render_kw={"autocomplete": "off", "tabindex": "-1"})

    def is_good(self, *, to_save: bool) -> bool:
        """Return whether it can be saved, or sent; all that is missing is said at its field."""
        good = bool(self.validate())
        return good if to_save else self._can_be_sent()

    def _can_be_sent(self) -> bool:
        for name, sentence in NEEDED.items():
            if not (self[name].data or self[name].errors):
                self.refuse(sentence, name)
        if self.adult.data == NO:
            self.refuse(TOO_YOUNG, "adult")
        return not self.errors

    def said(self) -> dict[str, Any]:
        """Return the columns of an application."""
        kept = ("name", "phone", "area_id", "why", "experience", "needs", "heard_from")
        columns: dict[str, Any] = {name: self[name].data for name in kept}
        columns["phone"] = columns["phone"] or None
        columns["is_adult"] = None if self.adult.data is None else self.adult.data == YES
        return columns


class PublicForm(Answers):
    """An application of somebody whom nobody knows yet."""

    email = EMAIL

    def said(self) -> dict[str, Any]:
        """Return the columns of an application."""
        return {**super().said(), "email": self.email.data}


class AskLink(OnceForm):
    """The address to which somebody's link goes; `homepage` is for machines alone."""

    email = Email("Your email address", needed="Enter the email address that you gave us")
    homepage = Text("Leave this empty", render_kw={"autocomplete": "off", "tabindex": "-1"})


class NewLink(OnceForm):
    """A button alone: pressed twice it mails one link."""


def shown(columns: dict[str, Any]) -> dict[str, Any]:
    """Return what the form shows first, from the columns of an application."""
    adult = columns.get("is_adult")
    return {**columns, "adult": None if adult is None else YES if adult else NO}

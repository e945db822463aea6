"""The fields about a referee, and what a referee is asked, by a link or on the telephone."""

from typing import Any, Final

from portal.recruitment.forms.words import LineOfOther, PastedOfOther
from portal.recruitment.rules.references import ANSWERS, LENGTHS, QUESTIONS, needs_words
from portal.site.fields import Day, Email, OneOf, Phone, Text
from portal.site.forms import EditForm, Form, OnceForm

ASKED: Final = "asked_"
CAREFUL: Final = "Name no child, and nobody else but the applicant."
NO_WAY: Final = "Enter an email address or a telephone number"


class _RefereeFields(Form):
    """Who can say what an applicant is like. One way to reach them is enough."""

    name = Text("Their name", needed="Enter the referee’s name", render_kw={"autocomplete": "off"})
    email = Email(
        "Their email address",
        hint="They get a link there, and need no account.",
        render_kw={"type": "email", "autocomplete": "off", "spellcheck": "false"},
    )
    phone = Phone("Their telephone number", render_kw={"type": "tel", "autocomplete": "off"})
    relation = LineOfOther("How they know the applicant", hint="Like: manager at the food bank")

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a way to reach them."""
        sound = bool(super().validate(extra_validators))
        if not (self.email.data or self.phone.data or self.email.errors or self.phone.errors):
            self.refuse(NO_WAY, "email")
            return False
        return sound

    def said(self) -> dict[str, Any]:
        """Return the columns of a referee."""
        return {
            "name": self.name.data,
            "email": self.email.data or None,
            "phone": self.phone.data or None,
            "relation": self.relation.data,
        }


class NewReferee(_RefereeFields, OnceForm):
    """A referee who was not named before."""


class ChangedReferee(_RefereeFields, EditForm):
    """What was wrong about a referee."""


class _OwnRefereeFields(_RefereeFields):
    """Whom an applicant names, in words for them."""

    email = Email(
        "Their email address",
        hint="Or their telephone number, if they have none.",
        render_kw={"type": "email", "autocomplete": "off", "spellcheck": "false"},
    )
    relation = LineOfOther(
        "How they know you",
        needed="Say how they know you",
        hint="Like: my manager at the food bank",
        render_kw={"autocomplete": "off"},
    )


class OwnReferee(_OwnRefereeFields, OnceForm):
    """A referee whom an applicant names."""


class ChangedOwnReferee(_OwnRefereeFields, EditForm):
    """What an applicant got wrong about a referee."""


class OwnAddress(Form):
    """Whether somebody who has a link is whom it was sent to."""

    email = Email(
        "Your email address",
        needed="Enter the email address that we wrote to",
        hint="The one at which you got our email. We ask so that only you can answer.",
    )


def _question(key: str) -> OneOf:
    question = QUESTIONS[key]
    return OneOf(question, needed=f"Choose an answer: {question}", choices=ANSWERS.items())


class _Said(Form):
    """What a referee is asked: a few questions with fixed answers, and a word more."""

    known_for = OneOf(
        "How long have you known them?",
        needed="Choose how long you have known them",
        choices=LENGTHS.items(),
    )
    how_known = PastedOfOther(
        "How do you know them?",
        needed="Say how you know them",
        most=500,
        hint="Like: I manage the shop where she helps on Saturdays.",
    )
    asked_reliable = _question("reliable")
    asked_discreet = _question("discreet")
    asked_fair = _question("fair")
    asked_children = _question("children")
    words = PastedOfOther(
        "Is there more that we should know?",
        hint=f"What they do well, and what you would want us to think about. {CAREFUL}",
    )

    @property
    def questions(self) -> list[Any]:
        """Return the fields of the questions, in order."""
        return [field for name, field in self._fields.items() if name.startswith(ASKED)]

    @property
    def answers(self) -> dict[str, Any]:
        """Return the answers by question."""
        return {field.name.removeprefix(ASKED): field.data for field in self.questions}

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for a word more where an answer alone cannot be weighed."""
        sound = bool(super().validate(extra_validators))
        if needs_words(self.answers) and not self.words.data and not self.words.errors:
            mostly, no = ANSWERS["mostly"], ANSWERS["no"]
            self.refuse(f"Say why you chose “{mostly}” or “{no}”", "words")
            return False
        return sound

    def said(self) -> dict[str, Any]:
        """Return the columns of a reference."""
        plain = ("known_for", "how_known", "words", "given_by")
        return {"answers": self.answers, **{name: self[name].data for name in plain}}


class GivenReference(_Said):
    """What a referee says by their link. They write their name under it."""

    given_by = Text(
        "Your name",
        needed="Enter your name",
        hint="It stands under what you say, as a signature does.",
        render_kw={"autocomplete": "name"},
    )


class NotedReference(_Said):
    """What a referee said on the telephone, as a coordinator notes it."""

    given_by = Text("Whom you spoke to", needed="Enter the name of whom you spoke to")
    given_on = Day("When you spoke", needed="Enter the day on which you spoke")

    def said(self) -> dict[str, Any]:
        """Return the columns of a reference."""
        return {**super().said(), "given_on": self.given_on.data}

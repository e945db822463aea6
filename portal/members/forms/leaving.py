"""What is asked when a volunteer leaves: of the coordinator, of the volunteer, for a reference."""

from datetime import timedelta
from typing import Any, Final

from wtforms import Field
from wtforms.validators import StopValidation

from portal import clock
from portal.members.rules import EXIT_QUESTIONS, LEAVE_REASONS, YES_OR_NO
from portal.site.fields import Day, LongText, OneOf, Text, Tick
from portal.site.forms import EditForm, Form

FARTHEST: Final = timedelta(days=366)
MOST_WORDS: Final = 1_000
MOST_REFERENCE: Final = 2_500
NOTHING_SAID: Final = "Answer at least one question, or close this page if you would rather not"


class Leaving(EditForm):
    """Why somebody leaves, and when."""

    reason = OneOf(
        "Why they leave", needed="Choose why they leave", choices=tuple(LEAVE_REASONS.items())
    )
    on = Day(
        "Their last day",
        needed="Enter their last day",
        hint="Today or an earlier day, or one to come if they have said that they will leave.",
    )
    asks = Tick(
        "Thank them by email, and ask a few questions",
        hint="By a link, without an account. Nobody has to answer; coordinators read it.",
    )

    def validate_on(self, field: Field) -> None:
        """Refuse a day so far ahead that a wrong year is likelier."""
        if field.data > clock.today() + FARTHEST:
            raise StopValidation("Enter a day within the next 12 months")


class ExitAnswers(Form):
    """What somebody who left may say: any one answer will do. `homepage` is for machines."""

    homepage = Text("Leave this empty", render_kw={"autocomplete": "off", "tabindex": "-1"})
    words = LongText(
        "What should we do differently?",
        most=MOST_WORDS,
        hint="Please write nothing about a case, and nothing that could tell who a child or a "
        "victim is.",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for one answer at least: a form sent by mistake would use up the link."""
        good = bool(super().validate(extra_validators))
        if good and not (self.answers or self.words.data):
            self.refuse(NOTHING_SAID)
            return False
        return good

    @property
    def answers(self) -> dict[str, str]:
        """Return the answers that were given, by their codes."""
        return {code: self[code].data for code in EXIT_QUESTIONS if self[code].data}


def exit_answers() -> ExitAnswers:
    """Return the form with its questions."""
    fields: dict[str, Any] = {
        code: OneOf(question, choices=tuple(YES_OR_NO.items()))
        for code, question in EXIT_QUESTIONS.items()
    }
    made: ExitAnswers = type("ExitAnswersOf", (ExitAnswers,), fields)()
    return made


class Reference(Form):
    """A reference for a volunteer. It is printed and kept nowhere."""

    addressed_to = Text("To whom", needed="Enter to whom it is written", most=120)
    words = LongText(
        "What you say of them",
        needed="Write what you say of them",
        most=MOST_REFERENCE,
        hint="What they did and how, in your own words. Nothing about a case, a child or a victim, "
        "and nothing of their checks or supervision. It is printed, and kept nowhere.",
    )

"""Recording a complaint or a concern, what is done about it, and what came of it."""

from typing import Any, Final

from wtforms import Field
from wtforms.validators import StopValidation

from portal import clock
from portal.members.forms.supervision import CAREFUL
from portal.members.models import ConcernKind, ConcernOutcome, ConcernSource
from portal.site.fields import Day, LongText, OneOf, Text
from portal.site.forms import EditForm, OnceForm

MOST_WORDS: Final = 4000


def _not_in_future(_form: Any, field: Field) -> None:
    if field.data > clock.today():
        raise StopValidation("Enter a day that is not in the future")


class NewConcern(OnceForm):
    """What was raised. A complaint is coded; words are about the volunteer alone."""

    kind = OneOf(
        "What is it about?",
        needed="Choose what it is about",
        choices=[(each.value, each.label) for each in ConcernKind],
        coerce=ConcernKind,
    )
    source = OneOf(
        "Who raised it?",
        needed="Choose who raised it",
        choices=[(each.value, each.label) for each in ConcernSource],
        coerce=ConcernSource,
        hint="Nobody outside the service is named.",
    )
    received_on = Day(
        "When did it reach us?", needed="Enter the day it reached us", checks=[_not_in_future]
    )
    summary = LongText(
        "What is the concern?", needed="Enter what the concern is", most=MOST_WORDS, hint=CAREFUL
    )


class ToDo(OnceForm):
    """Something that is to be done about it."""

    what = Text("What is to be done", needed="Enter what is to be done", most=200, hint=CAREFUL)
    due_on = Day("By when", needed="Enter the day by which it is to be done")


class Closing(EditForm):
    """What came of it."""

    outcome = OneOf(
        "What came of it?",
        needed="Choose what came of it",
        choices=[(each.value, each.label) for each in ConcernOutcome],
        coerce=ConcernOutcome,
    )
    words = LongText("Why, in short", most=MOST_WORDS, hint=CAREFUL)

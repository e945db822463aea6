"""What a volunteer paid, and what is asked and said about it."""

import re
from typing import Any, Final

from wtforms import Field
from wtforms.validators import StopValidation

from portal.members.models import ExpenseKind
from portal.members.rules import expenses as rules
from portal.site import files
from portal.site.fields import LongText, OneOf, Text, Upload
from portal.site.fields.typed import Typed
from portal.site.forms import Form, OnceForm

_POUNDS: Final = re.compile(r"£? ?(\d{1,3}(?:,?\d{3})?)(?:\.(\d{2}))?")
_MILES: Final = re.compile(r"(\d{1,3})(?:\.(\d))?(?: ?(?:miles?|mi))?", re.I)


def no_bank_details(_form: Any, field: Field) -> None:
    """Refuse a sort code or the number of an account: whoever pays has them elsewhere."""
    if rules.looks_like_bank(field.data):
        raise StopValidation(rules.BANK)


class Pounds(Typed):
    """A sum of money; `data` is in pence."""

    def read(self, text: str) -> int:
        """> 450 for 4.50, £4.50; 400 for 4."""
        found = _POUNDS.fullmatch(text)
        pence = 0
        if found:
            pence = int(found[1].replace(",", "")) * rules.POUND + int(found[2] or 0)
        if not pence:
            raise ValueError("Enter what you paid in pounds and pence, like 4.50")
        return pence

    def show(self, value: int) -> str:
        """> 4.50."""
        return f"{value / rules.POUND:.2f}"


class Miles(Typed):
    """A way in miles; `data` is in tenths of a mile."""

    def read(self, text: str) -> int:
        """> 125 for 12.5; 140 for 14 miles."""
        found = _MILES.fullmatch(text)
        tenths = int(found[1]) * rules.TENTHS + int(found[2] or 0) if found else 0
        if not 0 < tenths <= rules.MOST_TENTHS:
            most = rules.MOST_TENTHS // rules.TENTHS
            raise ValueError(f"Enter the miles that you drove, from 0.1 to {most}, like 12.5")
        return tenths

    def show(self, value: int) -> str:
        """> 12.5."""
        return f"{value / rules.TENTHS:g}"


class Journey(OnceForm):
    """The miles that somebody drove."""

    miles = Miles(
        "How many miles did you drive, there and back?",
        needed="Enter the miles that you drove",
        render_kw={"inputmode": "decimal"},
    )


class Cost(OnceForm):
    """Something else that somebody paid for."""

    kind = OneOf(
        "What did you pay for?",
        needed="Choose what you paid for",
        coerce=ExpenseKind,
        choices=[
            (kind.value, kind.label) for kind in ExpenseKind if kind is not ExpenseKind.MILEAGE
        ],
    )
    amount = Pounds(
        "What did you pay, in pounds?",
        needed="Enter what you paid",
        hint="For example, 4.50",
        render_kw={"inputmode": "decimal"},
    )
    words = Text(
        "What was it?",
        most=100,
        hint="For example, bus from Northmere. Say it for another cost; for the rest you can leave "
        "it empty. Nothing about a case, and no bank details.",
        checks=[no_bank_details],
    )
    file = Upload(
        "Photo of the receipt",
        hint="A photograph, or a PDF.",
        render_kw={"accept": files.OFFERED},
    )

    @property
    def cost(self) -> rules.Cost:
        """Return the cost, once the form is valid."""
        return rules.Cost(self.kind.data, self.amount.data, words=self.words.data or "")

    def suits(self, limits: rules.Limits) -> bool:
        """Return whether the cost is paid back; all that speaks against it is said at once."""
        problems = rules.problems_of(self.cost, limits, has_receipt=bool(self.file.data))
        for each in problems:
            self.refuse(each.sentence, each.field)
        return not problems


class Question(Form):
    """What a coordinator wants to know about a claim."""

    question = LongText(
        "What do you want to know?",
        needed="Enter your question",
        most=500,
        hint="Nothing about a case. They read it on their own page.",
        checks=[no_bank_details],
    )


class Answer(Form):
    """What a volunteer says to that."""

    answer = LongText(
        "Your answer",
        needed="Enter your answer",
        most=500,
        hint="Nothing about a case, and no bank details.",
        checks=[no_bank_details],
    )


class Refusal(Form):
    """Why a claim is not paid."""

    reason = LongText(
        "Why it is not paid back",
        needed="Say why, so that they know what to do",
        most=500,
        hint="Nothing about a case. They read it on their own page.",
        checks=[no_bank_details],
    )

"""Writing what volunteers sign, and signing it."""

from typing import Final

from portal.members.forms.register import not_in_future
from portal.people.models import MAX_NAME
from portal.site.fields import Day, LongText, SomeOf, Text, Tick, Version
from portal.site.forms import Form

MOST_BODY: Final = 20_000


class NewText(Form):
    """The next version of a text; `version` is the number of the one it follows, 0 for none."""

    version = Version()
    body = LongText(
        "Text",
        needed="Enter the text",
        most=MOST_BODY,
        hint="An empty line begins a new paragraph. Say what is expected, in plain words.",
        render_kw={"rows": 20},
    )


class Signature(Form):
    """A signature on screen: that it was read, and a name."""

    agreed = Tick("I have read this and agree to it", needed="Tick that you have read this")
    name = Text(
        "Your full name",
        needed="Enter your full name: it stands for your signature",
        most=MAX_NAME,
        hint="It stands for your signature. Today’s date is kept with it.",
        render_kw={"autocomplete": "name"},
    )


class PaperSignature(Form):
    """That somebody signed on paper: which texts, whose choices are set for each, and when."""

    texts = SomeOf(
        "What they signed",
        needed="Choose what they signed",
        coerce=int,
        hint="Only if the paper says what this version says.",
    )
    signed_on = Day("Day on the paper", needed="Enter the day on the paper", checks=[not_in_future])

"""Thanking somebody in words of one's own."""

from typing import Final

from portal.members.forms.supervision import NAME_NOBODY
from portal.site.fields import LongText, OneOf
from portal.site.forms import OnceForm

MOST_WORDS: Final = 2000
NONE: Final = "other"


class Thanking(OnceForm):
    """What somebody is thanked for, in the sender's words. It is sent as an email."""

    reason = OneOf("What for?", needed="Choose what you thank them for")
    words = LongText(
        "Your words",
        needed="Enter a sentence of your own",
        most=MOST_WORDS,
        hint=f"They stand in the letter as you write them, with your name. {NAME_NOBODY}",
    )

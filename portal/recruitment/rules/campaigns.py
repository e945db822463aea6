"""When a campaign may open, and until when it takes applications."""

import re
from datetime import date
from typing import Final

from portal.recruitment.rules.refusals import Refused

MOST_SLUG: Final = 60
SLUG: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def against_slug(text: str) -> str | None:
    """Return why a text cannot end a public address, None when it can."""
    if SLUG.fullmatch(text):
        return None
    return "Use small letters, figures and hyphens alone, like panel-members-spring"


def check_last_day(closes_on: date | None, today: date) -> None:
    """Raise `Refused` when the public would meet a campaign that is over."""
    if closes_on is None or closes_on < today:
        raise Refused(
            "Nobody could apply: the closing day is not set, or is past.",
            "Change the campaign, and give it a closing day that is still to come.",
        )


def check_says(*, summary: str, takes: str) -> None:
    """Raise `Refused` when the public would meet a campaign that says nothing."""
    if not summary or not takes:
        raise Refused(
            "People would not know what they apply for.",
            "Change the campaign: say what the part is, and what it takes.",
        )

"""What a cell says of an order or of a panel, beside what cells of all imports say."""

import re
from collections.abc import Mapping
from typing import Final, TypeVar

from portal.panels.imports.identity import OURS
from portal.panels.models import AttendanceState, PanelKind
from portal.panels.rules import FEWEST_MONTHS, MOST_MINUTES, MOST_MONTHS
from portal.spreadsheets.imports import BadCell, bare
from portal.spreadsheets.imports.cells import whole_number

Said = TypeVar("Said", bound=str)

HELD, ADJOURNED, CANCELLED, PLANNED = "held", "adjourned", "cancelled", "planned"
DRAFT, PUBLISHED = "draft", "published"

KINDS: Final = {
    PanelKind.INITIAL: "initial initialpanel first firstpanel",
    PanelKind.PROGRESS: "progress progresspanel review reviewpanel interim interimpanel",
    PanelKind.FINAL: "final finalpanel signoff last lastpanel finalreview completion",
    PanelKind.NON_COMPLIANCE: "noncompliance noncompliancepanel breach breachpanel emergency",
    PanelKind.PRE_COURT: "precourt precourtpanel beforecourt",
    PanelKind.POST_COURT: "postcourt postcourtpanel aftercourt",
}
STATES: Final = {
    HELD: "held sat tookplace happened completed complete done wentahead yes y",
    ADJOURNED: "adjourned adjourn deferred",
    CANCELLED: "cancelled canceled calledoff didnotsit nothold notheld didnottakeplace no n",
    PLANNED: "planned arranged booked confirmed scheduled upcoming tocome",
}
CAME: Final = {
    AttendanceState.CAME: "yes y came attended present x true 1 ✓ ✔",
    AttendanceState.APOLOGISED: "apologised apologies sentapologies apology apols sick ill",
    AttendanceState.ABSENT: "no n absent didnotcome didnotattend dna false 0",
}
CHOICES: Final = {
    DRAFT: "draft drafts no n",
    PUBLISHED: "published publish yes y",
}

_MONTHS: Final = re.compile(r"(\d{1,2}(?:\.0)?) ?(?:m|mo|mth|mths|month|months)?\.?", re.I)


def reference(text: str) -> str | None:
    """Return the portal's own reference; a service's own was not kept, and says nothing."""
    found = text.upper()
    return found if OURS.fullmatch(found) else None


def months(text: str) -> int:
    """> 6, 6.0, 6 months, 6m."""
    found = _MONTHS.fullmatch(text)
    if found is None:
        raise BadCell(f"enter a whole number from {FEWEST_MONTHS} to {MOST_MONTHS}")
    return whole_number(found[1], FEWEST_MONTHS, MOST_MONTHS)


def kind(text: str) -> PanelKind:
    """> Initial, Review, Final panel, Breach, Pre-court."""
    return _one_of(KINDS, text, "Initial, Progress, Final, Non-compliance, Pre-court or Post-court")


def state(text: str) -> str:
    """Return what became of a panel: held, adjourned, cancelled; or that it is planned."""
    return _one_of(STATES, text, "Held, Adjourned or Cancelled, or leave it blank")


def came(text: str) -> AttendanceState:
    """Return whether somebody came."""
    return _one_of(CAME, text, "Yes, Apologies or No")


def choice(text: str) -> str:
    """Return how a sitting to come goes in."""
    return _one_of(CHOICES, text, "Draft or Published")


def minutes(text: str) -> int:
    """> 60, 60.0, 60 mins."""
    found = re.fullmatch(r"(\d{1,3}(?:\.0)?) ?(?:min|mins|minutes)?", text, re.I)
    if found is None:
        raise BadCell(f"enter how many minutes the panel lasts, at most {MOST_MINUTES}")
    return whole_number(found[1], 1, MOST_MINUTES)


def _one_of(words: Mapping[Said, str], text: str, choices: str) -> Said:
    sought = bare(text) or text
    for meant, known in words.items():
        if sought in known.split():
            return meant
    raise BadCell(f"enter {choices}")

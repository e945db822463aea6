"""What a cell says of an order or of a panel, beside what cells of all imports say."""

import re
from typing import Final

from portal.panels.imports.identity import OURS
from portal.panels.rules import FEWEST_MONTHS, MOST_MONTHS
from portal.spreadsheets.imports import BadCell
from portal.spreadsheets.imports.cells import whole_number

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

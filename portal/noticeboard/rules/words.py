"""What may not stand in a text that many people read."""

import re
from typing import Final

from portal.noticeboard.rules.refusals import Refused

REFERENCE: Final = re.compile(r"\b(?:RO|RF|PL?)-\d{4}-\d+\b", re.I)


def check_no_reference(text: str, field: str) -> None:
    """Raise `Refused` where a text names a case: partners and volunteers must not read of one."""
    found = REFERENCE.search(text)
    if found:
        raise Refused(
            f"This names a case: {found[0]}.",
            "Take the reference out: everybody whom this is for can read it.",
            field,
        )

"""To whom a message goes, in words, and what may not stand in one."""

import re
from collections.abc import Sequence
from hashlib import sha256
from typing import Final

from portal.members.rules.days import in_a_row
from portal.site.refusals import Refused

REFERENCE: Final = re.compile(r"\b(?:RO|RF|PL?)-\d{4}-\d{2,}\b", re.I)
CHAIRS, LEARNERS = "chair", "learner"
SITS: Final = {CHAIRS: "who may chair", LEARNERS: "who are learners"}


def audience_words(statuses: Sequence[str], area: str, sits: str) -> str:
    """> Volunteers of Northmere who may chair: active, taking a break."""
    words = f"Volunteers{f' of {area}' if area else ''}{f' {SITS[sits]}' if sits else ''}"
    return f"{words}: {in_a_row([each.lower() for each in statuses])}"


def count_words(people: int, without_email: Sequence[str]) -> str:
    """> This goes to 14 people. 2 have no email: Ann Lee and Bo Ray."""
    goes = people - len(without_email)
    said = f"This goes to {goes} {'person' if goes == 1 else 'people'}."
    if not without_email:
        return said
    have = "has" if len(without_email) == 1 else "have"
    return f"{said} {len(without_email)} {have} no email: {in_a_row(without_email)}."


def mark_of(person_ids: Sequence[int]) -> str:
    """Return what stands for exactly these people: others, and it is another."""
    return sha256(",".join(map(str, sorted(person_ids))).encode()).hexdigest()[:16]


def check_no_reference(text: str, field: str) -> None:
    """Raise `Refused` where a text names a case: no email may."""
    found = REFERENCE.search(text)
    if found:
        raise Refused(
            f"This names a case: {found[0]}.", "Take the reference out of the email.", field
        )

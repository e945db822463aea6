"""What can be claimed, and how much: only what was really paid, and each thing once.

Flat payments would make a volunteer an employee, and count against benefits; so there are none.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from math import ceil, hypot
from typing import Final

from portal.members.rules.days import date_in_words
from portal.site.refusals import Refused

Point = tuple[int, int]
"""Metres east and north on the national grid."""

MILE: Final = 1609.344
WINDING: Final = 4 / 3
"""Roads wind: how much longer a way by car is than as the crow flies."""

TENTHS: Final = 10
POUND: Final = 100
HALF: Final = TENTHS // 2
MOST_TENTHS: Final = 300 * TENTHS

_SORT_CODE: Final = re.compile(r"(?<!\d)\d{2}[ -–]\d{2}[ -–]\d{2}(?!\d)")
_ACCOUNT: Final = re.compile(r"(?<!\d)\d{8}(?!\d)")
BANK: Final = (
    "This looks like bank details, and none are kept here. "
    "Leave them out: whoever pays asks you for them once. Write a date like 12 March."
)

MILEAGE: Final = "mileage"
OTHER: Final = "other"


@dataclass(frozen=True)
class Cost:
    """One thing paid for. `tenths` are tenths of a mile and `rate` pence a mile, for miles alone.

    `words` say what it was, where that is not plain.
    """

    kind: str
    pence: int
    tenths: int | None = None
    rate: int | None = None
    words: str = ""


@dataclass(frozen=True)
class Limits:
    """What the service pays back: most pence by kind, and pence from which a receipt is needed."""

    most: Mapping[str, int]
    receipt_from: int


def suggested_miles(home: Point | None, venue: Point | None) -> int | None:
    """Return the whole miles by car there and back; None where a point is not known."""
    if home is None or venue is None:
        return None
    crow = hypot(home[0] - venue[0], home[1] - venue[1])
    return ceil(2 * crow * WINDING / MILE)


def by_car(tenths: int, rate: int) -> Cost:
    """Return what these miles cost, to the nearest penny, half a penny upward."""
    return Cost(MILEAGE, (tenths * rate + HALF) // TENTHS, tenths, rate)


def in_pounds(pence: int) -> str:
    """> £12.60; £1,204.00."""
    return f"£{pence / POUND:,.2f}"


def in_miles(tenths: int) -> str:
    """> 1 mile; 12.5 miles; 14 miles."""
    number = f"{tenths / TENTHS:g}"
    return f"{number} mile" if number == "1" else f"{number} miles"


def looks_like_bank(text: str) -> bool:
    """Return whether a text seems to hold a sort code or the number of an account."""
    return bool(_SORT_CODE.search(text) or _ACCOUNT.search(text))


def problems_of(cost: Cost, limits: Limits, *, has_receipt: bool) -> list[Refused]:
    """Return all that speaks against a cost: no words, too much, no receipt where one is needed."""
    found, most = [], limits.most.get(cost.kind)
    if cost.kind == OTHER and not cost.words:
        why, remedy = "Nobody can tell what this was for.", "Say in a few words what you paid for."
        found.append(Refused(why, remedy, "words"))
    if most is not None and cost.pence > most:
        why = f"At most {in_pounds(most)} is paid back for this."
        remedy = f"Claim {in_pounds(most)}, or ask a coordinator before you spend more."
        found.append(Refused(why, remedy, "amount"))
    if cost.kind != MILEAGE and cost.pence >= limits.receipt_from and not has_receipt:
        why = f"From {in_pounds(limits.receipt_from)} on, a receipt is needed."
        remedy = "Add a photo of it, or ask a coordinator what to do without one."
        found.append(Refused(why, remedy, "file"))
    return found


def check_cost(cost: Cost, limits: Limits, *, has_receipt: bool) -> None:
    """Refuse a cost against which something speaks."""
    for problem in problems_of(cost, limits, has_receipt=has_receipt):
        raise problem


def already_claimed(what: str, on: date | None) -> Refused:
    """Return the refusal of what a claim has already; `on` is when that was sent, if it was."""
    has = f"the claim that you sent on {date_in_words(on)}" if on else "the claim you are making"
    return Refused(
        f"{what} is already on {has}.",
        "It is paid back once: go back to your expenses to see where it stands.",
    )


def check_not_own(*, person_id: int, actor_id: int) -> None:
    """Refuse to let anybody decide on what they themselves claim."""
    if person_id == actor_id:
        raise Refused(
            "This is your own claim.", "Another coordinator has to decide on it: nobody does alone."
        )

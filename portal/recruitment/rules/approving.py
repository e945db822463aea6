"""What whoever approves somebody should know is still open. It stops nobody: they decide."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Reached:
    """How far somebody has come, on whom somebody decides.

    `inducted` and `observed` are None where no appointment says what is asked of them, and
    `has_check` where whoever looks may not read checks. A check without `recheck_on` lasts.
    """

    references: int
    references_wanted: int
    inducted: bool | None = None
    observed: int | None = None
    observations: int = 0
    has_check: bool | None = None
    recheck_on: date | None = None
    unsigned: Sequence[str] = ()


def still_open(reached: Reached, today: date) -> list[str]:
    """Return what is open still, in the order in which it usually comes."""
    return [*_asked(reached), *_checked(reached, today)]


def _asked(reached: Reached) -> Iterator[str]:
    if reached.references < reached.references_wanted:
        yield f"References: {reached.references} of {reached.references_wanted} in"
    if reached.inducted is False:
        yield "Induction: not attended yet"
    if reached.observed is not None and reached.observed < reached.observations:
        yield f"Panels observed: {reached.observed} of {reached.observations}"


def _checked(reached: Reached, today: date) -> Iterator[str]:
    if reached.has_check is False:
        yield "DBS check: none recorded"
    elif reached.recheck_on is not None and reached.recheck_on < today:
        yield "DBS check: to be made again"
    if reached.unsigned:
        yield f"Still to sign: {', '.join(reached.unsigned)}"

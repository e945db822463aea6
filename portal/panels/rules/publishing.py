"""What becomes of a plan when it is published: who is on it, who is asked, who can no longer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from portal.members.rules import Reason


class Fate(StrEnum):
    """What publishing makes of somebody who is planned for a seat."""

    ON = "on"
    ASKED = "asked"
    BARRED = "barred"


@dataclass(frozen=True)
class Verdict:
    """The fate of one plan; `why` and `remedy` are of one that cannot be."""

    fate: Fate
    why: str = ""
    remedy: str = ""


def verdict(reasons: Sequence[Reason], *, set_aside: bool) -> Verdict:
    """Return what becomes of a plan, from what is for and against the person in that seat now.

    Who answered a round with yes for that date is thereby on it; everybody else is asked. What
    bars them counts, unless a coordinator has set it aside and may.
    """
    bars = [reason for reason in reasons if reason.bars]
    standing = [reason for reason in bars if reason.fixed or not set_aside]
    if standing:
        return Verdict(Fate.BARRED, standing[0].text, standing[0].remedy or "choose somebody else")
    said_yes = any(reason.good and reason.about == "round" for reason in reasons)
    return Verdict(Fate.ON if said_yes else Fate.ASKED)


def fingerprint(parts: Iterable[tuple[object, ...]]) -> str:
    """Return what tells one preview from another: the same plans give the same."""
    return sha256(repr(sorted(map(str, parts))).encode()).hexdigest()[:24]

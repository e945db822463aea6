"""Which step may follow which, and what the next sensible one is."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from portal.recruitment.rules.refusals import Refused, Stale

WAY: Final = (
    "enquiry",
    "application",
    "shortlisting",
    "interview",
    "references",
    "checks",
    "training",
    "approval",
)
"""The stages through which a coordinator moves somebody; being active is approved, not moved to."""
AS_VOLUNTEER: Final = WAY[-2:]
"""From training on, somebody is in the register: to be appointed is what moves them there."""
MOST_PARKED: Final = timedelta(days=366)


def reachable(stage: str, *, appointed: bool) -> tuple[str, ...]:
    """Return the stages to which somebody at a stage can be moved, in order."""
    among = AS_VOLUNTEER if appointed else WAY[: -len(AS_VOLUNTEER)]
    return tuple(each for each in among if each != stage)


def following(stage: str, *, appointed: bool) -> str | None:
    """Return the stage that comes next, None where more than a move is needed."""
    place = WAY.index(stage) if stage in WAY else len(WAY)
    after = WAY[place + 1 : place + 2]
    return after[0] if after and after[0] in reachable(stage, appointed=appointed) else None


@dataclass(frozen=True)
class First:
    """What comes before a move: the words of a link, and the page that it leads to."""

    words: str
    endpoint: str


def first_of_interview(missing: int | None) -> First | None:
    """Return what comes first at the interview, None once every recommendation is in.

    `missing` counts recommendations; None where no interview is arranged.
    """
    if missing is None:
        return First("Arrange the interview", "recruitment.arrange_interview")
    return First("See the interview", "recruitment.interview_of") if missing else None


def first_of_references(given: int, wanted: int) -> First | None:
    """Return what comes first at the references, None once they are in."""
    return First("See to the references", "recruitment.references") if given < wanted else None


def first_of_checks(*, appointed: bool) -> First | None:
    """Return what comes first at the checks: to be appointed is what ends them."""
    return None if appointed else First("Appoint", "recruitment.appoint")


def first_of_training(*, inducted: bool) -> First | None:
    """Return what comes first in the training, None once somebody was at an induction."""
    return None if inducted else First("See to the induction", "recruitment.appoint")


def check_move(name: str, to: str, *, appointed: bool) -> None:
    """Refuse a move that is none: raises Refused."""
    if to in reachable("", appointed=appointed):
        return
    if to == "active":
        raise Refused(f"{name} becomes active by being approved.", "Ask whoever approves.", "to")
    if to in AS_VOLUNTEER:
        raise Refused(
            f"{name} is not a volunteer yet.", "Appoint them first: that begins their training."
        )
    raise Refused(
        f"{name} is in the register of volunteers already.",
        "If they do not go on, say that they withdrew or are not appointed.",
    )


def check_ended(name: str, *, ended: bool) -> None:
    """Refuse to move somebody whose way has ended: raises Refused."""
    if ended:
        raise Refused(f"The way of {name} has ended.", "Take them up again first.")


def check_version(sent: int | None, now: int, what_happened: str) -> None:
    """Refuse a change over a row that somebody else has changed: raises Stale."""
    if sent != now:
        raise Stale(what_happened, "See how it stands below, then decide afresh.")


def moved_on(name: str, who: str) -> Stale:
    """Return what stops a letter about a step that is no longer the last."""
    return Stale(f"{who} has changed where {name} stands meanwhile.", "See how it stands below.")


def check_may_end(name: str, state: str) -> None:
    """Refuse to end a way that ended well: raises Refused."""
    if state == "appointed":
        raise Refused(
            f"{name} is a volunteer now.", "If they leave, record it on their page in the register."
        )


def check_may_resume(name: str, state: str, *, again: bool, left: bool) -> None:
    """Refuse to take somebody up again: raises Refused.

    `again` is whether they have applied in the same campaign anew, `left` whether they were in
    the register and have left it.
    """
    if state in {"open", "appointed"}:
        raise Refused(f"{name} is not parked, and their way has not ended.", "Look at it below.")
    if again:
        raise Refused(f"{name} has applied again in this campaign.", "Go on with that application.")
    if left:
        raise Refused(
            f"{name} has left the register of volunteers.",
            "Set their status there to in training first.",
        )


def check_may_approve(name: str, stage: str, state: str) -> None:
    """Refuse to approve somebody who is not ready for it: raises Refused."""
    if (stage, state) != ("approval", "open"):
        raise Refused(
            f"{name} is not waiting for approval.", "Look at how it stands, then decide afresh."
        )


def not_approved(name: str, stage: str) -> Refused:
    """Return what stops somebody from becoming active past who approves them."""
    return Refused(
        f"{name} is on their way to be a volunteer, at {stage}.",
        "They become active by being approved, on the page of their application.",
        "standing",
    )


LEAVES: Final = {"moved": "moved", "time": "time", "health": "health"}
"""Why a volunteer left the register, for a reason why an applicant withdrew."""


def leave_reason(state: str, reason: str) -> str:
    """Return why the register says that somebody left whose way ended in training."""
    return "service" if state == "not_appointed" else LEAVES.get(reason, "other")


def check_wake(until: date, today: date) -> None:
    """Refuse a day until which nobody can be parked: raises Refused."""
    if until <= today:
        raise Refused("Choose a day after today on which they come back", field="until")
    if until > today + MOST_PARKED:
        raise Refused(
            "Choose a day within a year.", "If it is longer, say that they withdrew.", "until"
        )

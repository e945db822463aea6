"""Which step may follow which, and what the next sensible one is."""

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


def reachable(stage: str, *, appointed: bool) -> tuple[str, ...]:
    """Return the stages to which somebody at a stage can be moved, in order."""
    among = AS_VOLUNTEER if appointed else WAY[: -len(AS_VOLUNTEER)]
    return tuple(each for each in among if each != stage)


def following(stage: str, *, appointed: bool) -> str | None:
    """Return the stage that comes next, None where more than a move is needed."""
    place = WAY.index(stage) if stage in WAY else len(WAY)
    after = WAY[place + 1 : place + 2]
    return after[0] if after and after[0] in reachable(stage, appointed=appointed) else None


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

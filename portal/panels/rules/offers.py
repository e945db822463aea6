"""What may be said to an offer, until when, and what is said when it is too late."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from portal.panels.rules.refusals import Refused

MORNING: Final = 9
NIGHT: Final = 21
SHORT_NOTICE: Final = timedelta(hours=24)
LAST_MINUTE: Final = timedelta(hours=1)
"""Before a sitting begins: nobody is waited for any longer."""


def lapses_at(now: datetime, *, hours: int, notice_ends: datetime, starts_at: datetime) -> datetime:
    """Return when an offer lapses: `hours` from now, but by the end of the last day to tell people.

    When that day is past or all but past, the person still has a day, though never later than an
    hour before the sitting. On the hour, because a deadline is a thing that people say.
    """
    by = min(now + timedelta(hours=hours), notice_ends)
    if by < now + SHORT_NOTICE:
        by = now + min(SHORT_NOTICE, timedelta(hours=hours))
    by = min(by, starts_at - LAST_MINUTE)
    on_the_hour = by.replace(minute=0, second=0, microsecond=0)
    return on_the_hour if on_the_hour > now else max(by, now)


def turn_ends_at(
    now: datetime, *, starts_at: datetime, most: int, least: int, percent: int
) -> datetime:
    """Return until when one person of several who are asked in turn may answer.

    A share of the time that is left, in `percent`, so that each has less as the day comes near;
    between `least` and `most` hours. Nobody's time runs out at night: it then lasts until nine in
    the morning, by the clock of `now`. Never later than an hour before the sitting.
    """
    hours = (starts_at - now) / timedelta(hours=1) * percent / 100
    by = now + timedelta(hours=min(max(hours, least), most))
    if by.hour < MORNING:
        by = by.replace(hour=MORNING, minute=0, second=0, microsecond=0)
    elif by.hour >= NIGHT:
        by = by.replace(hour=MORNING, minute=0, second=0, microsecond=0) + timedelta(days=1)
    by = min(by, starts_at - LAST_MINUTE)
    on_the_hour = by.replace(minute=0, second=0, microsecond=0)
    return on_the_hour if on_the_hour > now else max(by, now)


class Answer(StrEnum):
    """What somebody may say to an offer.

    `LEAVE` is to say that they no longer can, `STAY` that they need no cover any more, `WAIT`
    that they stand by in case a seat that is taken opens again.
    """

    YES = "yes"
    NO = "no"
    CONFLICT = "conflict"
    LEAVE = "leave"
    STAY = "stay"
    WAIT = "wait"


@dataclass(frozen=True)
class OfferFacts:
    """How an offer stands when it is answered. `state` is the offer's, `sitting` the sitting's.

    `by_choice` is of a call in which the coordinator chooses; `kept` is when whoever looked for
    cover needs none any more.
    """

    state: str
    sitting: str
    started: bool
    expired: bool
    seat_taken: bool
    ended: bool = False
    by_choice: bool = False
    kept: bool = False


class OfferRefused(Refused):
    """An answer that comes too late; `outcome` names which of the offer page's endings it is."""

    def __init__(self, outcome: str, reason: str, remedy: str) -> None:
        super().__init__(reason, remedy)
        self.outcome = outcome


def ending(facts: OfferFacts) -> str:
    """Return why an offer can no longer be accepted: a word for the page, empty while it can.

    One that was accepted is over only when the sitting is: at the panel itself somebody may still
    find that they know the family, and say so.
    """
    if facts.sitting == "cancelled":
        return "cancelled"
    begun = facts.ended if facts.state in {"accepted", "conflict"} else facts.started
    if begun or facts.sitting != "published":
        return "over"
    if facts.seat_taken and facts.state in {"sent", "withdrawn"}:
        return _taken(facts)
    if facts.state == "withdrawn":
        return "withdrawn"
    if facts.state == "lapsed" or (facts.state == "sent" and facts.expired):
        return "lapsed"
    return ""


def _taken(facts: OfferFacts) -> str:
    if facts.kept:
        return "kept"
    return "chosen" if facts.by_choice else "taken"


ENDINGS: Final = {
    "cancelled": (
        "This panel has been cancelled.",
        "There is nothing to answer, and nothing to come to.",
    ),
    "over": (
        "This panel has already begun, or is over.",
        "If something went wrong, ring the coordinator.",
    ),
    "taken": (
        "Somebody else said yes to this seat first.",
        "Thank you for being ready to sit. There is nothing more to do.",
    ),
    "chosen": (
        "Somebody else sits this time.",
        "Thank you for putting your name down. There is nothing more to do.",
    ),
    "kept": (
        "Nobody needs to take over: your colleague can come after all.",
        "Thank you for being ready to sit. There is nothing more to do.",
    ),
    "withdrawn": (
        "This offer has been withdrawn.",
        "There is nothing to answer. Ring the coordinator if you have a question.",
    ),
    "lapsed": (
        "The time to answer this offer has run out.",
        "If you can still sit, ring the coordinator: the seat may be free.",
    ),
}


STANDS_BY: Final = frozenset({"taken", "chosen", "kept"})
"""Endings after which somebody may stand by, in case the seat opens again."""


def check_may_wait(facts: OfferFacts) -> None:
    """Raise `OfferRefused` when there is nothing to stand by for."""
    outcome = ending(facts)
    if outcome in STANDS_BY:
        return
    if outcome:
        raise OfferRefused(outcome, *ENDINGS[outcome])
    raise OfferRefused(
        "free",
        "Nobody has this seat now.",
        "Say yes, and it is yours.",
    )


def check_may_accept(facts: OfferFacts) -> None:
    """Raise `OfferRefused` when a yes comes too late."""
    outcome = ending(facts)
    if outcome:
        raise OfferRefused(outcome, *ENDINGS[outcome])
    if facts.state != "sent":
        raise OfferRefused(
            "answered",
            "You have answered this offer already.",
            "If you have changed your mind, ring the coordinator.",
        )

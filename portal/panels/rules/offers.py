"""What may be said to an offer, until when, and what is said when it is too late."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from portal.panels.rules.refusals import Refused

SHORT_NOTICE: Final = timedelta(hours=24)
LAST_MINUTE: Final = timedelta(hours=1)


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


class Answer(StrEnum):
    """What somebody may say to an offer; `LEAVE` is to say that they no longer can."""

    YES = "yes"
    NO = "no"
    CONFLICT = "conflict"
    LEAVE = "leave"


@dataclass(frozen=True)
class OfferFacts:
    """How an offer stands when it is answered. `state` is the offer's, `sitting` the sitting's."""

    state: str
    sitting: str
    started: bool
    expired: bool
    seat_taken: bool


class OfferRefused(Refused):
    """An answer that comes too late; `outcome` names which of the offer page's endings it is."""

    def __init__(self, outcome: str, reason: str, remedy: str) -> None:
        super().__init__(reason, remedy)
        self.outcome = outcome


def ending(facts: OfferFacts) -> str:
    """Return why an offer can no longer be accepted: a word for the page, empty while it can."""
    if facts.sitting == "cancelled":
        return "cancelled"
    if facts.started or facts.sitting != "published":
        return "over"
    if facts.state == "sent" and facts.seat_taken:
        return "taken"
    if facts.state == "withdrawn":
        return "taken" if facts.seat_taken else "withdrawn"
    if facts.state == "lapsed" or (facts.state == "sent" and facts.expired):
        return "lapsed"
    return ""


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
    "withdrawn": (
        "This offer has been withdrawn.",
        "There is nothing to answer. Ring the coordinator if you have a question.",
    ),
    "lapsed": (
        "The time to answer this offer has run out.",
        "If you can still sit, ring the coordinator: the seat may be free.",
    ),
}


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

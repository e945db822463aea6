"""What it says for and against a volunteer that they were asked for a day, and what they said."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from portal.members.rules import Reason
from portal.members.rules.reasons import bar, doubt, favour, fixed_bar
from portal.panels.models import OfferState
from portal.site.filters import day, moment

SAID_NO: Final = (OfferState.DECLINED, OfferState.LEFT)
SPEAKING: Final = (
    *SAID_NO,
    OfferState.CONFLICT,
    OfferState.LAPSED,
    OfferState.QUEUED,
    OfferState.SENT,
    OfferState.VOLUNTEERED,
    OfferState.WAITING,
)
"""States of an offer that speak for or against its person on that day."""


@dataclass(frozen=True)
class Said:
    """One offer of a day: how it stands, and whether it is of the sitting that is looked at."""

    state: OfferState
    call_id: int | None
    expires_at: datetime | None
    sits_on: date
    here: bool


def answer(said: Said) -> Reason | None:
    """Return what an offer says of its person, if anything.

    An open call elsewhere says nothing: it is asked of many, and few of them are meant.
    """
    if said.state in SAID_NO:
        text = f"Said they can’t make it on {day(said.sits_on)}"
        return bar(text, "answer", "said no to that day", "choose somebody else, or ring them")
    if said.state is OfferState.LAPSED:
        return _lapsed(said)
    if said.call_id is not None and said.state is OfferState.SENT:
        return _called(said)
    return _here(said) if said.here else _elsewhere(said)


def _lapsed(said: Said) -> Reason | None:
    if said.call_id is not None:
        return None
    return doubt("Did not answer in time for that day", "answer", "ring before you ask again")


def _called(said: Said) -> Reason | None:
    if not said.here:
        return None
    text, remedy = "Was asked with everybody in the open call", "wait, or ask them alone"
    return doubt(text, "answer", remedy, "asked in the call")


def _here(said: Said) -> Reason | None:
    if said.state is OfferState.CONFLICT:
        text = "Said they should not sit on this one"
        remedy = "choose somebody else, and do not ask them why"
        return fixed_bar(text, "conflict", "said they should not", remedy)
    if said.state is OfferState.SENT:
        remedy = _by(said) or "wait for the answer"
        return bar("Has been asked for this sitting", "answer", "asked already", remedy)
    words = {
        OfferState.QUEUED: "Is on the list to be asked",
        OfferState.VOLUNTEERED: "Has put their name down",
        OfferState.WAITING: "Stands by in case a seat opens",
    }
    return favour(words[said.state], "answer")


def _elsewhere(said: Said) -> Reason | None:
    words = {
        OfferState.SENT: ("Has been asked to sit elsewhere that day", "asked"),
        OfferState.VOLUNTEERED: (
            "Has put their name down elsewhere that day",
            "name down elsewhere",
        ),
    }
    if said.state not in words:
        return None
    text, short = words[said.state]
    return doubt(text, "answer", _by(said) or "wait for the answer", short)


def _by(said: Said) -> str:
    if said.expires_at is None:
        return ""
    return f"has until {moment(said.expires_at, begins=False)}"

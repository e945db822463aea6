"""What people of Kentmere suggest; all of them are made up."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Suggestion:
    """An idea: sent so many days ago, and answered `answered` days ago in the words of `reply`."""

    title: str
    idea: str
    benefits: str
    place: str
    area: str
    name: str
    organisation: str
    sent: int
    answered: int | None = None
    taken_up: bool = False
    reply: str | None = None


SUGGESTIONS: Final = (
    Suggestion(
        "Clear the steps to the lock",
        "The steps are overgrown. With three people it is a morning’s work, twice a year.",
        "Everybody who walks the towpath with a pushchair",
        "Lock 4, by the old mill",
        "N",
        "Nell Hart",
        "Mere Canal Friends",
        sent=9,
    ),
    Suggestion(
        "Paint the youth club’s fence",
        "We have the paint. Somebody could show how to rub the wood down first.",
        "The children who come on Tuesdays and Thursdays",
        "Saltmarsh youth club",
        "S",
        "Owen Pryce",
        "",
        sent=2,
    ),
    Suggestion(
        "Bird boxes for the school path",
        "Build them in the shed in winter, hang them in March.",
        "Families who walk to school that way",
        "Mill Lane",
        "C",
        "Ruth Adeyemi",
        "Mill Lane Residents",
        sent=60,
        answered=52,
        taken_up=True,
        reply="Thank you. The Men’s Shed would like to build them with us: we ring you this week.",
    ),
    Suggestion(
        "Wash cars at the market",
        "Two bays, every Saturday. We would keep half of what comes in.",
        "Our stall",
        "Castlebeck market",
        "C",
        "Dean Foster",
        "Foster’s Valeting",
        sent=40,
        answered=38,
        reply="Thank you for the offer. Nobody may make a profit from this work, so we cannot.",
    ),
)

"""What people said of sessions: surer afterwards, mostly; of some too few have answered."""

from dataclasses import dataclass
from random import Random
from typing import Final

from portal.demo.rules.training import Session

NOT_YET: Final = 14
"""Days after a session within which its people are still being asked."""

FEW_EVERY, FEW = 8, 3
"""Every so many sessions, only so few have answered: their results stay hidden."""

BEFORE, GAIN = (1, 2, 2, 3, 3, 4), (0, 1, 1, 2, 2)
BEST: Final = 5
USEFUL: Final = (3, 4, 4, 5, 5)
WORDS: Final = (
    *("",) * 12,
    "More time to practise in pairs, please.",
    "The examples were close to what we meet on an evening.",
    "I would like the slides before the day.",
    "Clear and kind. I feel better prepared.",
    "A shorter morning would do.",
    "Good to meet people from the other areas.",
    "The part on what to do next helped me most.",
    "Less law, more talking it through.",
    "I had wondered about this for months. Now I know.",
    "Please do it again in spring for those who missed it.",
    "The room was cold, the morning was good.",
    "I wish I had done it before my first evening.",
    "Role play is not for me, but I learned most from it.",
)


@dataclass(frozen=True)
class Said:
    """One person's answers: a rating for each outcome; afterwards how useful, and a few words."""

    ratings: tuple[int, ...]
    useful: int | None = None
    words: str = ""


def said(session: Session, turn: int, outcomes: int, luck: Random) -> tuple[list[Said], list[Said]]:
    """Return what was said before and after a session, each person's apart from their other."""
    count = FEW if turn % FEW_EVERY == FEW_EVERY - 1 else len(session.booked) - turn % 3
    started = [tuple(luck.choice(BEFORE) for _ in range(outcomes)) for _ in range(count)]
    before = [Said(ratings) for ratings in started] if outcomes else []
    after = [
        Said(
            tuple(min(BEST, rating + luck.choice(GAIN)) for rating in ratings),
            luck.choice(USEFUL),
            luck.choice(WORDS),
        )
        for ratings in started
    ]
    return before, after

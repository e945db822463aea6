"""How long to wait, and the errors that background work ends with."""

from datetime import timedelta
from typing import Final

FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=1)
SPREAD: Final = 0.25


class JobStopped(Exception):
    """Work that cannot be done, with a sentence for the person who asked for it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class WorkerStopping(Exception):
    """The worker is being stopped, or its job was given to another: leave the rest to that one."""


def wait(tries: int, chance: float) -> timedelta:
    """Return how long to wait after so many tries: doubling from a minute up to an hour.

    `chance`, from 0 to 1, spreads the wait a quarter either way, so that what failed together is
    not all tried again together.
    """
    doubled: timedelta = FIRST_WAIT * 2 ** min(max(tries, 1) - 1, 10)
    return min(doubled, LONGEST_WAIT) * (1 - SPREAD + 2 * SPREAD * chance)

"""How long to wait, and the errors that background work ends with."""

from datetime import timedelta
from typing import Final

FIRST_WAIT: Final = timedelta(minutes=1)
LONGEST_WAIT: Final = timedelta(hours=1)
SPREAD: Final = 0.25


MAX_SAID: Final = 200
SHUTTING_DOWN: Final = 421
PERMANENT: Final = 500


class NotSent(Exception):
    """A letter did not go, with a sentence for the coordinator."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class Refused(NotSent):
    """It never will go like this: a person must do something."""


class NoAddress(Refused):
    """There is nowhere to send it: somebody must ring."""


class NotNow(NotSent):
    """It may go later."""


class RelaySilent(NotSent):
    """No letter goes now: our own mail server is at fault, not this letter."""


class NotMendable(Exception):
    """A letter that cannot be sent again or dropped, with a sentence that says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


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


def one_line(text: str) -> str:
    """Return the text without line breaks and other invisible characters, for a header."""
    visible = (" " if character.isspace() else character for character in text)
    return " ".join("".join(c for c in visible if c.isprintable()).split())


def refusal(code: int, said: bytes | str) -> NotSent:
    """Return what a mail server's answer means: 5xx is for good, the rest is not now."""
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    answer = f"{code} {one_line(words)[:MAX_SAID]}".strip()
    if code == SHUTTING_DOWN:
        return RelaySilent(f"Our mail server is closing down. It said: {answer}")
    if code >= PERMANENT:
        return Refused(f"The mail server refused it. It said: {answer}")
    return NotNow(f"The mail server cannot take it yet. It said: {answer}")


def kind_of(template: str) -> str:
    """> Offer made, for `panels/email/offer_made`."""
    return template.rsplit("/", 1)[-1].replace("_", " ").capitalize()

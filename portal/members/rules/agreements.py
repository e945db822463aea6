"""What volunteers have to sign: who, since when, when they are reminded, and under which name."""

import re
import unicodedata
from datetime import date, timedelta
from typing import Final

from portal.site.refusals import Refused, Stale

A_WEEK: Final = timedelta(days=7)


def waiting_since(asked_on: date, joined_on: date | None) -> date:
    """Return since when a text waits for a signature: its day, or that of joining if later."""
    return max(asked_on, joined_on) if joined_on else asked_on


def is_overdue(since: date, today: date, days: int) -> bool:
    """Return whether a signature should have come by now: `days` after it was asked for."""
    return since + timedelta(days=days) < today


def reminder_day(since: date, today: date, days: int, most: int) -> date | None:
    """Return the day from which a reminder is due that the clock sends; None for none just now.

    The first is due on the day on which a signature is overdue, each other one `days` after the
    one before, `most` in all. What could not be sent within a week is not sent any more.
    """
    number = min(((today - since).days - 1) // days, most)
    on = since + timedelta(days=number * days + 1)
    return on if number > 0 and today - on < A_WEEK else None


def check_is_current(newest: int, number: int) -> None:
    """Raise `Refused` for a version that another has replaced since it was read."""
    if number != newest:
        raise Refused(
            "A newer version was published while you were reading.",
            "Read that one, then sign it.",
        )


def check_own_name(typed: str, *names: str | None) -> None:
    """Raise `Refused` for a signature that has no word of a name by which its signer is known.

    Accents, capitals and initials are left to them; who has changed their name still signs.
    """
    known = {word for name in names if name for word in _words(name)}
    if known and not known & _words(typed):
        raise Refused(
            f"This is not your name as we hold it: {names[0]}.",
            "Sign with it, or ring us if we have it wrong.",
            "name",
        )


def _words(name: str) -> set[str]:
    plain = unicodedata.normalize("NFKD", name.casefold())
    bare = "".join(each for each in plain if not unicodedata.combining(each))
    return set(re.findall(r"[^\W\d_]{2,}", bare))


def check_notes_another(actor_id: int, signer_id: int) -> None:
    """Raise `Refused` for a signature on paper that the signer would note themselves."""
    if actor_id == signer_id:
        raise Refused(
            "You cannot note your own signature.",
            "Sign on screen, under My agreements, or ask another coordinator to note it.",
        )


def check_follows(newest: int, number: int) -> None:
    """Raise `Stale` when somebody published a version while another was being written."""
    if number != newest:
        raise Stale(
            "Somebody published another version while you were typing.",
            "Compare the two, then publish again.",
        )


def check_differs(before: str | None, body: str) -> None:
    """Raise `Refused` for a version that says what the one before said."""
    if before == body:
        raise Refused(
            "This is the version that is asked for already.",
            "Change the text: everybody is asked to sign a new version again.",
            "body",
        )

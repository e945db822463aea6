"""What leads to the letters about claims."""

from collections.abc import Callable
from datetime import date
from typing import Final

from portal.database import changing
from portal.members.actions import claims
from tests.members.expenses import scenes

BEFORE: Final = date(2026, 2, 24)
"""A day before that on which the letters are written."""


def claims_are_approved_asked_about_and_refused() -> None:
    """Decide on three people's claims, each otherwise."""
    actor = scenes.coordinator()
    scenes.approved(scenes.volunteer("Ann Lee"), actor, on=BEFORE)
    asked, refused = (
        scenes.claimed(scenes.volunteer(name), on=BEFORE) for name in ("Bo Ash", "Cy Fox")
    )
    with changing():
        claims.ask(claim=asked, question="From where?", actor=actor)
        claims.refuse(claim=refused, reason="Twice", actor=actor)


OF_EXPENSES: Final[tuple[Callable[[], None], ...]] = (claims_are_approved_asked_about_and_refused,)

"""The register of a session: when it can be marked, and what a correction would take away."""

from datetime import date

from portal.members.rules import day_in_words
from portal.training.rules.refusals import Refused


def check_register(state: str, *, last_day: date, today: date) -> None:
    """Raise `Refused` when nobody can be marked yet, or at all.

    From the last day on: who came to all of it is known then, and the award counts from it.
    """
    if state not in {"published", "held"}:
        raise Refused(
            "This session is a draft or was cancelled: nobody came.",
            "Look for the one that was held.",
        )
    if today < last_day:
        raise Refused(
            f"The register opens on {last_day:%A} {day_in_words(last_day, today)}.",
            "Come back on the day.",
        )


class WouldRevoke(Refused):
    """A correction that takes an award back; asked for again knowingly, it goes ahead."""

    def __init__(
        self, name: str, title: str, until: date | None, *, panels: int, near: date
    ) -> None:
        lasting = f", which lasts to {day_in_words(until, near)}" if until else ""
        promised = "1 panel" if panels == 1 else f"{panels} panels"
        bars = f" It may keep them from {promised} that they have promised." if panels else ""
        super().__init__(f"{name} would lose {title}{lasting}.{bars}")

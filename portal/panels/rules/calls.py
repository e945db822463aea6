"""What an open call promises, and whether the promise was kept."""

from dataclasses import dataclass
from datetime import datetime

from portal.panels.rules.offers import LAST_MINUTE
from portal.panels.rules.refusals import Refused


def check_promise(confirm_by: datetime, *, now: datetime, starts_at: datetime) -> None:
    """Raise `Refused` when nobody could be told by then, or it would come too late."""
    if confirm_by <= now:
        raise Refused("That day and time have passed.", "Choose a day to come.", "confirm_by")
    if confirm_by > starts_at - LAST_MINUTE:
        raise Refused(
            "That is not an hour before the sitting.",
            "Choose an earlier day, or let the first to say yes have the seat.",
            "confirm_by",
        )


@dataclass(frozen=True)
class Kept:
    """How many promises fell due, and how many of them were kept."""

    kept: int
    due: int

    @property
    def words(self) -> str:
        """> 11 of 12 promises kept."""
        return f"{self.kept} of {self.due} promises kept"


def was_kept(confirm_by: datetime, settled_at: datetime | None) -> bool:
    """Return whether people were told in time."""
    return settled_at is not None and settled_at <= confirm_by

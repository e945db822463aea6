"""How often somebody is supervised, how each stands, and what the next step is."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from portal.members.rules.days import date_in_words
from portal.members.rules.leaving import gone_by
from portal.members.rules.repeats import month_later
from portal.site.refusals import Refused

SOON: Final = timedelta(days=42)
"""Six weeks ahead it is time to find a day."""

MOST_TOPICS: Final = 12

SIGNED: Final = "Both have signed this, so nothing of it changes."
NEXT_TIME: Final = "Write what is new into the next one."


@dataclass(frozen=True)
class Times:
    """When somebody was last supervised, or joined, and how many months may pass."""

    last_on: date | None
    joined_on: date | None
    months: int

    @property
    def due_on(self) -> date | None:
        """Return by when the next is due; None for who never had one and joined on no known day."""
        since = self.last_on or self.joined_on
        return month_later(since, self.months) if since else None


@dataclass(frozen=True)
class Step:
    """Where one that is planned or held waits."""

    planned_on: date | None
    signed_by_service: bool = False


def check_stays(leaves_on: date | None, on: date) -> None:
    """Raise `Refused` for a talk on a day after the last of a volunteer who is to leave."""
    if leaves_on is not None and gone_by(on, leaves_on):
        raise Refused(
            f"They leave, and their last day is {date_in_words(leaves_on)}.",
            "Choose a day up to then.",
            "on_day",
        )


def overdue_before(today: date, months: int) -> date:
    """Return the day such that whoever was last supervised before it is overdue."""
    return month_later(today, -months)


def standing(times: Times, step: Step | None, today: date) -> tuple[str, str]:
    """Return how somebody stands, in words, with the kind of a state tag."""
    due = times.due_on
    overdue = due is None or due < today
    if step is not None and (step.planned_on is not None or not overdue):
        return _waiting(step, today)
    if due is None:
        return "None yet: plan one", "risk"
    if overdue:
        return f"Overdue since {date_in_words(due)}", "risk"
    if due - today <= SOON:
        return f"Due by {date_in_words(due)}", "due"
    return f"Next by {date_in_words(due)}", "ok"


def _waiting(step: Step, today: date) -> tuple[str, str]:
    if step.planned_on is None:
        if step.signed_by_service:
            return "Waits for the volunteer to sign", "wait"
        return "Waits for the service to sign", "due"
    if step.planned_on < today:
        return f"To be written up since {date_in_words(step.planned_on)}", "due"
    return f"Planned for {date_in_words(step.planned_on)}", "ok"


def topics(text: str) -> list[str]:
    """Return the topics of a text, one a line, without empty lines and doubles."""
    lines = (line.strip() for line in text.splitlines())
    return list(dict.fromkeys(line for line in lines if line))[:MOST_TOPICS]


def check_draft(*, signed: Sequence[object]) -> None:
    """Raise `Refused` for what somebody has signed: it is read, and not changed under them."""
    service, member = signed
    if member is not None:
        raise Refused(SIGNED, NEXT_TIME)
    if service is not None:
        raise Refused(
            "The service has signed this.", "Take the signature back first, then change it."
        )

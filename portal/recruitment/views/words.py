"""Codes and people of recruitment, in words."""

from collections.abc import Callable, Sequence

from portal.accounts.models import User
from portal.people.models import Person
from portal.recruitment.models import (
    Application,
    ApplicationState,
    DeclineReason,
    ParkReason,
    StageChange,
    WithdrawReason,
)
from portal.recruitment.permissions import is_own

_REASONS = {
    ApplicationState.PARKED: {code.value: code.label for code in ParkReason},
    ApplicationState.WITHDRAWN: {code.value: code.label for code in WithdrawReason},
    ApplicationState.NOT_APPOINTED: {code.value: code.label for code in DeclineReason},
}


def reason_words(row: Application | StageChange) -> str:
    """Return why somebody is parked or ended, in words; nothing where no reason is asked for."""
    return reason_of(row.state, row.reason)


def reasons_for(user: User) -> Callable[[Application], str]:
    """Return what tells somebody why applications are parked or ended, but not why their own is."""
    return lambda found: "" if is_own(user, found) else reason_words(found)


def reason_of(state: ApplicationState, code: str | None) -> str:
    """Return a coded reason in words: the same code means another thing in another state."""
    return _REASONS.get(state, {}).get(code or "", "")


def named(people: Sequence[Person]) -> str:
    """> Helen Marsh; Helen Marsh or Ade Bello; a manager, when there is nobody."""
    names = [person.display_name for person in people]
    if not names:
        return "a manager"
    return " or ".join(filter(None, (", ".join(names[:-1]), names[-1])))

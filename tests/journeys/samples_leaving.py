"""What the addresses of leaving name, found or made in the demo's data."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import select

from portal import clock
from portal.database import session
from portal.members import actions
from portal.members.models import ExitQuestionnaire, Member, Status


def _with(status: Status) -> Member:
    found = select(Member).where(Member.status == status).order_by(Member.id).limit(1)
    return session.scalars(found).one()


def _active() -> dict[str, Any]:
    return {"number": _with(Status.ACTIVE).number}


def _left() -> dict[str, Any]:
    return {"number": _with(Status.LEFT).number}


def _asked() -> dict[str, Any]:
    asked = ExitQuestionnaire(member=_with(Status.LEFT), left_on=clock.today())
    session.add(asked)
    return {"token": actions.mint_exit_link(questionnaire=asked)}


OF_LEAVING: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "members.certificate": _left,
    "members.exit_questions": _asked,
    "members.leave": _active,
    "members.reference": _left,
}
"""By endpoint."""

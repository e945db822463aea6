"""What the addresses of recruitment name, made in the demo's data."""

from collections.abc import Callable
from itertools import count
from typing import Any, Final

from portal import clock
from portal.database import session
from portal.recruitment.models import Application

TURNS: Final = count(1)


def applicant(**more: Any) -> Application:
    """Return somebody new who has applied."""
    number = next(TURNS)
    found = Application(
        name=f"Sam Applicant {number}",
        email=f"sam{number}@applicant.example",
        submitted_at=clock.now(),
        **more,
    )
    session.add(found)
    session.flush()  # the page is asked for by its number
    return found


def _application() -> dict[str, Any]:
    return {"application_uuid": applicant().uuid}


OF_RECRUITMENT: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "recruitment.application": _application,
}

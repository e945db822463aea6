"""What the addresses of recruitment name, made in the demo's data."""

from collections.abc import Callable
from datetime import timedelta
from itertools import count
from typing import Any, Final

from portal import clock
from portal.database import session
from portal.members.queries import numbers
from portal.members.rules import next_number
from portal.recruitment.actions import appointing
from portal.recruitment.models import Application, LetterStep, Stage
from portal.recruitment.rules import Appointing
from tests.journeys.demo import demo_user

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


def _to_appoint() -> dict[str, Any]:
    return {"application_uuid": applicant(stage=Stage.CHECKS).uuid}


def _appointed() -> dict[str, Any]:
    application = applicant(stage=Stage.CHECKS)
    person = {
        "name": application.name,
        "known_as": None,
        "email": application.email,
        "phone": None,
    }
    appointing.appoint(
        application=application,
        facts=Appointing(
            number=next_number(numbers()),
            person=person,
            area_ids=(),
            max_month=2,
            review_on=clock.today() + timedelta(days=180),
        ),
        actor=demo_user("coordinator").person,
    )
    return {"application_uuid": application.uuid}


def _template() -> dict[str, Any]:
    return {"step": LetterStep.INTERVIEW.value}


OF_RECRUITMENT: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "recruitment.application": _application,
    "recruitment.appoint": _to_appoint,
    "recruitment.review": _appointed,
    "recruitment.decline": _application,
    "recruitment.park": _application,
    "recruitment.template": _template,
    "recruitment.withdraw": _application,
}

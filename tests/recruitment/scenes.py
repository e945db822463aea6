"""Applications and campaigns made with as little said as a test needs."""

from datetime import date
from typing import Any

from portal import clock
from portal.recruitment.models import Application, Stage
from portal.recruitment.rules import Appointing
from tests.factories import Factory

TODAY = date(2026, 3, 2)
REVIEW = date(2026, 9, 2)

ApplicationFactory = Factory(
    Application,
    name=lambda n: f"Applicant {n}",
    email=lambda n: f"applicant{n}@example.org",
    phone=lambda _: "01632 960002",
    submitted_at=lambda _: clock.now(),
)


def checked(name: str = "Priya Nair", **values: Any) -> Application:
    """Return somebody whose checks are back."""
    defaults = {"email": "priya@example.org", "stage": Stage.CHECKS}
    return ApplicationFactory(name=name, **{**defaults, **values})


def appointing(**values: Any) -> Appointing:
    """Return what a coordinator says of the appointment of Priya Nair."""
    person = {"name": "Priya Nair", "known_as": None, "email": "priya@example.org", "phone": None}
    defaults = {"number": "V021", "person": person, "area_ids": (), "max_month": 2}
    return Appointing(**{**defaults, "review_on": REVIEW, **values})

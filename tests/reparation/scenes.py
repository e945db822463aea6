"""Partners, projects and their risk assessments, made with as little said as a test needs."""

from datetime import date
from typing import Any

from portal import clock
from portal.access.rules import Role
from portal.calendar.models import Venue
from portal.database import session
from portal.people.models import Person
from portal.reparation.models import (
    AssessmentState,
    Hazard,
    Partner,
    Project,
    ProjectState,
    RiskAssessment,
)
from tests.factories import PartnerFactory, PersonFactory, ProjectFactory, VenueFactory, user_with

TODAY = date(2026, 3, 2)


def coordinator(name: str = "Jo Hartley") -> Person:
    """Return somebody who looks after reparation, with an account."""
    return user_with(Role.COORDINATOR, person=PersonFactory(name=name)).person


def practitioner(name: str = "Marcus Reid") -> Person:
    """Return a colleague who places children and assesses risks, with an account."""
    return user_with(Role.STAFF, person=PersonFactory(name=name)).person


def partner(name: str = "Growing Together", **values: Any) -> Partner:
    """Return an organisation with which work is placed."""
    return PartnerFactory(name=name, **values)


def venue(name: str = "Library garden", **values: Any) -> Venue:
    """Return a site at which projects happen."""
    return VenueFactory(name=name, for_projects=True, **values)


def project(title: str = "Sensory garden", **values: Any) -> Project:
    """Return a listed project for children of 10 and over, four to an adult."""
    defaults = {
        "state": ProjectState.LISTED,
        "listed_on": date(2026, 1, 5),
        "capacity": 8,
        "supervised": 4,
    }
    return ProjectFactory(title=title, **{**defaults, **values})


def assessed(
    subject: Project | Venue, review_on: date = date(2026, 12, 1), **values: Any
) -> RiskAssessment:
    """Have a project's or a venue's risk assessment approved, with one hazard, until a day."""
    of = {"project": subject} if isinstance(subject, Project) else {"venue": subject}
    defaults = {
        "number": 1,
        "state": AssessmentState.APPROVED,
        "activity": "Gardening",
        "supervised": 4,
        "assessor": values.pop("assessor", None) or PersonFactory(),
        "approver": PersonFactory(),
        "approved_at": clock.now(),
        "hazards": [hazard()],
    }
    made = RiskAssessment(review_on=review_on, **of, **{**defaults, **values})
    session.add(made)
    session.commit()
    return made


def hazard(what: str = "Sharp tools", **values: Any) -> Hazard:
    """Return a hazard that controls bring from high to low."""
    defaults = {
        "number": 1,
        "who": "Children and adults",
        "likelihood_before": 3,
        "severity_before": 4,
        "likelihood_after": 1,
        "severity_after": 4,
    }
    return Hazard(what=what, **{**defaults, **values})

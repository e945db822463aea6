"""What the addresses of risk assessments name, found or begun in the demo's data."""

from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import select

from portal.calendar.models import Venue
from portal.database import session
from portal.reparation.actions import risks as actions
from portal.reparation.models import AssessmentState, Project, ProjectState, RiskAssessment
from portal.reparation.queries import risks as queries
from tests.journeys.demo import demo_user

Sample = Callable[[], dict[str, Any]]


def _version(state: AssessmentState) -> RiskAssessment:
    """Return the first version of a project that stands so."""
    return session.scalars(
        select(RiskAssessment)
        .where(RiskAssessment.state == state, RiskAssessment.project_id.is_not(None))
        .order_by(RiskAssessment.id)
        .limit(1)
    ).one()


def _in_state(state: AssessmentState) -> Sample:
    return lambda: {"risk_uuid": _version(state).uuid}


def _draft() -> dict[str, Any]:
    """Return a coordinator's draft of a second version, begun the first time that it is asked."""
    jo = demo_user("coordinator").person
    begun = session.scalar(
        select(RiskAssessment).where(
            RiskAssessment.state == AssessmentState.DRAFT, RiskAssessment.assessor_id == jo.id
        )
    )
    if begun is None:
        counts = _version(AssessmentState.APPROVED)
        begun = actions.start(
            subject=counts.subject,
            written=queries.written(counts),
            template="",
            form_key=uuid4().hex,
            actor=jo,
        )
    return {"risk_uuid": begun.uuid}


def _project() -> dict[str, Any]:
    found = select(Project).where(Project.state == ProjectState.LISTED).order_by(Project.id)
    return {"project_uuid": session.scalars(found.limit(1)).one().uuid}


def _venue() -> dict[str, Any]:
    found = select(Venue).where(Venue.for_projects).order_by(Venue.id).limit(1)
    return {"venue_id": session.scalars(found).one().id}


OF_RISKS: Final[dict[str, Sample]] = {
    "reparation.add_hazard": _draft,
    "reparation.compare_risk": _draft,
    "reparation.edit_hazard": lambda: {**_draft(), "number": 1},
    "reparation.edit_risk": _draft,
    "reparation.new_project_risk": _project,
    "reparation.new_venue_risk": _venue,
    "reparation.print_risk": _in_state(AssessmentState.APPROVED),
    "reparation.project_risk": _project,
    "reparation.risk": _in_state(AssessmentState.SUBMITTED),
    "reparation.venue_risk": _venue,
}

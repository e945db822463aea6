"""Letters about risk assessments: one waits, it counts, it came back, its review is due."""

from typing import Any

from portal import clock
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.reparation.models import AssessmentState, RiskAssessment
from portal.reparation.queries import risks
from portal.site.filters import day
from portal.site.urls import absolute


@letter("reparation/email/risk_submitted")
def risk_submitted(*, to: Person, assessment: int) -> Content | None:
    """Ask somebody to look at an assessment, while nobody has."""
    found = _found(assessment, AssessmentState.SUBMITTED)
    if found is None or found.assessor_id == to.id:
        return None
    subject = f"To approve: risk assessment of {found.subject_name}"
    return Content(subject, {**_values(found, to), "by": found.assessor.display_name})


@letter("reparation/email/risk_approved")
def risk_approved(*, to: Person, assessment: int) -> Content | None:
    """Tell the assessor that their assessment counts, and until when."""
    found = _found(assessment, AssessmentState.APPROVED)
    if found is None:
        return None
    subject = f"Approved: risk assessment of {found.subject_name}"
    return Content(subject, {**_values(found, to), "review_on": found.review_on})


@letter("reparation/email/risk_sent_back")
def risk_sent_back(*, to: Person, assessment: int) -> Content | None:
    """Tell the assessor that something is to be changed; what, the page says."""
    found = _found(assessment, AssessmentState.DRAFT)
    if found is None or found.sent_back_because is None:
        return None
    subject = f"To change: risk assessment of {found.subject_name}"
    return Content(subject, _values(found, to))


@letter("reparation/email/risk_review")
def risk_review(*, to: Person, assessment: int) -> Content | None:
    """Say that a review is due, or that it is late; nothing once a newer version counts."""
    found = _found(assessment, AssessmentState.APPROVED)
    if found is None or found.review_on is None:
        return None
    is_late = found.review_on < clock.today()
    verb = "was due" if is_late else "is due"
    subject = f"Risk assessment of {found.subject_name}: review {verb} by {day(found.review_on)}"
    return Content(
        subject, {**_values(found, to), "review_on": found.review_on, "is_late": is_late}
    )


def _found(number: int, state: AssessmentState) -> RiskAssessment | None:
    found = risks.assessment_numbered(number)
    return found if found is not None and found.state is state else None


def _values(found: RiskAssessment, to: Person) -> dict[str, Any]:
    return {
        "name": to.first_name,
        "of": found.subject_name,
        "number": found.number,
        "link": absolute("reparation.risk", risk_uuid=found.uuid),
    }

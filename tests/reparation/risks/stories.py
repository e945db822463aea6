"""How risk assessments come to count, as stories that each end with a letter or more to be sent.

It is Monday 2 March, ten in the morning, in all of them.
"""

from datetime import date, timedelta
from typing import Final

from portal import clock
from portal.database import changing
from portal.reparation import jobs
from portal.reparation.actions import risks as actions
from portal.reparation.models import RiskAssessment
from tests.reparation import scenes
from tests.reparation.risks.versions import begun

REVIEW: Final = date(2026, 9, 1)


def one_waits_for_approval() -> None:
    """Send a version on; the coordinators are asked to look at it."""
    waiting()


def waiting() -> RiskAssessment:
    """Return a version that its assessor has sent on."""
    scenes.coordinator("Ada Cole")
    made = begun(scenes.project("Sensory garden"), scenes.practitioner("Nasreen Malik"))
    with changing():
        actions.submit(assessment=made, actor=made.assessor)
    return made


def one_is_approved() -> None:
    """Approve a version."""
    made = waiting()
    with changing():
        actions.approve(assessment=made, review_on=REVIEW, actor=scenes.practitioner("Lee Okoro"))


def one_is_sent_back() -> None:
    """Send a version back."""
    made = waiting()
    with changing():
        actions.send_back(
            assessment=made, because="Say who checks the beam", actor=scenes.practitioner("Di Fox")
        )


def a_review_is_due() -> None:
    """Come to a day so many before a review."""
    scenes.assessed(scenes.project("Mill yard"), clock.today() + timedelta(days=30))
    jobs.remind_reviews()


OF_RISKS: Final = (one_waits_for_approval, one_is_approved, one_is_sent_back, a_review_is_due)

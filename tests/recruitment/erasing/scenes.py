"""People whose way ended without an appointment."""

from typing import Any

from portal.database import changing
from portal.people.models import Person
from portal.recruitment.actions import stages
from portal.recruitment.models import (
    Application,
    ApplicationState,
    Campaign,
    DeclineReason,
    Stage,
)
from tests.recruitment.applying.scenes import applied


def declined(campaign: Campaign, jo: Person, **more: Any) -> Application:
    """Return somebody who was not appointed today, after an interview."""
    made = applied(campaign, **more)
    for stage in (Stage.SHORTLISTING, Stage.INTERVIEW):
        with changing():
            stages.move(application=made, to=stage, actor=jo)
    with changing():
        stages.end(
            application=made,
            state=ApplicationState.NOT_APPOINTED,
            reason=DeclineReason.INTERVIEW.value,
            actor=jo,
        )
    return made

"""Moving somebody on, and ending or interrupting their way."""

from datetime import date

from portal import clock
from portal.audit.actions import record
from portal.people.models import Person
from portal.recruitment.models import (
    LIVE,
    Application,
    ApplicationState,
    RecruitmentTag,
    Stage,
    StageChange,
)


def move(*, application: Application, to: Stage, actor: Person | None) -> None:
    """Take somebody who is on their way, or was parked, to a stage; twice is harmless."""
    _change(application, to, ApplicationState.OPEN, None, actor)


def park(*, application: Application, reason: str, until: date, actor: Person | None) -> None:
    """Interrupt somebody’s way until a day, for a coded reason."""
    application.wake_on = until
    _change(application, application.stage, ApplicationState.PARKED, reason, actor)


def end(
    *, application: Application, state: ApplicationState, reason: str, actor: Person | None
) -> None:
    """End somebody’s way: withdrawn or not appointed, for a coded reason."""
    _change(application, application.stage, state, reason, actor)


def _change(
    application: Application,
    stage: Stage,
    state: ApplicationState,
    reason: str | None,
    actor: Person | None,
) -> None:
    before = (application.stage, application.state, application.reason)
    if before == (stage, state, reason):
        return
    if stage is not application.stage:
        application.stage_since = clock.today()
    application.stage, application.state, application.reason = stage, state, reason
    application.wake_on = application.wake_on if state is ApplicationState.PARKED else None
    application.ended_on = None if state in LIVE else clock.today()
    application.changes.append(
        StageChange(from_stage=before[0], to_stage=stage, state=state, reason=reason, by=actor)
    )
    record(
        RecruitmentTag.STAGE_CHANGED,
        application,
        actor=actor,
        **{"from": before[0], "to": stage, "state": state, "reason": reason},
    )

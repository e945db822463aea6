"""Moving somebody on, and ending or interrupting their way."""

from datetime import date

from portal import clock
from portal.audit.actions import record
from portal.members import actions as members
from portal.members.models import Status
from portal.people.models import Person
from portal.recruitment.actions.interviews import cancel_coming
from portal.recruitment.models import (
    COLUMN_OF,
    LIVE,
    Application,
    ApplicationState,
    RecruitmentTag,
    Stage,
    StageChange,
)
from portal.recruitment.queries.applications import has_applied_again, lock_application
from portal.recruitment.rules import steps

_Standing = tuple[Stage, ApplicationState, str | None, date | None]


def move(
    *, application: Application, to: Stage, actor: Person | None, version: int | None = None
) -> None:
    """Take somebody who is on their way, or was parked, to a stage; twice is harmless.

    `version` is that of the row when the form was opened, None where the caller holds the row.
    The time within a part of the way begins anew only with another part, or once they are taken
    up again.
    Raises Stale when it was changed in between, Refused when it is no move.
    """
    if _is_done(application, version, actor, (to, ApplicationState.OPEN, None, None)):
        return
    steps.check_ended(application.name, ended=application.state not in LIVE)
    if application.stage is not to:
        appointed = application.member is not None
        steps.check_move(application.name, to, appointed=appointed)
    _change(application, to, ApplicationState.OPEN, None, actor)


def park(
    *,
    application: Application,
    reason: str,
    until: date,
    actor: Person | None,
    version: int | None = None,
) -> None:
    """Interrupt somebody’s way until a day, for a coded reason; parked anew, the new ones count."""
    wanted = (application.stage, ApplicationState.PARKED, reason, until)
    if _is_done(application, version, actor, wanted):
        return
    steps.check_ended(application.name, ended=application.state not in LIVE)
    steps.check_wake(until, clock.today())
    _change(application, application.stage, ApplicationState.PARKED, reason, actor, until)


def end(
    *,
    application: Application,
    state: ApplicationState,
    reason: str,
    actor: Person | None,
    version: int | None = None,
) -> None:
    """End somebody’s way: withdrawn or not appointed, for a coded reason.

    Who is in the register by then leaves it, with all that follows from leaving; an interview
    to come is called off.
    """
    if _is_done(application, version, actor, (application.stage, state, reason, None)):
        return
    steps.check_may_end(application.name, application.state)
    _change(application, application.stage, state, reason, actor)
    cancel_coming(application=application, actor=actor)
    member = application.member
    if member is not None and member.status is not Status.LEFT:
        members.set_status(
            member=member,
            status=Status.LEFT,
            on=clock.today(),
            leave_reason=steps.leave_reason(state, reason),
            actor=actor,
        )


def resume(*, application: Application, actor: Person | None, version: int | None = None) -> None:
    """Take somebody up again, where they were: parked until now, or ended by mistake."""
    wanted = (application.stage, ApplicationState.OPEN, None, None)
    if _is_done(application, version, actor, wanted):
        return
    member = application.member
    steps.check_may_resume(
        application.name,
        application.state,
        again=has_applied_again(application),
        left=member is not None and member.status is Status.LEFT,
    )
    _change(application, application.stage, ApplicationState.OPEN, None, actor)


def approve(*, application: Application, actor: Person, version: int | None = None) -> None:
    """Approve somebody in the end: from today they are an active volunteer.

    Whether the actor is among those who approve is for the caller to know (`permissions`).
    """
    wanted = (Stage.ACTIVE, ApplicationState.APPOINTED, None, None)
    if _is_done(application, version, actor, wanted):
        return
    steps.check_may_approve(application.name, application.stage, application.state)
    _change(application, Stage.ACTIVE, ApplicationState.APPOINTED, None, actor)
    if application.member is not None:
        members.set_status(
            member=application.member,
            status=Status.ACTIVE,
            on=clock.today(),
            leave_reason=None,
            actor=actor,
        )


def _is_done(
    application: Application, version: int | None, actor: Person | None, wanted: _Standing
) -> bool:
    """Hold the row, and return whether its actor made it so already: a button pressed twice.

    Raises Stale when the row was changed since the form was opened, also by a colleague who did
    the same.
    """
    if version is None:
        return False
    lock_application(application.id)
    last = application.changes[-1].by if application.changes else None
    if last is not None and last is actor and _standing(application) == wanted:
        return True
    name = last.display_name if last else "Somebody else"
    steps.check_version(
        version,
        application.version,
        f"{'You have' if last is actor else f'{name} has'} changed the application of "
        f"{application.name} meanwhile: it is {application.standing}.",
    )
    return False


def _standing(application: Application) -> _Standing:
    return application.stage, application.state, application.reason, application.wake_on


def _change(
    application: Application,
    stage: Stage,
    state: ApplicationState,
    reason: str | None,
    actor: Person | None,
    wake_on: date | None = None,
) -> None:
    before = _standing(application)
    if before == (stage, state, reason, wake_on):
        return
    again = before[1] is not ApplicationState.OPEN and state is ApplicationState.OPEN
    if again or COLUMN_OF[stage] is not COLUMN_OF[before[0]]:
        application.stage_since = clock.today()
    application.stage, application.state, application.reason = stage, state, reason
    application.wake_on = wake_on
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

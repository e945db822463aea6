"""What the addresses of supervision name: a talk of the demo's volunteer, planned or signed."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any, Final
from uuid import uuid4

from portal import clock
from portal.database import session
from portal.members.actions import supervision as actions
from portal.members.actions.concerns import Raised, record_concern
from portal.members.actions.survey import open_survey
from portal.members.models import (
    ConcernKind,
    ConcernSource,
    Member,
    Observation,
    Side,
    Supervision,
    SupervisionKind,
    SupervisionState,
)
from portal.members.queries import own_member, practice
from portal.members.queries import supervision as queries
from portal.members.queries import survey as surveys
from portal.members.rules.practice import QUESTIONS
from tests.journeys.demo import demo_user


def _member() -> Member:
    member = own_member(demo_user("volunteer").person)
    assert member is not None
    return member


def _planned_on(day: date) -> Supervision:
    jo, starts_at = demo_user("coordinator").person, clock.at(day, time(6))
    facts = actions.Plan(
        SupervisionKind.SUPERVISION, jo, starts_at, starts_at + timedelta(hours=1), "By telephone"
    )
    return actions.plan(member=_member(), facts=facts, form_key=uuid4().hex, actor=jo)


def _planned() -> dict[str, Any]:
    held = queries.planned_of(_member()) or _planned_on(clock.today() + timedelta(days=40))
    return {"supervision_uuid": held.uuid}


def _to_sign() -> dict[str, Any]:
    """Return a talk that waits for the volunteer to sign, with something agreed."""
    talks = queries.supervisions_of(_member())
    held = next((each for each in talks if each.agreed_supervisor_at), None) or _signed()
    return {"supervision_uuid": held.uuid}


def _signed() -> Supervision:
    jo, planned = demo_user("coordinator").person, queries.planned_of(_member())
    if planned is not None:
        actions.call_off(held=planned, actor=jo)
        session.flush()  # one is planned at a time
    held = _planned_on(clock.today() - timedelta(days=40))
    notes = [("Panels", "Calm and clear")]
    actions.write_up(held=held, version=held.version, notes=notes, private_notes="Keen", actor=jo)
    due_on = clock.today() + timedelta(days=20)
    agreement = actions.Agreement("Book the refresher", Side.MEMBER, due_on)
    actions.agree(held=held, agreement=agreement, form_key=uuid4().hex, actor=jo)
    session.flush()  # the version that is signed counts all this in
    assert held.state is SupervisionState.HELD
    return actions.sign_for_service(held=held, version=held.version, actor=jo)


def _seen() -> dict[str, Any]:
    """Return what was seen of the volunteer on an evening."""
    found = list(practice.observations_of(_member()))
    if not found:
        on_day = clock.today() - timedelta(days=200)
        seen = Observation(
            member=_member(),
            observer=demo_user("coordinator").person,
            on_day=on_day,
            ratings=dict.fromkeys(QUESTIONS, "well"),
            strengths="Calm and clear",
            next_step="Shorter opening words",
        )
        session.add(seen)
        session.flush()  # its address is made as it is written
        found = [seen]
    return {"observation_uuid": found[0].uuid}


def _survey() -> dict[str, Any]:
    running = surveys.running() or open_survey(
        closes_on=clock.today() + timedelta(days=14),
        form_key=uuid4().hex,
        actor=demo_user("coordinator").person,
    )
    return {"token": running.token}


def _concern() -> dict[str, Any]:
    jo = demo_user("coordinator").person
    raised = Raised(
        ConcernKind.RELIABILITY, ConcernSource.COLLEAGUE, clock.today(), "Came late twice"
    )
    made = record_concern(member=_member(), raised=raised, form_key=uuid4().hex, actor=jo)
    return {"concern_uuid": made.uuid}


def _supervised() -> dict[str, Any]:
    return {"number": _member().number}


OF_SUPERVISION: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "members.answer_survey": _survey,
    "members.close_concern": _concern,
    "members.concern": _concern,
    "members.move_supervision": _planned,
    "members.my_practice": _seen,
    "members.my_supervision": _to_sign,
    "members.new_concern": _supervised,
    "members.observation": _seen,
    "members.observe": _supervised,
    "members.plan_supervision": _supervised,
    "members.supervision": _to_sign,
    "members.supervisions_of": _supervised,
    "members.thank": _supervised,
    "members.write_up_supervision": _planned,
}
"""By endpoint."""

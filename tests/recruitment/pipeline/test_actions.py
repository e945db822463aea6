"""Moving somebody on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.people.models import Person
from portal.recruitment.actions import stages
from portal.recruitment.models import Application, ApplicationState, ParkReason, Stage
from portal.recruitment.rules.refusals import Refused, Stale
from tests.recruitment.pipeline import scenes


def moved(application: Application, to: Stage, actor: Person, version: int | None = None) -> None:
    with changing():
        stages.move(application=application, to=to, actor=actor, version=version)


def test_a_step_is_kept_and_stands_in_the_trail(jo: Person) -> None:
    nadia = scenes.somebody("Nadia Rahman", days=3)
    moved(nadia, Stage.SHORTLISTING, jo, nadia.version)
    assert (nadia.stage, nadia.stage_since) == (Stage.SHORTLISTING, scenes.TODAY)
    (step,) = nadia.changes
    assert (step.from_stage, step.to_stage, step.by) == (Stage.APPLICATION, Stage.SHORTLISTING, jo)
    event = session.scalars(
        select(AuditEvent).where(AuditEvent.tag == "recruitment:stage_changed")
    ).one()
    assert event.actor_id == jo.id


def test_the_time_goes_on_within_one_part_of_the_way(jo: Person) -> None:
    chloe = scenes.somebody("Chloe Vance", Stage.SHORTLISTING, days=9)
    moved(chloe, Stage.INTERVIEW, jo)
    assert chloe.stage_since == scenes.TODAY - timedelta(days=9)
    moved(chloe, Stage.REFERENCES, jo)
    assert chloe.stage_since == scenes.TODAY


def test_the_time_begins_anew_after_a_pause(jo: Person) -> None:
    chloe = scenes.somebody("Chloe Vance", Stage.INTERVIEW, days=9)
    with changing():
        stages.park(
            application=chloe,
            reason=ParkReason.AWAY,
            until=scenes.TODAY + timedelta(days=7),
            actor=jo,
        )
    with clock.frozen(scenes.NOON + timedelta(days=7)):
        moved(chloe, Stage.INTERVIEW, jo)
    assert (chloe.state, chloe.wake_on) == (ApplicationState.OPEN, None)
    assert chloe.stage_since == scenes.TODAY + timedelta(days=7)


def test_a_move_over_what_the_other_coordinator_did_changes_nothing(jo: Person) -> None:
    nadia = scenes.somebody("Nadia Rahman")
    before = nadia.version
    moved(nadia, Stage.INTERVIEW, scenes.coordinator("Di Fox").person, before)
    with pytest.raises(Stale) as stale:
        moved(nadia, Stage.REFERENCES, jo, before)
    assert stale.value.sentence == (
        "Di Fox has changed the application of Nadia Rahman meanwhile: it is at interview. "
        "See how it stands below, then decide afresh."
    )
    assert (nadia.stage, len(nadia.changes)) == (Stage.INTERVIEW, 1)


def test_nobody_is_moved_into_training_without_being_appointed(jo: Person) -> None:
    rob = scenes.somebody("Rob Kettle", Stage.CHECKS)
    with pytest.raises(Refused):
        moved(rob, Stage.TRAINING, jo)
    assert rob.stage is Stage.CHECKS


def test_whose_way_has_ended_is_not_moved(jo: Person) -> None:
    gone = scenes.not_appointed("Gone Girl")
    with pytest.raises(Refused) as refused:
        moved(gone, Stage.REFERENCES, jo)
    assert refused.value.sentence == "The way of Gone Girl has ended. Take them up again first."

"""Moving somebody on."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.members import actions as members
from portal.members.models import Member, Status
from portal.people.models import Person
from portal.recruitment.actions import stages
from portal.recruitment.models import (
    Application,
    ApplicationState,
    DeclineReason,
    ParkReason,
    Stage,
    WithdrawReason,
)
from portal.recruitment.rules.refusals import Refused, Stale
from portal.spreadsheets import imports as sheets
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


def parked(application: Application, jo: Person, days: int = 7) -> None:
    with changing():
        stages.park(
            application=application,
            reason=ParkReason.AWAY,
            until=scenes.TODAY + timedelta(days=days),
            actor=jo,
        )


def test_the_time_begins_anew_after_a_pause(jo: Person) -> None:
    chloe = scenes.somebody("Chloe Vance", Stage.INTERVIEW, days=9)
    parked(chloe, jo)
    with clock.frozen(scenes.NOON + timedelta(days=7)), changing():
        stages.resume(application=chloe, actor=jo)
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


@pytest.mark.parametrize("days", [0, 367])
def test_nobody_is_parked_until_today_or_for_longer_than_a_year(jo: Person, days: int) -> None:
    chloe = scenes.somebody("Chloe Vance")
    with pytest.raises(Refused) as refused:
        parked(chloe, jo, days)
    assert refused.value.field == "until"
    assert chloe.state is ApplicationState.OPEN


def ended(application: Application, jo: Person, reason: str) -> None:
    state = (
        ApplicationState.NOT_APPOINTED
        if reason in set(DeclineReason)
        else ApplicationState.WITHDRAWN
    )
    with changing():
        stages.end(application=application, state=state, reason=reason, actor=jo)


def test_who_ends_in_training_leaves_the_register(jo: Person) -> None:
    for name, reason, left in (
        ("Lin Zhao", WithdrawReason.MOVED, "moved"),
        ("Kit Moss", WithdrawReason.TOO_SLOW, "other"),
        ("Bo Ash", DeclineReason.TRAINING, "service"),
    ):
        application = scenes.appointed(name)
        ended(application, jo, reason)
        assert application.member
        assert (application.ended_on, application.member.status) == (scenes.TODAY, Status.LEFT)
        assert application.member.leave_reason == left


def resumed(application: Application, jo: Person) -> None:
    with changing():
        stages.resume(application=application, actor=jo)


def test_what_ended_by_mistake_is_taken_up_again(jo: Person) -> None:
    gone = scenes.not_appointed("Gone Girl")
    gone.stage_since = scenes.TODAY - timedelta(days=30)
    session.commit()
    resumed(gone, jo)
    assert gone.stage_since == scenes.TODAY
    assert (gone.state, gone.reason, gone.ended_on) == (ApplicationState.OPEN, None, None)
    assert gone.stage is Stage.INTERVIEW


def test_who_has_applied_again_or_left_is_not_taken_up(jo: Person) -> None:
    campaign = scenes.CampaignFactory()
    gone = scenes.somebody("Gone Girl", campaign=campaign, email="gone@example.org")
    ended(gone, jo, WithdrawReason.TIME)
    scenes.somebody("Gone Girl", campaign=campaign, email="Gone@example.org")
    with pytest.raises(Refused, match="has applied again"):
        resumed(gone, jo)
    lin = scenes.appointed("Lin Zhao")
    ended(lin, jo, WithdrawReason.TIME)
    with pytest.raises(Refused, match="has left the register"):
        resumed(lin, jo)
    with pytest.raises(Refused, match="is not parked"):
        resumed(scenes.somebody("Nadia Rahman"), jo)


def test_whoever_is_approved_is_active_from_today(jo: Person) -> None:
    ife = scenes.appointed("Ife Lawal", Stage.APPROVAL)
    with changing():
        stages.approve(application=ife, actor=jo, version=ife.version)
    assert (ife.stage, ife.state) == (Stage.ACTIVE, ApplicationState.APPOINTED)
    assert ife.member
    assert (ife.member.status, ife.member.joined_on) == (Status.ACTIVE, scenes.TODAY)
    with pytest.raises(Refused, match="is a volunteer now"):
        ended(ife, jo, WithdrawReason.TIME)


def test_nobody_is_approved_before_their_time(jo: Person) -> None:
    lin = scenes.appointed("Lin Zhao")
    with pytest.raises(Refused), changing():
        stages.approve(application=lin, actor=jo)
    assert lin.member
    assert (lin.state, lin.member.status) == (ApplicationState.OPEN, Status.TRAINING)


def test_who_leaves_the_register_in_training_is_on_no_board(jo: Person) -> None:
    lin = scenes.appointed("Lin Zhao")
    assert lin.member
    with changing():
        members.set_status(
            member=lin.member,
            status=Status.LEFT,
            on=scenes.TODAY,
            leave_reason="moved",
            actor=jo,
        )
    assert (lin.state, lin.ended_on) == (ApplicationState.WITHDRAWN, scenes.TODAY)
    assert lin.member.leave_reason == "moved"
    assert len(lin.changes) == 1


def test_whose_day_is_put_off_stands_in_the_trail_again(jo: Person) -> None:
    pat = scenes.parked("Pat Ord", days=7)
    parked(pat, jo, days=7)
    assert pat.changes == []
    parked(pat, jo, days=14)
    assert pat.wake_on == scenes.TODAY + timedelta(days=14)
    assert len(pat.changes) == 1


def stands(member: Member, status: Status, jo: Person) -> None:
    with changing():
        members.set_status(
            member=member, status=status, on=scenes.TODAY, leave_reason=None, actor=jo
        )


def test_nobody_becomes_active_in_the_register_past_who_approves_them(jo: Person) -> None:
    nadia = scenes.appointed("Nadia Rahman")
    assert nadia.member is not None
    with pytest.raises(Refused, match="They become active by being approved"):
        stands(nadia.member, Status.ACTIVE, jo)
    assert nadia.member.status is Status.TRAINING
    moved(nadia, Stage.APPROVAL, jo)
    with changing():
        stages.approve(application=nadia, actor=jo)
    for status in (Status.PAUSED, Status.ACTIVE):
        stands(nadia.member, status, jo)


def test_nor_does_a_spreadsheet_make_them_active(jo: Person) -> None:
    nadia = scenes.appointed("Nadia Rahman")
    assert nadia.member is not None
    content = f"Volunteer number,Name,Status\n{nadia.member.number},Nadia Rahman,active\n"
    sheet = sheets.read(content.encode(), members.VOLUNTEERS.layout)
    items = members.VOLUNTEERS.understand(sheet, jo).items
    with changing():
        done = members.VOLUNTEERS.take_in(items=items, actor=jo)
    assert ["being approved" in problem.reason for problem in done.problems] == [True]
    assert nadia.member.status is Status.TRAINING

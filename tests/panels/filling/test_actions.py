"""A draft of a quarter, from the first preview to the undo: nobody is told of any of it."""

from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import delete

from portal import clock
from portal.calendar.actions import publish
from portal.calendar.models import Kind
from portal.database import changing, session
from portal.members.models import Availability, Away, MemberArea, PartOfDay, Status
from portal.notifications.jobs.runner import run_queued
from portal.notifications.models import JobState
from portal.panels import rules
from portal.panels.actions import accepting, pencilling
from portal.panels.actions import filling as actions
from portal.panels.models import (
    OrderConflict,
    PanelKind,
    RunState,
    SeatKind,
)
from portal.panels.queries import filling as queries
from portal.people.models import Area, Person
from tests.factories import AreaFactory, RoomFactory
from tests.panels import scenes
from tests.panels.filling import free
from tests.panels.filling.runs import (
    NEXT,
    accepted,
    begun,
    chosen,
    filled,
    pencil,
    planned,
    remedies,
)

CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER


@pytest.fixture
def jo(app: Flask) -> Person:
    return scenes.coordinator()


def test_a_draft_is_accepted_without_a_word_to_anybody(jo: Person) -> None:
    sitting = scenes.arranged(jo)
    free.chair("Graham Holt")
    free.volunteer("Ann Lee")
    letters = scenes.mail()
    run = filled(jo)
    assert (run.state, run.method, run.objective == run.bound) == (RunState.READY, "exact", True)
    assert [each[:2] for each in chosen(run)][:2] == [
        ("chair", "Graham Holt"),
        ("member", "Ann Lee"),
    ]
    assert planned(sitting) == {}
    assert accepted(run, jo).count == 2
    assert planned(sitting) == {"chair": "Graham Holt", "member": "Ann Lee"}
    assert accepted(run, jo).count == 0
    assert scenes.mail() == letters
    assert run.state is RunState.ACCEPTED
    assert scenes.tags().count("fill_accepted") == 1


def test_a_first_draft_is_there_at_once(jo: Person) -> None:
    scenes.arranged(jo)
    free.chair("Graham Holt")
    run = begun(jo)
    assert (run.state, run.method) == (RunState.RUNNING, "greedy")
    assert chosen(run)[0] == (
        "chair",
        "Graham Holt",
        "Graham Holt is the only one free who may chair.",
    )
    with pytest.raises(rules.Refused, match="goes on"):
        accepted(run, jo)


def test_nothing_open_is_nothing_to_fill(jo: Person) -> None:
    with pytest.raises(rules.Refused, match="No seat is open"):
        begun(jo)


def test_it_says_why_a_seat_stays_empty_and_what_would_mend_it(jo: Person) -> None:
    scenes.arranged(jo)
    run = filled(jo)
    [chair, member, *_] = queries.choices_of(run)
    assert (chair.why, member.why) == (
        "Nobody who may chair has said that they are free then.",
        "Nobody who may sit has said that they are free then.",
    )
    ann = free.volunteer("Ann Lee", max_month=1)
    scenes.accepted(scenes.arranged(jo, day=date(2026, 3, 17)), MEMBER, ann)
    [_, member, *_] = found = queries.choices_of(filled(jo))
    assert "Ann" not in f"{member.why} {member.remedy}"  # people are kept by number alone
    assert queries.words_of(found)[member.id] == (
        "The only person left who is free then, Ann Lee, is at the one sitting a month "
        "that they asked for.",
        "Ask Ann Lee for a second.",
    )


def test_an_empty_seat_says_when_somebody_could_come_instead(jo: Person) -> None:
    sitting = scenes.arranged(jo, day=date(2026, 3, 17), kind=PanelKind.PROGRESS)
    free.on(scenes.chair("Graham Holt"), 2, 3)  # Wednesdays and Thursdays
    scenes.accepted(sitting, MEMBER, free.volunteer("Ann Lee"))
    assert remedies(filled(jo))["chair"] == (
        "Move it to Wednesday 18 March: Graham Holt could chair then."
    )
    away = Away(member_id=scenes.members()[1].id, starts_on=scenes.TENTH, ends_on=date(2026, 3, 18))
    session.add(away)
    session.commit()
    # Ann, who has said yes, is away until the nineteenth, when both could.
    assert remedies(filled(jo))["chair"] == (
        "Move it to Thursday 19 March: Graham Holt could chair then."
    )
    away.ends_on = date(2026, 3, 31)
    session.commit()
    assert remedies(filled(jo))["chair"] == (
        "Ask who else could come that day, or move the sitting."
    )


def test_another_hour_is_said_when_somebody_is_free_only_then(jo: Person) -> None:
    sitting = scenes.arranged(jo, day=date(2026, 3, 17))
    graham = scenes.chair("Graham Holt")
    session.add(Availability(member_id=graham.id, weekday=1, part=PartOfDay.AFTERNOON))
    session.commit()
    assert remedies(filled(jo))["chair"] == (
        "Move it to 2:30pm that day: Graham Holt could chair then."
    )
    assert sitting.entry.first_day == date(2026, 3, 17)


def test_no_other_time_is_said_at_which_the_room_is_taken(jo: Person) -> None:
    room = RoomFactory()
    scenes.arranged(jo, room=room, day=date(2026, 3, 17), kind=PanelKind.PROGRESS)
    free.on(scenes.chair("Graham Holt"), 2)
    with changing():
        publish(
            actor=jo,
            kind=Kind.TEAM,
            title="Team meeting",
            path=None,
            starts_at=clock.at(date(2026, 3, 18), time(18)),
            ends_at=clock.at(date(2026, 3, 18), time(19)),
            audience={"role:staff"},
            room=room,
        )
    assert remedies(filled(jo))["chair"] == (
        "Move it to Wednesday 11 March: Graham Holt could chair then."
    )


def test_no_other_time_is_said_for_who_should_not_sit_on_the_order(jo: Person) -> None:
    order = scenes.order(jo)
    scenes.arranged(jo, order, day=date(2026, 3, 17), kind=PanelKind.PROGRESS)
    graham = free.on(scenes.chair("Graham Holt"), 2)
    session.add(OrderConflict(order_id=order.id, person_id=graham.person_id))
    session.commit()
    assert remedies(filled(jo))["chair"] == (
        "Ask who else could come that day, or move the sitting."
    )


def test_a_pin_and_a_yes_are_never_moved(jo: Person) -> None:
    sitting = scenes.arranged(jo)
    ann, ruth = free.volunteer("Ann Lee"), free.chair("Ruth Okafor")
    pencil(sitting, CHAIR, ruth)
    scenes.accepted(sitting, MEMBER, ann)
    with changing():
        pencilling.pin(seat=scenes.seat(sitting, CHAIR), pinned=True, actor=jo)
    free.chair("Graham Holt")
    assert {kind for kind, *_ in chosen(filled(jo))} <= {"observer"}


def test_a_seat_that_somebody_is_asked_for_is_left_alone(jo: Person) -> None:
    sitting = scenes.arranged(jo)
    scenes.offered(sitting, MEMBER, free.volunteer("Ann Lee"))
    free.volunteer("Ruth Okafor")
    assert "member" not in {kind for kind, *_ in chosen(filled(jo))}


def test_whoever_is_planned_may_move_to_where_they_are_needed_more(jo: Person) -> None:
    """Graham alone may chair; Ann could be the member."""
    sitting = scenes.arranged(jo)
    graham, _ = free.chair("Graham Holt"), free.volunteer("Ann Lee")
    pencil(sitting, MEMBER, graham)
    outcome = accepted(filled(jo), jo)
    assert (outcome.count, outcome.left) == (2, [])
    assert planned(sitting) == {"chair": "Graham Holt", "member": "Ann Lee"}


def test_a_seat_that_changed_meanwhile_is_skipped_and_named(jo: Person) -> None:
    sitting = scenes.arranged(jo)
    free.chair("Graham Holt")
    run = filled(jo)
    scenes.accepted(sitting, CHAIR, free.chair("Ruth Okafor"))
    outcome = accepted(run, jo)
    assert outcome.count == 0
    assert outcome.left == ["Tuesday 10 March, chair: answered, asked for or changed since."]


def test_who_cannot_come_after_all_leaves_the_seat_as_it_was(jo: Person) -> None:
    sitting = scenes.arranged(jo)
    graham = free.chair("Graham Holt")
    run = filled(jo)
    other = scenes.arranged(jo, at=time(18))
    pencil(other, MEMBER, graham)
    outcome = accepted(run, jo)
    assert outcome.count == 0
    assert outcome.left[0].startswith("Tuesday 10 March, chair: Graham Holt can’t sit here")
    assert planned(sitting) == {}


def test_a_seat_that_somebody_has_been_asked_for_since_is_left_alone(jo: Person) -> None:
    sitting = scenes.arranged(jo)
    graham = free.chair("Graham Holt")
    run = filled(jo)
    scenes.offered(sitting, CHAIR, graham)
    assert (accepted(run, jo).count, planned(sitting)) == (0, {})


def test_a_part_of_a_draft_gives_nobody_more_than_they_agreed_to(jo: Person) -> None:
    """Ruth can chair on Tuesdays alone, so Graham would go to the Thursday."""
    tuesday, thursday = scenes.arranged(jo), scenes.arranged(jo, day=NEXT)
    graham, _ = free.chair("Graham Holt", max_month=1), free.volunteer("Ann Lee")
    free.on(scenes.chair("Ruth Okafor", max_month=1), 1)
    pencil(tuesday, CHAIR, graham)
    run = filled(jo)
    with changing():
        some = accepting.accept(run=run, sitting_ids={thursday.id}, actor=jo)
    assert (some.count, planned(thursday)) == (1, {"member": "Ann Lee"})
    assert some.left == [
        "Thursday 12 March, chair: Graham Holt has as many sittings in March as they asked for "
        "at most."
    ]
    assert (accepted(run, jo).count, planned(tuesday)["chair"]) == (3, "Ruth Okafor")
    assert planned(thursday)["chair"] == "Graham Holt"


def test_what_was_said_since_the_draft_was_made_counts(jo: Person, northmere: Area) -> None:
    sitting = scenes.arranged(jo, scenes.order(jo, area=northmere))
    graham, ann = free.chair("Graham Holt"), free.volunteer("Ann Lee")
    run = filled(jo)
    session.execute(delete(Availability).where(Availability.member_id == graham.id))
    session.add(MemberArea(member_id=ann.id, area_id=AreaFactory().id))
    session.commit()
    outcome = accepted(run, jo)
    assert (outcome.count, planned(sitting)) == (0, {})
    assert outcome.left == [
        "Tuesday 10 March, chair: Graham Holt no longer says that they are free then.",
        "Tuesday 10 March, panel member: Ann Lee no longer serves the area.",
    ]


def test_a_learner_is_not_left_alone_by_who_cannot_come_after_all(jo: Person) -> None:
    sitting = scenes.arranged(jo)
    graham, _ = free.chair("Graham Holt"), free.volunteer("Siân Morgan", is_learner=True)
    run = filled(jo)
    assert len([who for _, who, _ in chosen(run) if who]) == 2
    graham.status = Status.PAUSED
    session.commit()
    outcome = accepted(run, jo)
    assert (outcome.count, planned(sitting)) == (0, {})
    assert "Siân Morgan is still learning, and nobody experienced" in outcome.left[-1]


def test_some_are_accepted_and_the_rest_later(jo: Person) -> None:
    first, second = scenes.arranged(jo), scenes.arranged(jo, day=NEXT)
    free.chair("Graham Holt")
    run = filled(jo)
    with changing():
        assert accepting.accept(run=run, sitting_ids={first.id}, actor=jo).count == 1
    assert [*planned(first).values(), *planned(second).values()] == ["Graham Holt"]
    assert accepted(run, jo).count == 1
    assert list(planned(second).values()) == ["Graham Holt"]


def test_an_accepted_draft_is_undone_for_a_week(jo: Person) -> None:
    sitting = scenes.arranged(jo, day=date(2026, 3, 24))
    graham, _ = free.chair("Graham Holt"), free.volunteer("Ann Lee")
    pencil(sitting, MEMBER, graham)
    run = filled(jo)
    accepted(run, jo)
    with (
        clock.frozen(clock.now() + timedelta(days=8)),
        pytest.raises(rules.Refused, match="no lon"),
    ):
        accepting.undo(run=run, actor=jo)
    session.rollback()
    with changing():
        assert accepting.undo(run=run, actor=jo).count == 2
    assert planned(sitting) == {"member": "Graham Holt"}
    with changing():
        assert accepting.undo(run=run, actor=jo).count == 0


def test_what_was_answered_since_is_not_undone(jo: Person) -> None:
    sitting = scenes.arranged(jo)
    graham, _ = free.chair("Graham Holt"), free.volunteer("Ann Lee")
    run = filled(jo)
    accepted(run, jo)
    scenes.accepted(sitting, CHAIR, graham)
    with changing():
        outcome = accepting.undo(run=run, actor=jo)
    assert (outcome.count, len(outcome.left)) == (1, 1)
    assert scenes.seat(sitting, CHAIR).person is graham.person
    assert planned(sitting) == {}


def test_a_dropped_draft_is_neither_accepted_nor_brought_back_by_its_search(jo: Person) -> None:
    scenes.arranged(jo)
    free.chair("Graham Holt")
    run = begun(jo)
    with changing():
        actions.drop(run=run, actor=jo)
    while run_queued(actions.JOB):
        pass
    assert queries.run(run.id, frozenset()).state is RunState.DROPPED
    with pytest.raises(rules.Refused, match="no longer there"):
        accepted(run, jo)


def test_asked_to_stop_it_keeps_the_best_so_far(jo: Person) -> None:
    scenes.arranged(jo)
    free.chair("Graham Holt")
    run = begun(jo)
    with changing():
        actions.stop(run=run, actor=jo)
    assert queries.stop_asked(run.id)
    while run_queued(actions.JOB):
        pass
    again = queries.run(run.id, frozenset())
    assert again.state is RunState.READY
    assert chosen(again)[0][1] == "Graham Holt"


def test_after_a_fault_of_the_search_the_first_draft_can_be_accepted(jo: Person) -> None:
    sitting = scenes.arranged(jo)
    free.chair("Graham Holt")
    run = begun(jo)
    assert run.job is not None
    run.job.state = JobState.FAILED
    session.commit()
    assert queries.has_failed(run)
    assert accepted(run, jo).count == 1
    assert planned(sitting) == {"chair": "Graham Holt"}
    assert begun(jo).id != run.id

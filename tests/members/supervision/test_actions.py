"""Planning talks, writing them up and signing them, and the trail that they leave."""

from collections.abc import Iterator
from datetime import time, timedelta
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.models import AuditDetail, AuditEvent
from portal.calendar.actions import Duty, publish
from portal.calendar.models import AttendeeState, Entry, EntryStatus, Kind
from portal.calendar.rules import PersonBusy
from portal.database import changing, session
from portal.members import actions as register
from portal.members.actions import supervision as actions
from portal.members.models import Side, Status, Supervision, SupervisionState
from portal.notifications.models import Mail
from portal.site.refusals import Refused, Stale
from tests.members.supervision import scenes

A_DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.frozen(scenes.NOON):
        yield


def letters() -> list[tuple[str, str]]:
    """Return every letter: its name, and to whom."""
    return [
        (mail.template.removeprefix("members/email/supervision_"), mail.to_person.name)
        for mail in session.scalars(select(Mail).order_by(Mail.id))
        if mail.to_person
    ]


def test_a_planned_talk_is_in_both_calendars_and_in_nobody_elses(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    held = scenes.planned(ann, jo)
    entry = session.scalars(select(Entry)).one()
    assert [(each.person_id, each.part, each.path) for each in entry.attendees] == [
        (ann.person_id, "Supervision with Jo Hartley", f"/members/me/supervision/{held.uuid}"),
        (jo.id, "Supervision: Margaret Osei", f"/members/supervision/{held.uuid}"),
    ]
    assert (entry.audience, entry.title) == ([], "One-to-one meeting")
    assert letters() == [("planned", "Margaret Osei")]


def test_the_same_form_twice_plans_one(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    key = uuid4().hex
    for _ in range(2):
        with changing():
            actions.plan(member=ann, facts=scenes.facts(jo), form_key=key, actor=jo)
    assert session.query(Supervision).count() == 1
    assert session.query(Entry).count() == 1


def test_one_at_a_time_is_planned(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    held = scenes.planned(ann, jo)
    with pytest.raises(Refused, match="One is planned already on Thursday 5 March"):
        scenes.planned(ann, jo, scenes.THURSDAY + timedelta(days=1))
    session.rollback()
    session.add(
        Supervision(
            member_id=ann.id,
            kind=held.kind,
            supervisor_id=jo.id,
            entry_id=held.entry_id + 1,
            on_day=scenes.THURSDAY,
        )
    )
    with pytest.raises(IntegrityError):
        session.flush()  # the database says it too


def test_nobody_supervises_themselves_or_who_has_left(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    with pytest.raises(Refused, match="Nobody supervises themselves"), changing():
        actions.plan(member=ann, facts=scenes.facts(ann.person), form_key="1", actor=jo)
    ann.status = Status.LEFT
    session.commit()
    with pytest.raises(Refused, match="has left"):
        scenes.planned(ann, jo)


def test_nothing_is_planned_after_the_last_day_of_who_is_to_leave(app: Flask) -> None:
    jo, ann, bo = scenes.coordinator(), scenes.volunteer(), scenes.volunteer("Bo Ray")
    kept, gone = scenes.planned(ann, jo), scenes.planned(bo, jo, scenes.THURSDAY + A_DAY)
    for each in (ann, bo):
        with changing():
            register.note_leaving(
                member=each, on=scenes.THURSDAY, reason="time", asks=False, actor=jo
            )
    planned, cancelled = SupervisionState.PLANNED, SupervisionState.CANCELLED
    assert [kept.state, gone.state] == [planned, cancelled]
    assert letters()[2:] == [("cancelled", "Bo Ray")]
    with pytest.raises(Refused, match="their last day is 5 March 2026"):
        scenes.planned(bo, jo, scenes.THURSDAY + A_DAY)
    with pytest.raises(Refused, match="Choose a day up to then"), changing():
        actions.move(
            held=kept,
            version=kept.version,
            facts=scenes.facts(jo, scenes.THURSDAY + A_DAY),
            actor=jo,
        )


def test_who_has_promised_something_else_then_is_not_put_down(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    starts_at = clock.at(scenes.THURSDAY, time(17))
    with changing():
        publish(
            actor=None,
            kind=Kind.PANEL,
            title="Panel",
            path=None,
            starts_at=starts_at,
            ends_at=starts_at + timedelta(hours=2),
            audience=(),
            duties=[Duty(ann.person, "Panel", AttendeeState.ACCEPTED, None)],
        )
    with pytest.raises(PersonBusy, match="Margaret Osei has promised “Panel”"):
        scenes.planned(ann, jo)
    assert session.query(Supervision).count() == 0


def test_a_moved_talk_keeps_its_entry_and_tells_whom_it_concerns(app: Flask) -> None:
    jo, kim, ann = scenes.coordinator(), scenes.coordinator("Kim Bell"), scenes.volunteer()
    held = scenes.planned(ann, jo)
    version = held.version
    friday = scenes.THURSDAY + timedelta(days=1)
    with changing():
        actions.move(held=held, version=version, facts=scenes.facts(kim, friday), actor=jo)
    assert (held.on_day, held.supervisor, held.version) == (friday, kim, version + 1)
    assert session.query(Entry).count() == 1
    states = {each.person.name: each.state for each in held.entry.attendees}
    assert states["Jo Hartley"] is AttendeeState.GONE
    assert states["Kim Bell"] is AttendeeState.ACCEPTED
    assert letters()[1:] == [("moved", "Margaret Osei"), ("moved", "Kim Bell")]
    with pytest.raises(Stale):
        actions.move(held=held, version=version, facts=scenes.facts(jo), actor=kim)


def test_the_same_plan_again_moves_nothing(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    held = scenes.planned(ann, jo)
    version = held.version
    with changing():
        actions.move(held=held, version=version, facts=scenes.facts(jo), actor=jo)
    assert (held.version, letters()) == (version, [("planned", "Margaret Osei")])


def test_one_that_is_called_off_frees_both_and_the_next_can_be_planned(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    held = scenes.planned(ann, jo)
    for _ in range(2):
        with changing():
            actions.call_off(held=held, actor=jo)
    assert held.entry.status is EntryStatus.CANCELLED
    assert letters()[1:] == [("cancelled", "Margaret Osei")]
    assert scenes.planned(ann, jo).state is SupervisionState.PLANNED


def test_a_volunteer_who_leaves_has_nothing_planned_any_more(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    held = scenes.planned(ann, jo)
    with changing():
        register.set_status(
            member=ann, status=Status.LEFT, on=scenes.TODAY, leave_reason="moved", actor=jo
        )
    assert held.state is SupervisionState.CANCELLED
    assert held.entry.status is EntryStatus.CANCELLED


def test_a_talk_to_come_cannot_be_written_up(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    held = scenes.planned(ann, jo)
    with pytest.raises(Refused, match="still to come"), changing():
        actions.write_up(held=held, version=held.version, notes=[], private_notes="", actor=jo)


def test_writing_up_keeps_the_topics_and_the_trail_has_no_word_of_it(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    held = scenes.written(ann, jo, private_notes="Tired lately")
    assert [(note.topic, note.words) for note in held.notes] == scenes.NOTES
    assert [(each.what, each.side) for each in held.agreed] == [("Book the refresher", Side.MEMBER)]
    told = str([detail.values for detail in session.scalars(select(AuditDetail))])
    for word in ("Tired", "Calm", "refresher"):
        assert word not in told


def test_a_form_over_an_older_version_writes_nothing(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    held = scenes.written(ann, jo)
    with clock.frozen(scenes.AFTER), pytest.raises(Stale), changing():
        actions.write_up(
            held=held, version=held.version - 1, notes=[("X", "y")], private_notes="", actor=jo
        )
    assert [note.words for note in held.notes] == ["Calm and clear", ""]


def test_the_service_signs_first_then_the_volunteer_and_then_nothing_changes(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    held = scenes.written(ann, jo)
    with clock.frozen(scenes.AFTER):
        with pytest.raises(Refused, match="Jo Hartley is changing this"), changing():
            actions.sign_as_member(held=held, version=held.version, words="", actor=ann.person)
        for _ in range(2):
            with changing():
                actions.sign_for_service(held=held, version=held.version, actor=jo)
        with pytest.raises(Refused, match="Take the signature back"), changing():
            scenes.agreed(held, jo, "Something more")
        for _ in range(2):
            with changing():
                actions.sign_as_member(
                    held=held, version=held.version, words="Fair", actor=ann.person
                )
        with pytest.raises(Refused, match="Both have signed"), changing():
            actions.reopen(held=held, actor=jo)
        with pytest.raises(Refused, match="Both have signed"), changing():
            scenes.agreed(held, jo, "Something more")
        with pytest.raises(Refused, match="Both have signed"), changing():
            actions.take_back(held=held, number=held.agreed[0].id, actor=jo)
    assert (held.agreed_by, held.member_words) == (jo, "Fair")
    tags = list(session.scalars(select(AuditEvent.tag)))
    assert tags.count("members:supervision_signed") == 2
    assert letters()[1:] == [("to_sign", "Margaret Osei")]


def test_a_volunteer_signs_only_what_they_have_read(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    held = scenes.signed(ann, jo)
    read = held.version
    with clock.frozen(scenes.AFTER):
        with changing():
            actions.reopen(held=held, actor=jo)
            scenes.agreed(held, jo, "Something more")
            session.flush()  # the version that is signed counts this in
            actions.sign_for_service(held=held, version=held.version, actor=jo)
        with pytest.raises(Stale), changing():
            actions.sign_as_member(held=held, version=read, words="", actor=ann.person)
    assert held.agreed_member_at is None
    assert letters().count(("to_sign", "Margaret Osei")) == 2


def test_the_database_knows_no_volunteers_signature_alone(app: Flask) -> None:
    held = scenes.written(scenes.volunteer(), scenes.coordinator())
    held.agreed_member_at = clock.now()
    with pytest.raises(IntegrityError):
        session.flush()  # the database says it too


def test_a_volunteer_ticks_off_what_is_theirs_alone(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer()
    held = scenes.signed(ann, jo)
    theirs = held.agreed[0]
    with changing():
        found = actions.tick_done(held=held, number=theirs.id, actor=ann.person, side=Side.SERVICE)
    assert (found, theirs.done_on) == (None, None)
    for _ in range(2):
        with changing():
            actions.tick_done(held=held, number=theirs.id, actor=ann.person, side=Side.MEMBER)
    assert theirs.done_on == scenes.TODAY
    assert actions.tick_done(held=held, number=theirs.id + 99, actor=jo) is None

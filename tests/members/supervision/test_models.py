"""What the database itself refuses of supervision: one's own, and to rewrite a signed one."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.database import changing, session
from portal.members.actions import supervision as actions
from portal.members.models import (
    Member,
    Side,
    Supervision,
    SupervisionAction,
    SupervisionKind,
    SupervisionNote,
    SupervisionState,
)
from portal.people.models import Person
from tests.members.supervision import scenes

LATER = scenes.THURSDAY + timedelta(days=60)


@pytest.fixture
def jo(app: Flask) -> Person:
    """Return somebody who supervises."""
    return scenes.coordinator()


@pytest.fixture
def ann(app: Flask) -> Member:
    """Return a volunteer."""
    return scenes.volunteer()


def by_both(ann: Member, jo: Person) -> Supervision:
    """Return a talk that both have signed."""
    held = scenes.signed(ann, jo)
    with clock.frozen(scenes.AFTER), changing():
        actions.sign_as_member(held=held, version=held.version, words="Thank you", actor=ann.person)
    return held


def late(kind: type[SupervisionNote] | type[SupervisionAction]) -> Any:
    """Return something that was not written when the talk was signed."""
    if kind is SupervisionNote:
        return SupervisionNote(position=9, topic="Training", words="And late")
    return SupervisionAction(what="And late", side=Side.MEMBER, due_on=LATER)


def test_nobody_supervises_themselves(ann: Member, jo: Person) -> None:
    held = scenes.planned(ann, jo)
    with pytest.raises(IntegrityError, match="supervision_own_now"), changing():
        held.supervisor = ann.person
    own = Supervision(
        member_id=ann.id,
        kind=SupervisionKind.APPRAISAL,
        supervisor=ann.person,
        entry_id=held.entry_id,
        on_day=scenes.THURSDAY,
    )
    with pytest.raises(IntegrityError, match="supervision_own"), changing():
        session.add(own)


def test_nobody_signs_their_own_for_the_service(ann: Member, jo: Person) -> None:
    held = scenes.written(ann, jo)
    with pytest.raises(IntegrityError, match="supervision_own_now"), changing():
        actions.sign_for_service(held=held, version=held.version, actor=ann.person)


@pytest.mark.parametrize("state", [SupervisionState.PLANNED, SupervisionState.HELD])
def test_what_was_called_off_stays_so(ann: Member, jo: Person, state: SupervisionState) -> None:
    held = scenes.planned(ann, jo)
    with changing():
        actions.call_off(held=held, actor=jo)
    with pytest.raises(IntegrityError, match="supervision_way"), changing():
        held.state = state


def test_what_was_written_up_is_never_called_off(ann: Member, jo: Person) -> None:
    held = scenes.written(ann, jo)
    with pytest.raises(IntegrityError, match="supervision_way"), changing():
        held.state = SupervisionState.CANCELLED


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", SupervisionKind.APPRAISAL),
        ("on_day", LATER),
        ("private_notes", "On reflection, wide awake"),
    ],
)
def test_what_the_service_signed_is_changed_only_once_it_is_open_again(
    ann: Member, jo: Person, column: str, value: Any
) -> None:
    held = scenes.signed(ann, jo)
    with pytest.raises(IntegrityError, match="supervision_signed"), changing():
        setattr(held, column, value)
    with changing():
        actions.reopen(held=held, actor=jo)
    with changing():
        setattr(held, column, value)
    assert getattr(held, column) == value


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("agreed_supervisor_at", scenes.NOON),
        ("agreed_member_at", None),
        ("agreed_member_at", scenes.NOON),
        ("member_words", "On reflection, no thanks"),
    ],
)
def test_signatures_of_both_are_never_rewritten(
    ann: Member, jo: Person, column: str, value: Any
) -> None:
    held = by_both(ann, jo)
    with pytest.raises(IntegrityError, match="supervision_signed_by_both"), changing():
        setattr(held, column, value)


def test_a_talk_that_both_signed_is_not_opened_again(ann: Member, jo: Person) -> None:
    held = by_both(ann, jo)
    with pytest.raises(IntegrityError, match="supervision_signed_by_both"), changing():
        held.agreed_supervisor_at = held.agreed_by = held.agreed_member_at = None


def test_a_volunteer_adds_words_only_as_they_sign(ann: Member, jo: Person) -> None:
    held = scenes.signed(ann, jo)
    with pytest.raises(IntegrityError, match="supervision_words"), changing():
        held.member_words = "Thank you"


def test_what_was_said_and_agreed_is_never_rewritten_once_it_is_signed(
    ann: Member, jo: Person
) -> None:
    held = scenes.signed(ann, jo)
    with pytest.raises(IntegrityError, match="supervision_note_fixed"), changing():
        held.notes[0].words = "Restless"
    with pytest.raises(IntegrityError, match="supervision_action_fixed"), changing():
        held.agreed[0].what = "Book nothing"
    with pytest.raises(IntegrityError, match="supervision_action_fixed"), changing():
        held.agreed[0].due_on = LATER


@pytest.mark.parametrize("kind", [SupervisionNote, SupervisionAction])
def test_nothing_comes_to_a_signed_talk_or_leaves_it(
    ann: Member, jo: Person, kind: type[SupervisionNote] | type[SupervisionAction]
) -> None:
    held = scenes.signed(ann, jo)
    added = late(kind)
    added.supervision_id = held.id
    with pytest.raises(IntegrityError, match=f"{kind.__tablename__}_late"), changing():
        session.add(added)
    with pytest.raises(IntegrityError, match=f"{kind.__tablename__}_gone"), changing():
        session.execute(delete(kind))


def test_what_was_agreed_is_ticked_off_once(ann: Member, jo: Person) -> None:
    held = by_both(ann, jo)
    with clock.frozen(scenes.AFTER), changing():
        actions.tick_done(held=held, number=held.agreed[0].id, actor=jo)
    assert held.agreed[0].done_on == scenes.THURSDAY
    with pytest.raises(IntegrityError, match="supervision_action_done"), changing():
        held.agreed[0].done_on = None


def test_a_signed_talk_is_erased_whole(ann: Member, jo: Person) -> None:
    held = by_both(ann, jo)
    with changing():
        session.execute(delete(Supervision).where(Supervision.id == held.id))
    assert not session.query(SupervisionNote).count()
    assert not session.query(SupervisionAction).count()

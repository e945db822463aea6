"""Recording concerns, acting on them, closing them."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.audit.models import AuditDetail, AuditEvent
from portal.database import changing, session
from portal.members.actions import concerns as actions
from portal.members.models import Concern, ConcernOutcome, ConcernState
from portal.notifications.models import Mail
from portal.site.refusals import Refused, Stale
from tests.members.concerns import scenes
from tests.members.supervision.scenes import coordinator, volunteer

UPHELD = ConcernOutcome.UPHELD


def test_a_concern_is_recorded_and_nobody_is_written_to(app: Flask) -> None:
    jo = coordinator()
    concern = scenes.recorded(volunteer(), jo)
    assert (concern.state, concern.handler) == (ConcernState.OPEN, None)
    assert session.query(Mail).count() == 0
    told = str([detail.values for detail in session.scalars(select(AuditDetail))])
    assert "bus stop" not in told


def test_nobody_records_what_is_about_themselves(app: Flask) -> None:
    ann = volunteer()
    with pytest.raises(Refused, match="This is about you"):
        scenes.recorded(ann, ann.person)


def test_it_is_looked_into_acted_on_and_closed(app: Flask) -> None:
    jo = coordinator()
    concern = scenes.recorded(volunteer(), jo)
    for _ in range(2):
        with changing():
            actions.look_into(concern=concern, actor=jo)
    scenes.to_do(concern, jo)
    with pytest.raises(Refused, match="“Talk with them” is not done yet"), changing():
        actions.close_concern(
            concern=concern, version=concern.version, outcome=UPHELD, words="", actor=jo
        )
    for _ in range(2):
        with changing():
            actions.tick_action(concern=concern, number=concern.actions[0].id, actor=jo)
    with changing():
        actions.close_concern(
            concern=concern, version=concern.version, outcome=UPHELD, words="Sorry", actor=jo
        )
    assert (concern.outcome, concern.closed_on) == (UPHELD, clock.today())
    assert list(session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id)))[-5:] == [
        "members:concern_recorded",
        "members:concern_taken_on",
        "members:concern_action_added",
        "members:concern_action_done",
        "members:concern_closed",
    ]


def test_what_is_closed_stands_until_it_is_opened_again(app: Flask) -> None:
    jo, kim = coordinator(), coordinator("Kim Bell")
    concern = scenes.recorded(volunteer(), jo)
    with changing():
        actions.close_concern(
            concern=concern, version=concern.version, outcome=UPHELD, words="", actor=jo
        )
    with pytest.raises(Refused, match="This is closed"), changing():
        actions.look_into(concern=concern, actor=jo)
    with pytest.raises(Refused, match="This is closed"):
        scenes.to_do(concern, jo)
    for _ in range(2):
        with changing():
            actions.reopen_concern(concern=concern, actor=kim)
    assert (concern.state, concern.handler) == (ConcernState.LOOKED_INTO, kim)
    assert concern.outcome is None


def test_nobody_closes_what_a_colleague_has_just_added_to(app: Flask) -> None:
    jo = coordinator()
    concern = scenes.recorded(volunteer(), jo)
    seen = concern.version
    scenes.to_do(concern, jo)
    with pytest.raises(Stale), changing():
        actions.close_concern(concern=concern, version=seen, outcome=UPHELD, words="", actor=jo)


def test_the_database_knows_no_closed_concern_without_an_outcome(app: Flask) -> None:
    concern = scenes.recorded(volunteer(), coordinator())
    concern.state = ConcernState.CLOSED
    with pytest.raises(IntegrityError):
        session.flush()  # the database says it too
    session.rollback()
    assert session.query(Concern).one().state is ConcernState.OPEN

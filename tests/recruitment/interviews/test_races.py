"""Answers at once: the last of two is known to be the last, and a reference is kept once."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from threading import Barrier
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock
from portal.database import is_sqlite, session
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.recruitment.actions import stages
from portal.recruitment.actions.interviews import arrange_interview
from portal.recruitment.actions.recommending import keep_notes, send_recommendation
from portal.recruitment.actions.references import give_reference
from portal.recruitment.models import (
    Application,
    ApplicationState,
    Channel,
    Recommendation,
    Reference,
    WithdrawReason,
)
from portal.recruitment.queries import interviews, references
from portal.recruitment.rules.refusals import Refused
from tests.recruitment.interviews import scenes
from tests.recruitment.references.scenes import SAID, asked
from tests.threads import at_once

pytestmark = pytest.mark.race

ROUNDS = 5
A_DAY = timedelta(days=1)


def letters(template: str) -> int:
    """Return how many letters of a kind there are."""
    of_it = Mail.template == f"recruitment/email/{template}"
    return session.scalar(select(func.count(Mail.id)).where(of_it)) or 0


def recommend(uuid: UUID, person_id: int, read: Barrier) -> str:
    """Send somebody's recommendation, once both have read how things stand."""
    found = interviews.interview(uuid)
    if not is_sqlite():  # there the second reads only once the first has ended
        read.wait()
    person = session.get_one(Person, person_id)
    own = scenes.of(found, person)
    said = {question.id: "Listens" for question in found.questions}
    keep_notes(
        interviewer=own,
        notes=said,
        recommendation=Recommendation.APPOINT,
        words="",
        actor=person,
    )
    send_recommendation(interviewer=own, actor=person)
    return "sent"


def test_of_two_who_recommend_at_once_the_last_tells_the_coordinators(app: Flask) -> None:
    jo = scenes.coordinator()
    people = [scenes.volunteer("Ann Lee"), scenes.volunteer("Bo Ray")]
    ids = [person.id for person in people]
    for number in range(1, ROUNDS + 1):
        starts = clock.now() - A_DAY - timedelta(hours=3 * number)
        with clock.frozen(starts - A_DAY):
            uuid = scenes.arranged(
                scenes.applicant(f"Rosa{number} Marsh"),
                session.merge(jo),
                *(session.get_one(Person, each) for each in ids),
                starts_at=starts,
                ends_at=starts + timedelta(hours=1),
            ).entry.uuid
        session.remove()
        read = Barrier(len(ids))
        both = at_once(app, *(partial(recommend, uuid, each, read) for each in ids))
        assert both == ["sent", "sent"]
        assert letters("recommendations_in") == number
        session.remove()


def test_a_reference_that_is_sent_twice_at_once_is_kept_once(app: Flask) -> None:
    jo_id = scenes.coordinator().id
    for number in range(1, ROUNDS + 1):
        rosa = scenes.applicant(f"Rosa{number} Marsh")
        token = asked(rosa, session.get_one(Person, jo_id))[1]
        session.remove()

        def give(link: str = token) -> str:
            found = references.referee_by(link)
            assert found is not None
            give_reference(referee=found, channel=Channel.LINK, actor=None, **SAID)
            return "given"

        both = at_once(app, give, give)
        assert sorted(map(str, both)) == sorted(["given", str(Refused)])
        assert session.scalar(select(func.count(Reference.id))) == number
        assert letters("reference_answered") == number
        session.remove()


def test_nobody_is_to_be_interviewed_whose_way_ends_at_that_moment(app: Flask) -> None:
    jo_id = scenes.coordinator().id
    for number in range(1, ROUNDS + 1):
        rosa_id, read = scenes.applicant(f"Rosa{number} Marsh").id, Barrier(2)
        starts = clock.now() + number * A_DAY
        session.remove()

        def opened(number: int = rosa_id, read: Barrier = read) -> Application:
            rosa = session.get_one(Application, number)
            assert rosa.state is ApplicationState.OPEN or is_sqlite()
            if not is_sqlite():  # there the second reads only once the first has ended
                read.wait()
            return rosa

        def arrange(starts: datetime = starts, opened: Callable[[], Application] = opened) -> str:
            rosa, jo = opened(), session.get_one(Person, jo_id)
            ends = starts + timedelta(hours=1)
            plan = scenes.plan(jo, place="Online", starts_at=starts, ends_at=ends)
            arrange_interview(application=rosa, plan=plan, form_key=uuid4().hex, actor=jo)
            return "arranged"

        def end(opened: Callable[[], Application] = opened) -> str:
            rosa = opened()
            stages.end(
                application=rosa,
                state=ApplicationState.WITHDRAWN,
                reason=WithdrawReason.TIME,
                actor=session.get_one(Person, jo_id),
                version=rosa.version,
            )
            return "ended"

        both = at_once(app, arrange, end)
        assert "ended" in both
        assert len(both) == 2
        assert interviews.interview_of(rosa_id) is None
        session.remove()

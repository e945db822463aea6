"""Who is in an audience, and the copies of messages."""

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from portal import clock
from portal.calendar.models import AttendeeState
from portal.database import session
from portal.members.models import Member, MemberArea, Message, Status
from portal.members.queries import messages as queries
from portal.members.queries.messages import Audience
from portal.members.rules.messages import CHAIRS, LEARNERS
from portal.people.models import Area, Person
from tests.factories import AreaFactory, MemberFactory, PersonFactory
from tests.statements import count_statements
from tests.training.scenes import panel


def volunteer(name: str, *areas: Area, **values: object) -> Member:
    rows = [MemberArea(area=area) for area in areas]
    return MemberFactory(person=PersonFactory(name=name), area_rows=rows, **values)


def names(audience: Audience, but: Person | None = None) -> list[str]:
    return [each.name for each in queries.people_in(audience, but=but or PersonFactory())]


def test_volunteers_are_chosen_by_status_area_and_seat(app: Flask) -> None:
    north, south = AreaFactory(), AreaFactory()
    ann = volunteer("Ann Lee", north, may_chair=True)
    volunteer("Bo Ray", south, is_learner=True)
    volunteer("Cy Day", status=Status.PAUSED)
    volunteer("Di Fox", north, status=Status.LEFT)
    assert names(Audience()) == ["Ann Lee", "Bo Ray"]
    assert names(Audience(statuses=(Status.ACTIVE, Status.PAUSED), area_id=north.id)) == [
        "Ann Lee",
        "Cy Day",
    ]
    assert names(Audience(sits=CHAIRS)) == ["Ann Lee"]
    assert names(Audience(sits=LEARNERS)) == ["Bo Ray"]
    assert names(Audience(areas=frozenset({south.id}))) == ["Bo Ray"]
    assert names(Audience(areas=frozenset({south.id}), area_id=north.id)) == []
    assert names(Audience(), but=ann.person) == ["Bo Ray"]


def test_who_is_on_a_panel_is_who_said_yes(app: Flask) -> None:
    entry = panel(volunteer("Ann Lee").person, clock.today() + timedelta(days=7))
    asked = panel(volunteer("Bo Ray").person, clock.today() + timedelta(days=8))
    asked.attendees[0].state = AttendeeState.OFFERED
    session.commit()
    panel(volunteer("Cy Day").person, clock.today() - timedelta(days=1))
    assert [(each.uuid, count) for each, count in queries.occasions(())] == [(entry.uuid, 1)]
    assert names(Audience(occasion=entry.uuid)) == ["Ann Lee"]
    elsewhere = frozenset({AreaFactory().id})
    assert names(Audience(elsewhere, occasion=entry.uuid)) == []
    assert queries.occasions(elsewhere) == []


def test_the_panel_that_somebody_comes_from_stands_first_however_far_ahead(app: Flask) -> None:
    soon = panel(volunteer("Ann Lee").person, clock.today() + timedelta(days=7))
    far = panel(volunteer("Bo Ray").person, clock.today() + timedelta(days=200))
    asked = panel(volunteer("Cy Day").person, clock.today() + timedelta(days=8))
    asked.attendees[0].state = AttendeeState.OFFERED
    over = panel(volunteer("Di Fox").person, clock.today() - timedelta(days=1))
    session.commit()

    def found(chosen: UUID, *areas: int) -> list[tuple[UUID, int]]:
        return [(each.uuid, count) for each, count in queries.occasions(areas, chosen)]

    assert found(far.uuid) == [(far.uuid, 1), (soon.uuid, 1)]
    assert found(asked.uuid) == [(asked.uuid, 0), (soon.uuid, 1)]
    assert found(over.uuid) == [(soon.uuid, 1)]
    assert found(far.uuid, AreaFactory().id) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_copies_takes_two_statements(app: Flask, count: int) -> None:
    for number in range(count):
        session.add(
            Message(
                subject=f"Message {number}",
                body="Text",
                audience="Volunteers: active",
                people=1,
                without_email=0,
                sent_by=PersonFactory(),
                form_key=f"key{number}",
            )
        )
    session.commit()
    assert queries.message_by_form("other") is None  # the transaction has begun
    with count_statements() as statements:
        found = [(each.subject, each.sent_by.name) for each in queries.messages().items]
    assert (len(statements), len(found)) == (2, count)

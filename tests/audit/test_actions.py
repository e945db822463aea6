"""What is written to the trail, and what never is."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal.audit.actions import amend, observe, record
from portal.audit.models import AuditEvent
from portal.audit.rules import hash_of
from portal.database import changing, session
from portal.notifications.models import Mail, MailState, NotificationsTag
from portal.people.models import PeopleTag, Person
from tests.factories import MailFactory, PersonFactory, user_with


def trail() -> list[AuditEvent]:
    session.rollback()
    return list(session.scalars(select(AuditEvent).order_by(AuditEvent.id)))


def test_a_change_is_noted_with_both_values_and_their_hash(app: Flask) -> None:
    jo, ann = PersonFactory(), PersonFactory(phone=None)
    with changing():
        changes = amend(ann, phone="01632 960002", name=ann.name)
        record(PeopleTag.CHANGED, ann, actor=jo, changes=changes)
    (event,) = trail()
    assert (event.tag, event.actor, event.subject_type, event.subject_id) == (
        "people:changed",
        jo,
        "person",
        ann.id,
    )
    assert event.detail
    assert event.detail.values == {"changes": {"phone": [None, "01632 960002"]}}
    assert event.detail_hash == hash_of(event.detail.values)


def test_enumerations_are_noted_as_their_words(app: Flask) -> None:
    mail: Mail = MailFactory()
    assert amend(mail, state=MailState.DROPPED) == {"state": ["waiting", "dropped"]}


def test_a_secret_is_noted_as_changed_and_never_told(app: Flask) -> None:
    user = user_with()
    assert amend(user, password="another", fs_uniquifier="x") == {
        "password": ["not noted", "not noted"],
        "fs_uniquifier": ["not noted", "not noted"],
    }


def test_a_detail_that_its_tag_does_not_declare_is_refused(app: Flask) -> None:
    with pytest.raises(TypeError, match="does not declare child"):
        record(NotificationsTag.MAIL_DROPPED, MailFactory(), actor=None, child="somebody")


def rename_to_nothing(person: Person) -> None:
    with changing():
        record(PeopleTag.CHANGED, person, actor=None)
        person.name = ""


def test_an_event_goes_with_its_change_or_not_at_all(app: Flask) -> None:
    person = PersonFactory()
    with pytest.raises(IntegrityError):
        rename_to_nothing(person)
    assert trail() == []


def test_a_look_is_noted_at_once(app: Flask) -> None:
    person = PersonFactory()
    observe(PeopleTag.CHANGED, person, actor_id=None)
    session.rollback()
    assert [event.subject_id for event in trail()] == [person.id]

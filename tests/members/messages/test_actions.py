"""A message is a letter each, and one copy."""

from email.message import EmailMessage
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from portal.access.rules import Role
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.members import actions
from portal.members.models import Message
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail, MailState
from portal.people.models import Person
from portal.site.refusals import Refused
from tests.factories import PersonFactory, user_with
from tests.live import text_of


def jo() -> Person:
    return user_with(Role.COORDINATOR, person=PersonFactory(name="Jo Hartley")).person


def send(*people: Person, actor: Person, body: str = "Come.\n\nPlease.", key: str = "") -> Message:
    with changing():
        return actions.send_message(
            subject="The summer party",
            body=body,
            audience="Volunteers: active",
            people=people,
            form_key=key or uuid4().hex,
            actor=actor,
        )


def written(mail: Mail) -> EmailMessage:
    letter = write(mail)
    assert letter is not None
    return letter.message


def test_each_gets_a_letter_of_their_own_that_is_answered_to_the_writer(app: Flask) -> None:
    writer, ann = jo(), PersonFactory(name="Ann Lee")
    made = send(ann, PersonFactory(name="Bo Ray", email=None), actor=writer)
    assert (made.people, made.without_email) == (2, 1)
    mails = session.scalars(select(Mail).order_by(Mail.id)).all()
    assert [mail.state for mail in mails] == [MailState.WAITING, MailState.NO_ADDRESS]
    letter = written(mails[0])
    assert letter["Reply-To"] == f"Jo Hartley <{writer.email}>"
    assert letter["Subject"] == "The summer party"
    words = text_of(letter)
    assert words.startswith("Hello Ann,\n\nCome.\n\nPlease.\n\n")
    assert "Bo Ray" not in words
    [event] = session.scalars(select(AuditEvent).where(AuditEvent.tag == "members:message_sent"))
    assert event.detail is not None
    assert event.detail.values == {"people": 2}


def test_the_same_form_sends_it_once(app: Flask) -> None:
    writer, ann = jo(), PersonFactory()
    first = send(ann, actor=writer, key="k" * 32)
    assert send(ann, actor=writer, key="k" * 32) is first
    assert len(session.scalars(select(Mail)).all()) == 1


def test_nothing_goes_to_nobody_or_names_a_case(app: Flask) -> None:
    writer = jo()
    with pytest.raises(Refused):
        send(actor=writer)
    with pytest.raises(Refused) as refused:
        send(PersonFactory(), actor=writer, body="About RO-2026-014")
    assert refused.value.field == "body"
    assert session.scalars(select(Message)).all() == []

"""What accounts write, and when they no longer do."""

from datetime import UTC, datetime, timedelta

from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.accounts import actions, letters, queries
from portal.accounts.models import Invitation
from portal.database import changing, session
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail
from tests.accounts.reading import link_in_newest_letter, newest_letter
from tests.factories import PersonFactory, user_with

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_an_invitation_says_who_asks_until_when_and_as_whom(app: Flask) -> None:
    ann = PersonFactory(name="Ann Lee", email="ann@example.org")
    with clock.frozen(MONDAY):
        with changing():
            boss = PersonFactory(name="Jo Hartley")
            actions.invite(person=ann, role=Role.VOLUNTEER, actor=boss)
        address, text = newest_letter()
    assert address == "ann@example.org"
    assert "Hello Ann,\n\nJo Hartley has made you an account for Amends." in text
    assert "The link works once, until Monday 9 March, 9am.\nYou will sign in as ann@" in text


def test_the_days_of_a_link_are_counted_from_its_sending(app: Flask) -> None:
    with clock.frozen(MONDAY), changing():
        invitation = actions.invite(person=PersonFactory(), role=Role.STAFF, actor=None)
    with clock.frozen(MONDAY + timedelta(days=3)):
        link_in_newest_letter()
    session.rollback()
    assert invitation.expires_at == MONDAY + timedelta(days=10)


def test_a_letter_that_has_become_pointless_is_not_sent(app: Flask) -> None:
    ann, bo, cy = (PersonFactory(name=name) for name in ("Ann", "Bo", "Cy"))
    with changing():
        replaced = actions.invite(person=ann, role=Role.STAFF, actor=None)
        used, closed = (
            actions.invite(person=person, role=Role.STAFF, actor=None) for person in (bo, cy)
        )
    with changing():
        actions.invite_again(user=queries.account_of(ann), actor=None)
        actions.accept(invitation=used, user=queries.account_of(bo), hashed="x")
        actions.deactivate(user=queries.account_of(cy), actor=None)
    for invitation in (replaced, used, closed):
        assert letters.invitation(to=invitation.person, invitation_id=invitation.id) is None
    reset = letters.password_reset(to=cy, user_id=queries.account_of(cy).id)
    assert reset is None


def test_the_outbox_holds_numbers_alone(app: Flask) -> None:
    user = user_with(Role.STAFF)
    with changing():
        actions.ask_for_reset(user=user)
        actions.change_password(user=user, hashed="x", actor=user.person)
        actions.invite(person=PersonFactory(), role=Role.STAFF, actor=None)
    with changing():
        for mail in session.scalars(select(Mail)):
            letter = write(mail)
            assert letter is not None
    session.rollback()
    mails = session.scalars(select(Mail).order_by(Mail.id)).all()
    invitation = session.scalars(select(Invitation)).one()
    assert [mail.context for mail in mails] == [
        {"user_id": user.id},
        {"user_id": user.id},
        {"invitation_id": invitation.id},
    ]
    assert [mail.body for mail in mails] == [None] * 3

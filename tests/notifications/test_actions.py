"""Posting a letter, once, in the transaction of its change."""

import threading

import pytest
from flask import Flask
from sqlalchemy import select

from portal.database import changing, session
from portal.notifications.actions import post
from portal.notifications.models import Mail, MailState
from portal.people.models import Person
from tests.factories import PersonFactory


def posted() -> list[Mail]:
    session.rollback()  # what others committed meanwhile is seen too
    return list(session.scalars(select(Mail).order_by(Mail.id)))


def test_a_letter_is_posted_once_however_often_it_is_asked_for(app: Flask) -> None:
    jo = PersonFactory()
    with changing():
        first = post(to=jo, template="test/letter", key="offer:1", offer_id=1)
        again = post(to=jo, template="test/letter", key="offer:1", offer_id=1)
    assert again is None
    assert posted() == [first]
    (mail,) = posted()
    assert (mail.to_person, mail.context, mail.state) == (jo, {"offer_id": 1}, MailState.WAITING)
    assert mail.message_id.endswith("@amends.example>")


def test_nobody_gets_a_letter_about_their_own_click(app: Flask) -> None:
    jo, ann = PersonFactory(), PersonFactory()
    with changing():
        for to in (jo, ann):
            post(to=to, template="test/letter", key=f"moved:{to.id}", actor=jo)
    assert [mail.to_person for mail in posted()] == [ann]


def test_somebody_without_an_address_gets_a_row_to_be_rung_about(app: Flask) -> None:
    with changing():
        post(to=PersonFactory(email=None), template="test/letter", key="one")
        post(to=PersonFactory(email=None), template="test/letter", key="two", address="a@b.example")
    assert [mail.state for mail in posted()] == [MailState.NO_ADDRESS, MailState.WAITING]


def test_a_letter_goes_with_its_change_or_not_at_all(app: Flask) -> None:
    jo = PersonFactory()
    try:
        with changing():
            post(to=jo, template="test/letter", key="one")
            raise ValueError
    except ValueError:
        pass
    assert posted() == []


def test_two_changes_at_once_post_one_letter_and_both_go_on(app: Flask) -> None:
    jo_id = PersonFactory().id
    together = threading.Barrier(2)
    outcomes: list[bool] = []

    def change() -> None:
        with app.app_context():
            together.wait()
            with changing():
                jo = session.get_one(Person, jo_id)
                outcomes.append(post(to=jo, template="test/letter", key="same") is not None)

    threads = [threading.Thread(target=change) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == [False, True]
    assert len(posted()) == 1


def test_a_letter_carries_numbers_alone(app: Flask) -> None:
    jo = PersonFactory()
    with pytest.raises(TypeError, match="numbers of rows alone"):
        post(to=jo, template="test/letter", key="one", order="RO-2026-014")  # type: ignore[arg-type]  # the point

"""What the letters of a round say, and when they have become pointless."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.members import actions
from portal.members.models import AvailabilityRound, Member
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail
from tests.members.rounds import scenes


@pytest.fixture(autouse=True)
def today() -> Iterator[None]:
    with clock.frozen(scenes.NOON):
        yield


def written() -> list[EmailMessage]:
    found = []
    for mail in session.scalars(select(Mail).order_by(Mail.id)).all():
        with changing():
            letter = write(mail)
        if letter:
            found.append(letter.message)
    return found


def said(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    return " ".join(str(part.get_content()).split()) if part else ""


@pytest.fixture
def ann(app: Flask) -> Member:
    return scenes.volunteer("Ann Lee")


@pytest.fixture
def asked(ann: Member) -> AvailabilityRound:
    found = scenes.opened(scenes.coordinator())
    with clock.frozen(scenes.NOON + timedelta(days=1)), changing():
        actions.remind(asking=found, actor=found.opened_by or ann.person)
    return found


def test_both_letters_say_by_when_and_link_to_the_page(asked: AvailabilityRound) -> None:
    first, reminder = written()
    assert first["Subject"] == "When could you sit in April?"
    assert reminder["Subject"] == (
        "Please answer by Saturday 7 March: When could you sit in April?"
    )
    for letter in (first, reminder):
        assert "Please answer by Saturday 7 March." in said(letter)
        assert "We tell you by Saturday 14 March which of your dates became panels." in said(letter)
        assert f"/members/me/rounds/{asked.uuid}" in said(letter)
        assert "ring Jo Hartley on 01632 960001" in said(letter)
    assert "Which of 4 dates could you do?" in said(first)


def test_nobody_who_has_answered_is_reminded_nor_anybody_of_what_has_closed(
    asked: AvailabilityRound, ann: Member
) -> None:
    with clock.frozen(asked.closes_at):
        assert written() == []
    scenes.sent(asked, ann)
    assert written() == []

"""What is written to who booked, waits or was invited; and what is not."""

from datetime import timedelta
from email.message import EmailMessage

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.training import actions
from portal.training.models import TrainingSession
from tests.live import text_of
from tests.training import scenes
from tests.training.bookings.scenes import ahead, asks, books, cancels, invited, signed_in

LINK = "https://meet.example/joining"


@pytest.fixture
def ann(app: Flask, monday: None) -> Person:
    return signed_in("Ann Lee")


@pytest.fixture
def online(ann: Person) -> TrainingSession:
    """Return a session with one place, joined by a link."""
    return ahead(capacity=1, join_url=LINK, instructions="Bring a laptop.")


def letters(template: str) -> list[EmailMessage | None]:
    """Write the letters of a kind; None for one that has become pointless."""
    found = session.scalars(
        select(Mail).where(Mail.template == f"training/email/{template}").order_by(Mail.id)
    ).all()
    with changing():
        written = [write(mail) for mail in found]
    return [letter.message if letter else None for letter in written]


def only(template: str) -> EmailMessage:
    [letter] = letters(template)
    assert letter is not None
    return letter


def calendar_of(letter: EmailMessage) -> str:
    """Return the calendar file that goes with a letter."""
    [file] = [part for part in letter.iter_attachments() if part.get_filename()]
    return str(file.get_content())


def test_who_is_booked_is_told_how_to_join(online: TrainingSession, ann: Person) -> None:
    books(online, ann)
    letter = only("booked")
    assert letter["Subject"] == "You are booked: Child safeguarding, Tuesday 24 March"
    words = text_of(letter)
    assert f"Join at: {LINK}" in words
    assert "Bring a laptop." in words
    assert f"/training/sessions/{online.entry.uuid}" in words
    file = calendar_of(letter)
    assert "METHOD:REQUEST" in file
    assert LINK in file.replace("\n ", "").replace("\r", "")


def test_who_is_booked_by_another_reads_by_whom(
    online: TrainingSession, ann: Person, jo: Person
) -> None:
    books(online, ann, actor=jo)
    assert "Jo Hartley has booked you on Child safeguarding." in text_of(only("booked"))


def test_who_is_booked_when_it_is_too_late_to_cancel_is_told_to_ring(
    online: TrainingSession, ann: Person, jo: Person
) -> None:
    with clock.frozen(online.cancel_by + timedelta(hours=1)):
        books(online, ann, actor=jo)
        text = " ".join(text_of(only("booked")).split())
    assert "If you can’t come, please ring: somebody else may want the place." in text


def test_cancelling_takes_it_out_of_the_calendar(online: TrainingSession, ann: Person) -> None:
    cancels(books(online, ann))
    letter = only("booking_cancelled")
    assert "METHOD:CANCEL" in calendar_of(letter)
    assert LINK not in text_of(letter)
    assert letters("booked") == [None]
    books(online, ann)
    assert letters("booking_cancelled") == [None]


def test_who_waits_is_not_told_the_link(online: TrainingSession, ann: Person, jo: Person) -> None:
    books(online, ann)
    bo = scenes.volunteer("Bo Ray").person
    waits = books(online, bo, actor=jo)
    words = text_of(only("booking_waiting"))
    assert "You are number 1." in words
    assert LINK not in words
    cancels(next(each for each in online.bookings if each.person_id == ann.id))
    offer = only("place_offered")
    words = text_of(offer)
    assert "is kept for you until Wednesday 4 March, midday" in words
    assert LINK not in words
    assert letters("booking_waiting") == [None]
    assert waits.offered_until is not None
    with clock.frozen(waits.offered_until):
        assert letters("place_offered") == [None]
        with changing():
            actions.lapse_offer(booking=waits)
        assert "has run out" in text_of(only("place_lapsed"))


def test_a_guest_is_sent_a_link_of_their_own_and_the_joining_link_once_booked(
    online: TrainingSession, jo: Person
) -> None:
    invitation, _ = invited(online, jo)
    booking = asks(invitation)
    offer = only("place_offered")
    assert offer["To"] == "dee@westmere.example"
    assert LINK not in text_of(offer)
    with changing():
        actions.accept_place(booking=booking, actor=None)
    letter = only("booked")
    words = text_of(letter)
    assert "Hello Dee Ash," in words
    assert f"Join at: {LINK}" in words
    assert "/training/guests/" in words
    assert "/training/sessions/" not in words
    file = calendar_of(letter).replace("\r\n ", "")
    assert f"UID:amends-{online.entry.uuid}-{booking.uuid.hex}" in file
    assert "METHOD:REQUEST" in file
    with changing():
        actions.cancel_booking(booking=booking, actor=None)
    assert "METHOD:CANCEL" in calendar_of(only("booking_cancelled"))


def test_a_guests_link_is_the_same_in_every_letter(online: TrainingSession, jo: Person) -> None:
    invitation, _ = invited(online, jo)
    booking = asks(invitation)
    first = text_of(only("place_offered"))
    with changing():
        actions.accept_place(booking=booking, actor=None)
    token = first.split("/training/guests/")[1].split()[0]
    assert f"/training/guests/{token}" in text_of(only("booked"))


def test_guests_hear_of_a_session_that_is_called_off(
    online: TrainingSession, jo: Person, ann: Person
) -> None:
    invitation, _ = invited(online, jo)
    booking = asks(invitation)
    with changing():
        actions.accept_place(booking=booking, actor=None)
    with changing():
        actions.cancel_session(held=online, version=online.version, reason="Snow", actor=jo)
    letter = only("session_cancelled")
    assert letter["To"] == "dee@westmere.example"
    assert "Snow" in text_of(letter)
    assert "METHOD:CANCEL" in calendar_of(letter)
    assert letters("booked") == [None]


def test_nothing_is_written_of_a_session_that_was_called_off(
    online: TrainingSession, ann: Person, jo: Person
) -> None:
    books(online, ann)
    books(online, scenes.volunteer("Bo Ray").person, actor=jo)
    with clock.frozen(clock.now() + timedelta(days=1)), changing():
        actions.cancel_session(held=online, version=online.version, reason="Snow", actor=jo)
    assert letters("booked") == [None]
    assert letters("booking_waiting") == [None]

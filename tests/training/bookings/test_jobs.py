"""What the clock does with bookings: places lapse, people are reminded, guests are forgotten."""

from datetime import date, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.training import actions, jobs
from portal.training.models import GUESTS_KEPT_DAYS, BookingState
from tests.training import scenes
from tests.training.bookings.scenes import (
    BOOKABLE,
    ahead,
    asks,
    books,
    cancels,
    invited,
    mail_to,
    signed_in,
    states,
)


@pytest.fixture
def ann(app: Flask, monday: None) -> Person:
    return signed_in("Ann Lee")


def morning(day: date) -> object:
    """Be at nine of a day."""
    return clock.frozen(clock.at(day, time(9)))


def test_places_lapse_once_their_time_has_run_out(ann: Person) -> None:
    held = ahead(capacity=1)
    bo, cy = (scenes.volunteer(name).person for name in ("Bo Ray", "Cy Day"))
    first = books(held, ann)
    books(held, bo)
    books(held, cy)
    cancels(first)
    assert jobs.lapse_places() == {"lapsed": 0}
    with clock.frozen(clock.now() + timedelta(hours=48)):
        assert jobs.lapse_places() == {"lapsed": 1}
        assert jobs.lapse_places() == {"lapsed": 0}
    assert states(held)[1:] == [("Bo Ray", "lapsed"), ("Cy Day", "offered")]


def test_the_booked_are_reminded_twice_each_time_once(ann: Person, jo: Person) -> None:
    held = ahead(capacity=3)
    books(held, ann)
    invitation, _ = invited(held, jo)
    guest = asks(invitation)
    with changing():
        actions.accept_place(booking=guest, actor=None)
    gone = books(held, scenes.volunteer("Bo Ray").person)
    cancels(gone)
    for day, count in ((16, 0), (17, 2), (18, 0), (23, 2), (24, 0)):
        on = date(2026, 3, day)
        with clock.frozen(clock.at(on, time(7))):
            assert jobs.remind_booked() == {"reminded": 0}
        with clock.frozen(clock.at(on, time(9))):
            assert jobs.remind_booked() == {"reminded": count}
            assert jobs.remind_booked() == {"reminded": 0}
    assert mail_to(ann) == ["booked", "session_reminder", "session_reminder"]


def test_nobody_is_reminded_of_what_was_called_off(ann: Person, jo: Person) -> None:
    held = ahead()
    books(held, ann)
    with changing():
        actions.cancel_session(held=held, version=held.version, reason="Snow", actor=jo)
    with clock.frozen(clock.at(BOOKABLE - timedelta(days=7), time(9))):
        assert jobs.remind_booked() == {"reminded": 0}


def test_guests_are_forgotten_some_time_after_the_session(ann: Person, jo: Person) -> None:
    held = ahead()
    invitation, _ = invited(held, jo)
    guest = asks(invitation)
    with changing():
        actions.accept_place(booking=guest, actor=None)
    last = BOOKABLE + timedelta(days=GUESTS_KEPT_DAYS.default)
    with clock.frozen(clock.at(last, time(12))):
        assert jobs.forget_guests() == {"forgotten": 0}
    with clock.frozen(clock.at(last + timedelta(days=1), time(12))):
        assert jobs.forget_guests() == {"forgotten": 1}
        assert jobs.forget_guests() == {"forgotten": 0}
    assert guest.state is BookingState.BOOKED
    assert (guest.guest_name, guest.token_hash) == ("A guest", None)
    assert guest.guest_email == f"{guest.uuid.hex}@forgotten.invalid"
    assert session.scalars(select(Mail).where(Mail.to_person_id.is_(None))).all() == []
    assert scenes.tags()[-1] == "guests_forgotten"

"""What leads to each letter about a booking, for the test that writes every letter."""

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from portal import clock
from portal.database import changing
from portal.training import actions, jobs
from tests.factories import CourseFactory
from tests.training import scenes
from tests.training.bookings.scenes import BOOKABLE, ahead, asks, books, cancels, invited


def somebody_books_and_another_waits() -> None:
    held = ahead(capacity=1, course=CourseFactory(), join_url="https://meet.example/a")
    jo = scenes.coordinator()
    books(held, scenes.volunteer("Ann Lee").person, actor=jo)
    books(held, scenes.volunteer("Bo Ray").person, actor=jo)
    with clock.frozen(clock.at(BOOKABLE - timedelta(days=1), clock.london(clock.now()).time())):
        jobs.remind_booked()


def a_place_is_offered_and_lapses() -> None:
    held = ahead(capacity=1, course=CourseFactory())
    first = books(held, scenes.volunteer("Cy Day").person)
    books(held, scenes.volunteer("Di Fox").person)
    books(held, scenes.volunteer("Eve Hay").person)
    cancels(first)
    with clock.frozen(clock.now() + timedelta(hours=48)):
        jobs.lapse_places()


def a_guest_is_invited_books_and_cancels() -> None:
    held = ahead(course=CourseFactory())
    invitation, _ = invited(held, scenes.coordinator())
    guest = asks(invitation)
    with changing():
        actions.accept_place(booking=guest, actor=None)
    cancels(guest)


OF_BOOKINGS: Final[tuple[Callable[[], None], ...]] = (
    somebody_books_and_another_waits,
    a_place_is_offered_and_lapses,
    a_guest_is_invited_books_and_cancels,
)

"""Who is asked whether a session helps, and when."""

from datetime import date, time

from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import session
from portal.notifications.actions import letters
from portal.notifications.models import Mail
from portal.training import jobs
from portal.training.models import (
    Attendance,
    BookingState,
    SessionState,
    TrainingSession,
)
from tests.factories import PersonFactory
from tests.training import scenes
from tests.training.evaluation.evenings import BEFORE, THURSDAY, came, guest, path


def on(day: date, hour: int = 10) -> None:
    with clock.frozen(clock.at(day, time(hour))):
        jobs.ask_feedback()


def asked() -> list[tuple[str, str | None]]:
    rows = session.scalars(select(Mail).order_by(Mail.id)).all()
    return [
        (
            mail.template.rpartition("_")[2],
            mail.to_person.name if mail.to_person else mail.to_address,
        )
        for mail in rows
    ]


def test_the_booked_are_asked_before_and_those_who_came_on_the_day_after(
    held: TrainingSession,
) -> None:
    booking = came(held, PersonFactory(name="Ann Lee"))
    booking.attendance = None
    scenes.booked(held, PersonFactory(name="Bo Ray"))
    scenes.booked(held, PersonFactory(name="Cy Day"), BookingState.WAITING)
    session.commit()
    on(date(2026, 3, 2))
    assert asked() == []
    on(date(2026, 3, 3))
    on(date(2026, 3, 4))
    assert asked() == [("before", "Ann Lee"), ("before", "Bo Ray")]
    booking.attendance = Attendance.ATTENDED
    session.commit()
    on(THURSDAY, 20)
    assert len(asked()) == 2
    on(date(2026, 3, 6))
    on(date(2026, 3, 7))
    assert asked()[2:] == [("after", "Ann Lee")]


def test_guests_are_asked_at_their_address(held: TrainingSession) -> None:
    booking = guest(held)
    on(date(2026, 3, 3))
    assert asked() == [("before", "gil@next.example")]
    [mail] = session.scalars(select(Mail)).all()
    content = letters[mail.template](to=None, **mail.context)
    assert content
    assert content.values["name"] == "Gil"
    assert content.values["link"].endswith(path(booking, BEFORE))


def test_nobody_is_asked_of_a_session_that_was_called_off(held: TrainingSession) -> None:
    came(held)
    on(date(2026, 3, 3))
    held.state = SessionState.CANCELLED
    session.commit()
    on(date(2026, 3, 6))
    [mail] = session.scalars(select(Mail)).all()
    assert letters[mail.template](to=mail.to_person, **mail.context) is None


def test_a_course_without_outcomes_asks_only_afterwards(app: Flask, monday: None) -> None:
    made = scenes.planned(scenes.safeguarding(), THURSDAY)
    came(made, PersonFactory(name="Ann Lee"))
    on(date(2026, 3, 4))
    on(date(2026, 3, 6))
    assert asked() == [("after", "Ann Lee")]

"""People who came to a session and say whether it helped."""

from datetime import date

from portal.database import changing, session
from portal.people.models import Person
from portal.training import actions
from portal.training.models import (
    Attendance,
    Booking,
    BookingState,
    Course,
    FeedbackMoment,
    SessionInvitation,
    TrainingSession,
)
from tests.factories import PersonFactory
from tests.training import scenes

BEFORE, AFTER = FeedbackMoment.BEFORE, FeedbackMoment.AFTER
THURSDAY = date(2026, 3, 5)


def came(made: TrainingSession, person: Person | None = None) -> Booking:
    """Let somebody have come to a session."""
    booking = scenes.booked(made, person or PersonFactory())
    booking.attendance = Attendance.ATTENDED
    session.commit()
    return booking


def guest(made: TrainingSession) -> Booking:
    """Let somebody of a neighbouring service be booked."""
    invited = SessionInvitation(
        session=made, organisation="Next", places=2, token_hash="x", expires_at=made.closes_at
    )
    booking = Booking(
        session=made,
        guest_name="Gil Moss",
        guest_email="gil@next.example",
        invitation=invited,
        state=BookingState.BOOKED,
    )
    session.add(booking)
    session.commit()
    return booking


def path(booking: Booking, moment: FeedbackMoment) -> str:
    return f"/training/feedback/{actions.feedback_token(booking, moment)}"


def ratings(course: Course, rating: int = 4, **values: object) -> dict[str, object]:
    return {f"outcome_{each.id}": rating for each in course.outcomes} | values


def say(booking: Booking, rating: int = 4, words: str = "") -> None:
    """Answer afterwards, as the page does."""
    token = actions.feedback_token(booking, AFTER)
    outcomes = {str(each.id): rating for each in booking.session.course.outcomes}
    with changing():
        actions.give_feedback(
            held=booking.session,
            moment=AFTER,
            token_hash=actions.hash_of(token),
            answers={"outcomes": outcomes, "useful": rating, "words": words},
        )

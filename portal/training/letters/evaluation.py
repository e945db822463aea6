"""Letters that ask whether a session helps: to whoever is booked, and to whoever came."""

from typing import Any

from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.site.urls import absolute
from portal.training.actions.links import feedback_token
from portal.training.models import Attendance, Booking, BookingState, FeedbackMoment
from portal.training.queries import evaluation as queries


@letter("training/email/feedback_before")
def feedback_before(*, to: Person | None, booking: int) -> Content | None:
    """Ask how sure somebody is before a session; nothing once it has begun or they are not on."""
    found = queries.booking_by_id(booking)
    if found is None or found.state is not BookingState.BOOKED:
        return None
    if not queries.is_open(found.session, queries.BEFORE):
        return None
    title = found.session.course.title
    return Content(f"Before {title}: how sure are you?", _values(found, to, queries.BEFORE))


@letter("training/email/feedback_after")
def feedback_after(*, to: Person | None, booking: int) -> Content | None:
    """Ask somebody who came whether it helped; nothing once it can no longer be answered."""
    found = queries.booking_by_id(booking)
    if found is None or found.attendance is not Attendance.ATTENDED:
        return None
    if not queries.is_open(found.session, queries.AFTER):
        return None
    title = found.session.course.title
    return Content(f"Did it help? {title}", _values(found, to, queries.AFTER))


def _values(found: Booking, to: Person | None, moment: FeedbackMoment) -> dict[str, Any]:
    name = to.first_name if to else (found.guest_name or "").split(maxsplit=1)[0]
    token = feedback_token(found, moment)
    return {
        "name": name,
        "title": found.session.course.title,
        "day": found.session.entry.first_day,
        "link": absolute("training.give_feedback", token=token),
    }

"""Letters about one booking: booked, on the list, offered a place, cancelled, reminded.

Somebody with an account is led to the session's page; a guest to the page of their own link.
"""

from datetime import date

from portal import clock
from portal.notifications.actions import Attachment, Content, letter
from portal.people.models import Person
from portal.site.filters import when, when_named
from portal.training.letters import parts
from portal.training.models import BookingState
from portal.training.queries import bookings, places


@letter("training/email/booked")
def booked(*, to: Person | None, booking: int, by_other: int) -> Content | None:
    """Tell somebody that they have a place, with how to get there or to join."""
    found = bookings.booking_numbered(booking)
    if found.state is not BookingState.BOOKED or parts.is_off(found.session):
        return None
    values = {
        **parts.facts(parts.reader_of(found)),
        "by": parts.booked_by(found) if by_other else "",
    }
    return Content(f"You are booked: {parts.title(found)}", values, parts.reader_of(found).files)


@letter("training/email/booking_waiting")
def booking_waiting(*, to: Person | None, booking: int) -> Content | None:
    """Tell somebody that they are on the waiting list, and at which place."""
    found = bookings.booking_numbered(booking)
    if found.state is not BookingState.WAITING or parts.is_off(found.session):
        return None
    turn = places.board(found.session, None).turns[found.id]
    values = {**parts.facts(parts.reader_of(found)), "turn": turn, "by": parts.booked_by(found)}
    return Content(f"You are on the waiting list: {parts.title(found)}", values)


@letter("training/email/place_offered")
def place_offered(*, to: Person | None, booking: int) -> Content | None:
    """Offer somebody a place until a moment."""
    found = bookings.booking_numbered(booking)
    over = found.offered_until is None or found.offered_until <= clock.now()
    if found.state is not BookingState.OFFERED or over or parts.is_off(found.session):
        return None
    values = {**parts.facts(parts.reader_of(found)), "until": found.offered_until}
    return Content(f"A place for you: {parts.title(found)}", values)


@letter("training/email/place_lapsed")
def place_lapsed(*, to: Person | None, booking: int) -> Content | None:
    """Tell somebody that they are no longer on the waiting list."""
    found = bookings.booking_numbered(booking)
    if found.state is not BookingState.LAPSED or parts.is_off(found.session):
        return None
    return Content(
        f"The place was not taken: {parts.title(found)}", parts.facts(parts.reader_of(found))
    )


@letter("training/email/booking_cancelled")
def booking_cancelled(
    *, to: Person | None, booking: int, by_other: int, had_place: int
) -> Content | None:
    """Tell somebody that they are no longer booked, and take it out of their calendar.

    Who cancelled by their own click knows it: only their calendar may not.
    """
    found = bookings.booking_numbered(booking)
    reader = parts.reader_of(found)
    again = reader.is_concerned
    files: tuple[Attachment, ...] = reader.files if had_place and not again else ()
    if again or parts.is_off(found.session) or (to is not None and not by_other and not files):
        return None
    values = {**parts.facts(reader), "by_other": bool(by_other), "had_place": bool(had_place)}
    return Content(f"You are no longer booked: {parts.title(found)}", values, files)


@letter("training/email/session_reminder")
def session_reminder(*, to: Person | None, booking: int, on: int) -> Content | None:
    """Remind somebody of a session, unless it has moved or they have cancelled meanwhile."""
    found = bookings.booking_numbered(booking)
    entry = found.session.entry
    moved = entry.first_day != date.fromordinal(on) or entry.starts_at <= clock.now()
    if found.state is not BookingState.BOOKED or moved or parts.is_off(found.session):
        return None
    values = {**parts.facts(parts.reader_of(found)), "when_it_is": when(entry.starts_at)}
    return Content(f"Your training is {when_named(entry.starts_at)}", values)

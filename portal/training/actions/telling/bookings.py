"""Telling people what became of their booking: guests too, with a link of their own."""

from portal.database import session
from portal.notifications.actions import post
from portal.notifications.models import Mail
from portal.people.models import Person
from portal.training.models import Booking


def booked(booking: Booking, *, actor: Person | None) -> None:
    """Send somebody how to get there or to join, and the file for their calendar.

    That letter brings what the page cannot, so it goes to them though they clicked themselves.
    """
    write("booked", booking, by_other=_by_other(booking, actor))


def waiting(booking: Booking, *, actor: Person | None) -> None:
    """Tell somebody that they are on the waiting list."""
    write("booking_waiting", booking, actor=actor)


def offered(booking: Booking) -> None:
    """Offer somebody a place that has become free."""
    write("place_offered", booking)


def lapsed(booking: Booking) -> None:
    """Tell somebody that the time to take a place has run out."""
    write("place_lapsed", booking)


def cancelled(booking: Booking, *, had_place: bool, actor: Person | None) -> None:
    """Tell somebody that their booking is cancelled; by themselves, only if they had a place.

    Their calendar may still have it: that letter takes it out.
    """
    by_other = _by_other(booking, actor)
    if had_place or by_other:
        write("booking_cancelled", booking, by_other=by_other, had_place=int(had_place))


def reminded(booking: Booking, *, days: int) -> bool:
    """Remind somebody of a session, `days` before; False if that was done."""
    on = booking.session.entry.first_day
    turn = f"{on.isoformat()}:{days}"
    return write("session_reminder", booking, turn=turn, on=on.toordinal()) is not None


def write(
    letter: str, booking: Booking, *, actor: Person | None = None, turn: str = "", **ids: int
) -> Mail | None:
    """Post a letter about a booking to whose it is: once for each `turn`."""
    session.flush()  # the letter carries the booking's number
    return post(
        to=booking.person,
        address=booking.guest_email,
        template=f"training/email/{letter}",
        key=":".join(filter(None, ("training", letter, str(booking.id), turn))),
        actor=actor,
        booking=booking.id,
        **ids,
    )


def _by_other(booking: Booking, actor: Person | None) -> int:
    """Return 1 when somebody else did it: a coordinator, or the portal when one leaves."""
    mine = actor is booking.person if booking.person is not None else actor is None
    return int(not mine)

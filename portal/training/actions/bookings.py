"""Booking a place, waiting for one, taking one that has become free, giving it back.

Every change holds the person's row first, then the session's, then its bookings: so one person
cannot book two places at once, nor two people the last one.
"""

from datetime import datetime
from typing import Final

from flask import current_app

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.people.models import Person
from portal.settings.queries import value
from portal.site.filters import moment
from portal.training import rules
from portal.training.actions.entries import publish_session
from portal.training.actions.telling import bookings as telling
from portal.training.models import (
    LIVE,
    OFFER_HOURS,
    Booking,
    BookingState,
    SessionState,
    TrainingSession,
    TrainingTag,
)
from portal.training.queries import bookings as queries
from portal.training.queries import places
from portal.training.queries.planned import last_day

BOOKED, WAITING = BookingState.BOOKED, BookingState.WAITING
CLOSED: Final = {
    rules.Window.DRAFT: "This session is not published yet.",
    rules.Window.CANCELLED: "This session was called off.",
    rules.Window.BEGUN: "This session has begun.",
}


def book(
    *,
    held: TrainingSession,
    person: Person,
    actor: Person,
    form_key: str,
    agreed: bool = False,
    waits: bool = True,
) -> Booking:
    """Give somebody a place, or a turn on the waiting list when none is left. Twice is once.

    `agreed` is that they know what else they have promised then. With `waits` false nobody is put
    on the list who asked for a place. A coordinator books for others after booking has closed
    too. Raises `rules.Refused` when it is not open, not for them, needs another course first, or
    clashes.
    """
    queries.lock_people([person.id])
    held = queries.lock_session(held.id)
    made = queries.booking_by_form(form_key, held.id) or _standing(held, person)
    if made is not None and made.state is BookingState.OFFERED:
        return accept_place(booking=made, actor=actor, agreed=agreed)
    if made is not None:
        return made
    check_window(held, late=actor is not person)
    _check_may_hold(held, person, actor)
    left = places.places_of(held, _live(held)).left
    if not left and not waits:
        raise rules.Refused(
            "The last place has just gone.", "Put them on the waiting list instead."
        )
    if left:
        _check_clashes(held, person, agreed=agreed)
    state = BOOKED if left else WAITING
    made = add(held, Booking(person=person, state=state, booked_by=actor, form_key=form_key))
    record(TrainingTag.BOOKED, made, actor=actor, person=person.id, state=state)
    publish_session(held, actor=actor)
    (telling.booked if left else telling.waiting)(made, actor=actor)
    return made


def accept_place(*, booking: Booking, actor: Person | None, agreed: bool = False) -> Booking:
    """Take the place that is kept for somebody. Twice is harmless.

    `actor` None is a guest, by their link. Raises `rules.Refused` when it comes too late.
    """
    held, booking = _hold(booking)
    if booking.state is BOOKED:
        return booking
    if booking.state is not BookingState.OFFERED or has_lapsed(booking):
        raise rules.Refused(
            "The time to take this place has run out.",
            "Join the waiting list again: you are told when a place is free.",
        )
    check_window(held, late=True)
    if booking.person is not None:
        _check_clashes(held, booking.person, agreed=agreed)
    booking.state, booking.offered_until = BOOKED, None
    session.flush()  # the calendar is told of who has a place
    record(TrainingTag.BOOKED, booking, actor=actor, person=booking.person_id, state=BOOKED)
    publish_session(held, actor=actor)
    telling.booked(booking, actor=actor)
    return booking


def cancel_booking(*, booking: Booking, actor: Person | None, at_any_time: bool = False) -> Booking:
    """Give a place back, or leave the waiting list; the next who waits is offered the place.

    People do it by themselves until the session's own time, coordinators `at_any_time` before it
    begins. Twice is harmless. Raises `rules.Refused` when it is too late.
    """
    held, booking = _hold(booking)
    if booking.state not in LIVE:
        return booking
    _check_may_cancel(held, booking, late=at_any_time)
    free(held, booking, actor=actor)
    return booking


def free(held: TrainingSession, booking: Booking, *, actor: Person | None) -> None:
    """End a booking of a held session, tell whose it was, and offer the place on.

    `actor` None is a guest themselves, by their link.
    """
    had_place = booking.state is BOOKED
    booking.state, booking.ended_at = BookingState.CANCELLED, clock.now()
    record(TrainingTag.BOOKING_CANCELLED, booking, actor=actor, person=booking.person_id)
    telling.cancelled(booking, had_place=had_place, actor=actor)
    _offer_on(held)
    session.flush()  # the calendar is told of who has a place
    publish_session(held, actor=actor)


def lapse_offer(*, booking: Booking) -> None:
    """Give up a place that nobody took in time, tell them, and offer it to the next.

    Twice is harmless.
    """
    held, booking = _hold(booking)
    if booking.state is not BookingState.OFFERED or not has_lapsed(booking):
        return
    booking.state, booking.ended_at = BookingState.LAPSED, clock.now()
    record(TrainingTag.BOOKING_LAPSED, booking, actor=None, person=booking.person_id)
    telling.lapsed(booking)
    _offer_on(held)
    session.flush()  # the calendar is told of who has a place
    publish_session(held, actor=None)


def offer_places(*, held: TrainingSession, actor: Person | None) -> int:
    """Offer what is free to those who wait, in their order; return how many were offered one.

    For whoever has changed how many places there are.
    """
    held = queries.lock_session(held.id)
    offered = _offer_on(held)
    if offered:
        session.flush()  # the calendar is told of who has a place
        publish_session(held, actor=actor)
    return offered


def add(held: TrainingSession, made: Booking) -> Booking:
    """Put a new booking into a held session; one that waits has its turn behind all others."""
    if made.state is not BOOKED:
        turns = [each.position for each in held.bookings if each.position is not None]
        made.position = rules.next_position(turns)
    made.session = held
    session.add(made)
    session.flush()  # the trail, the calendar and the letter need its number
    return made


def keep_until(held: TrainingSession) -> datetime:
    """Return until when a place that is offered now is kept."""
    return rules.keeps_until(
        clock.now(),
        hours=value(OFFER_HOURS),
        closes_at=held.closes_at,
        starts_at=held.entry.starts_at,
    )


def has_lapsed(booking: Booking) -> bool:
    """Return whether the time to take an offered place is over."""
    return booking.offered_until is not None and booking.offered_until <= clock.now()


def check_window(held: TrainingSession, *, late: bool) -> None:
    """Raise `Refused` unless it can be booked now; `late`, after booking has closed too."""
    window = places.window_of(held)
    if window in CLOSED:
        raise rules.Refused(CLOSED[window], "Choose another session of the course.")
    if window is rules.Window.NOT_YET and held.opens_at is not None and not late:
        opens = moment(held.opens_at, begins=False)
        raise rules.Refused("Booking is not open yet.", f"Come back when it opens: {opens}.")
    if window is rules.Window.CLOSED and not late:
        raise rules.Refused(
            f"Booking closed {moment(held.closes_at, begins=False)}.",
            f"Ring {_phone()} to ask for a place, or choose another session.",
        )


def _offer_on(held: TrainingSession) -> int:
    if held.state is not SessionState.PUBLISHED:
        return 0
    if not rules.may_be_offered(clock.now(), held.entry.starts_at):
        return 0
    live = _live(held)
    unused = places.places_of(held, live).unused
    waiting = sorted((each for each in live if each.state is WAITING), key=_turn)[:unused]
    for each in waiting:
        each.state, each.offered_until = BookingState.OFFERED, keep_until(held)
        record(TrainingTag.PLACE_OFFERED, each, actor=None, person=each.person_id)
        telling.offered(each)
    return len(waiting)


def _turn(booking: Booking) -> tuple[int, int]:
    return (booking.position or 0, booking.id)


def _hold(booking: Booking) -> tuple[TrainingSession, Booking]:
    """Hold the person, the session and its bookings, and return both rows as they now are."""
    if booking.person_id is not None:
        queries.lock_people([booking.person_id])
    held = queries.lock_session(booking.session_id)
    return held, next(each for each in held.bookings if each.id == booking.id)


def _live(held: TrainingSession) -> list[Booking]:
    return [each for each in held.bookings if each.state in LIVE]


def _standing(held: TrainingSession, person: Person) -> Booking | None:
    return next((each for each in _live(held) if each.person_id == person.id), None)


def _check_may_hold(held: TrainingSession, person: Person, actor: Person) -> None:
    keys = [each.key for each in held.audience]
    whom = "you" if person is actor else person.display_name
    trains = "You train" if person is actor else f"{person.display_name} trains"
    rules.check_no_trainer(held.trainer_id, person.id, who=trains)
    rules.check_audience(keys, places.keys_of(person, last_day(held)), whom=whom)
    rules.check_held_first(places.missing_first(person, held))


def _check_clashes(held: TrainingSession, person: Person, *, agreed: bool) -> None:
    others = [] if agreed else places.clashes(held, person)
    if others:
        raise rules.Clashing(others)


def _check_may_cancel(held: TrainingSession, booking: Booking, *, late: bool) -> None:
    window = places.window_of(held)
    if window is rules.Window.CANCELLED:
        raise rules.Refused(CLOSED[window], "There is nothing to cancel.")
    if window is rules.Window.BEGUN:
        raise rules.Refused(CLOSED[window], "Who did not come is marked in its register.")
    if not late and booking.state is BOOKED and not places.cancels_alone(held):
        raise rules.Refused(
            f"It is too late to cancel here: that was possible until "
            f"{moment(held.cancel_by, begins=False)}.",
            f"Ring {_phone()}, so that somebody else can have the place.",
        )


def _phone() -> str:
    phone: str = current_app.config["SUPPORT_PHONE"]
    return phone

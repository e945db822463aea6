"""Marking who came. *Attended* gives the award; a correction takes it back, or gives it."""

from dataclasses import dataclass
from datetime import date

from portal import clock
from portal.audit.actions import amend, record
from portal.database import session
from portal.people.models import Person
from portal.training import permissions, rules
from portal.training.actions.awards import Evidence, give_award, revoke_award
from portal.training.actions.entries import publish_session
from portal.training.models import (
    Attendance,
    AttendanceMark,
    AwardSource,
    Booking,
    BookingState,
    SessionState,
    TrainingSession,
    TrainingTag,
)
from portal.training.queries import awards, planned
from portal.training.queries import registers as queries

CORRECTED = "Corrected on the register: did not attend all of it"


@dataclass(frozen=True)
class WalkIn:
    """Who came without a place: somebody of ours, or a guest with a name and an address."""

    person: Person | None = None
    guest_name: str | None = None
    guest_email: str | None = None


def mark(
    *, booking: Booking, attendance: Attendance | None, agreed: bool = False, actor: Person
) -> Booking:
    """Mark whether somebody came; the same again changes nothing. None rubs a mark out.

    *Attended* awards the course from the session's last day, to people with an account alone. Any
    other mark takes that award back: raises `rules.WouldRevoke` unless `agreed`. Raises
    `rules.Refused` before the last day, or when the award cannot be given.
    """
    held = planned.lock_session(booking.session_id)
    booking = queries.lock_booking(booking.id)
    _check(held, booking)
    was = booking.attendance
    if was is attendance:
        return booking
    award = queries.award_by(booking)
    if award is not None and not agreed:
        raise _would_revoke(held, booking, award.valid_until)
    session.add(AttendanceMark(booking_id=booking.id, was=was, now=attendance, marked_by=actor))
    changes = amend(booking, attendance=attendance)
    record(TrainingTag.ATTENDANCE_MARKED, held, actor=actor, booking=booking.id, changes=changes)
    if award is not None:
        revoke_award(award=award, reason=CORRECTED, actor=actor)
    elif attendance is Attendance.ATTENDED and booking.person is not None:
        _award(held, booking.person, actor)
    if Attendance.ABSENT in {was, attendance}:
        publish_session(held, actor=actor)
    _settle(held, actor)
    return booking


def undo_mark(*, booking: Booking, mark_id: int, actor: Person) -> Booking:
    """Put a mark back to what it was before; that too is a mark. Twice is harmless.

    The award that it gave goes with it: whoever undoes has been told so beside the button. Raises
    `rules.Refused` for a mark that is no slip of the actor's.
    """
    last = booking.marks[-1] if booking.marks else None
    if last is None or last.id != mark_id:
        return booking
    if not permissions.may_undo(actor, last):
        raise rules.Refused(
            "Only a mark that you made today can be undone.",
            "Choose the right answer instead: it says first what that takes back.",
        )
    return mark(booking=booking, attendance=last.was, agreed=True, actor=actor)


def add_walk_in(*, held: TrainingSession, who: WalkIn, form_key: str, actor: Person) -> Booking:
    """Put somebody who came without a place on the register, as attended; the same form once.

    Whoever waited, or was offered a place, has one now: they came. More than there are places may.
    """
    held = planned.lock_session(held.id)
    rules.check_register(held.state.value, last_day=planned.last_day(held), today=clock.today())
    person_id = who.person.id if who.person else None
    booking = queries.standing_booking(held, person_id=person_id, email=who.guest_email)
    if booking is None:
        booking = Booking(
            session=held,
            person=who.person,
            guest_name=None if who.person else who.guest_name,
            guest_email=None if who.person else who.guest_email,
            state=BookingState.BOOKED,
            booked_by=actor,
            form_key=form_key,
        )
        session.add(booking)
    if booking.state is not BookingState.BOOKED or booking.id is None:
        booking.state, booking.position, booking.offered_until = BookingState.BOOKED, None, None
        record(TrainingTag.BOOKED, held, actor=actor, person=person_id, state=booking.state.value)
        publish_session(held, actor=actor)
    return mark(booking=booking, attendance=Attendance.ATTENDED, actor=actor)


def _check(held: TrainingSession, booking: Booking) -> None:
    rules.check_register(held.state.value, last_day=planned.last_day(held), today=clock.today())
    if booking.state is not BookingState.BOOKED:
        raise rules.Refused(
            f"{booking.name} has no place any more.", "Add them as somebody who came without."
        )


def _award(held: TrainingSession, person: Person, actor: Person) -> None:
    """Award the course, unless they hold it from that very day by a certificate already."""
    on = planned.last_day(held)
    if awards.held_from(person.id, held.course_id, on) is None:
        give_award(
            person=person,
            course=held.course,
            facts=rules.AwardFacts(on, on),
            evidence=Evidence(AwardSource.SESSION, session=held),
            actor=actor,
        )


def _would_revoke(held: TrainingSession, booking: Booking, until: date | None) -> rules.WouldRevoke:
    today, panels = clock.today(), 0
    if booking.person_id and queries.keeps_from_panels(held):
        panels = queries.panels_promised(booking.person_id, today)
    return rules.WouldRevoke(booking.name, held.course.title, until, panels=panels, near=today)


def _settle(held: TrainingSession, actor: Person) -> None:
    """Close the session once everybody is marked; rubbing a mark out opens it again."""
    session.flush()  # who is not marked is asked of the database
    marked = held.id not in queries.unmarked([held.id])
    state = SessionState.HELD if marked else SessionState.PUBLISHED
    changes = amend(held, state=state)
    if changes:
        tag = TrainingTag.SESSION_HELD if marked else TrainingTag.SESSION_CHANGED
        record(tag, held, actor=actor, changes=changes)

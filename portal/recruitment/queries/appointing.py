"""What an appointment starts from, and how what was set going then stands now."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import exists, func, select, true
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.access.rules import Role
from portal.calendar.models import Entry, Room
from portal.database import session
from portal.members.models import Member, Status
from portal.members.queries.serving import serves
from portal.panels.models import (
    STANDING_OFFERS,
    Offer,
    OfferState,
    Seat,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.panels.permissions import Areas
from portal.people.models import Person
from portal.recruitment.models import Application, Appointment
from portal.training.models import (
    LIVE,
    Attendance,
    Booking,
    BookingState,
    Course,
    Kind,
    SessionAudience,
    SessionState,
    TrainingSession,
)

MOST: Final = 12
"""Sessions and sittings to choose from, the soonest first."""
MOST_BUDDIES: Final = 200
VOLUNTEERS: Final = f"role:{Role.VOLUNTEER.value}"
"""The audience key of all volunteers; with an area, of those who serve it."""


@dataclass(frozen=True)
class Induction:
    """A session to come of an induction course, with the places left and how many wait."""

    uuid: UUID
    course: str
    entry: Entry
    left: int
    waiting: int


@dataclass(frozen=True)
class Known:
    """Somebody who applies and is no stranger: a colleague, or a volunteer who left."""

    person: Person
    member: Member | None


def appointment_of(application: Application) -> Appointment | None:
    """Return the appointment that an application led to."""
    return session.scalar(
        select(Appointment)
        .options(joinedload(Appointment.buddy), selectinload(Appointment.reviews))
        .where(Appointment.application_id == application.id)
    )


def appointment_numbered(number: int) -> Appointment | None:
    """Return an appointment by its number, for letters."""
    return session.get(Appointment, number)


def known(name: str, email: str | None) -> Known | None:
    """Return who is already held under both the name and the address."""
    if not email:
        return None
    people = session.scalars(
        select(Person)
        .where(func.lower(Person.email) == email.lower(), Person.erased_at.is_(None))
        .order_by(Person.id)
    )
    same = next((each for each in people if each.name.casefold() == name.casefold()), None)
    if same is None:
        return None
    member = session.scalar(
        select(Member)
        .options(selectinload(Member.area_rows), selectinload(Member.checks))
        .where(Member.person_id == same.id)
    )
    return Known(same, member)


def inductions(area_id: int | None) -> list[Induction]:
    """Return the sessions to come of induction courses, the soonest first: two statements.

    Those that are for volunteers, of the area if known.
    """
    keys = SessionAudience.key.like(f"{VOLUNTEERS}%")
    if area_id is not None:
        keys = SessionAudience.key.in_((VOLUNTEERS, f"{VOLUNTEERS}@area:{area_id}"))
    for_them = exists().where(SessionAudience.session_id == TrainingSession.id, keys)
    found = session.scalars(
        select(TrainingSession)
        .join(TrainingSession.course)
        .join(TrainingSession.entry)
        .options(
            joinedload(TrainingSession.course),
            joinedload(TrainingSession.entry).joinedload(Entry.room).joinedload(Room.venue),
        )
        .where(
            Course.kind == Kind.INDUCTION,
            TrainingSession.state == SessionState.PUBLISHED,
            Entry.starts_at > clock.now(),
            for_them,
        )
        .order_by(Entry.starts_at, TrainingSession.id)
        .limit(MOST)
    ).all()
    taken = _bookings([each.id for each in found])
    return [
        Induction(
            each.entry.uuid,
            each.course.title,
            each.entry,
            max(0, each.capacity - sum(taken.get((each.id, state), 0) for state in LIVE)),
            taken.get((each.id, BookingState.WAITING), 0),
        )
        for each in found
    ]


def _bookings(session_ids: Collection[int]) -> dict[tuple[int, BookingState], int]:
    rows = session.execute(
        select(Booking.session_id, Booking.state, func.count(Booking.id))
        .where(Booking.session_id.in_(session_ids), Booking.state.in_(LIVE))
        .group_by(Booking.session_id, Booking.state)
    )
    return {(session_id, state): count for session_id, state, count in rows}


def buddies(area_id: int | None) -> Sequence[Member]:
    """Return the experienced volunteers, by name: active, and no learners; of the area if known.

    Not who has said that they will leave.
    """
    return session.scalars(
        select(Member)
        .join(Member.person)
        .where(
            Member.status == Status.ACTIVE,
            Member.is_learner.is_(False),
            Member.leaves_on.is_(None),
            Person.erased_at.is_(None),
            serves(() if area_id is None else (area_id,)),
        )
        .order_by(Person.name, Member.id)
        .limit(MOST_BUDDIES)
    ).all()


def buddy(uuid: UUID) -> Person | None:
    """Return an active volunteer who may be somebody's buddy, and does not leave."""
    return session.scalar(
        select(Person)
        .join(Member, Member.person_id == Person.id)
        .where(Person.uuid == uuid, Member.status == Status.ACTIVE, Member.leaves_on.is_(None))
    )


def to_observe(area_id: int | None, areas: Areas) -> Sequence[Sitting]:
    """Return the sittings to come with an observer's seat free, of the area if known.

    Of those that whoever asks looks after, the soonest first.
    """
    free = exists().where(
        Seat.sitting_id == Sitting.id,
        Seat.kind == SeatKind.OBSERVER,
        Seat.person_id.is_(None),
        Seat.pencilled_id.is_(None),
    )
    return session.scalars(
        select(Sitting)
        .join(Sitting.entry)
        .options(joinedload(Sitting.entry).joinedload(Entry.room).joinedload(Room.venue))
        .where(
            Sitting.state == SittingState.PUBLISHED,
            Entry.starts_at > clock.now(),
            free,
            Entry.area_id == area_id if area_id is not None else true(),
            Entry.area_id.in_(areas) if areas else true(),
        )
        .order_by(Entry.starts_at, Sitting.id)
        .limit(MOST)
    ).all()


@dataclass(frozen=True)
class Progress:
    """How far somebody who was appointed has come.

    `attended` is the day of the induction that they have been to; `booking` their place, or their
    turn for one, on one to come; without either, `next` is one to book. `observed` are days on
    which they observed, `asked` the entries of those that they said yes to or were asked for, with
    whether they have said yes.
    """

    attended: date | None
    booking: Booking | None
    next: Induction | None
    observed: tuple[date, ...]
    asked: tuple[tuple[Entry, bool], ...]


def progress(appointment: Appointment) -> Progress:
    """Return how the training and the observing of somebody who was appointed stand."""
    person_id = appointment.member.person_id
    bookings = _inductions_of(person_id)
    attended = [each for each in bookings if each.attendance is Attendance.ATTENDED]
    booking = next((each for each in bookings if _is_to_come(each)), None)
    offers = _observing(person_id)
    over = [each for each in offers if each.seat.sitting.entry.ends_at <= clock.now()]
    return Progress(
        attended[-1].session.entry.first_day if attended else None,
        booking,
        None if attended or booking else next(iter(inductions(None)), None),
        tuple(
            each.seat.sitting.entry.first_day
            for each in over
            if each.state is OfferState.ACCEPTED and each.seat.sitting.state is SittingState.HELD
        ),
        tuple(
            (each.seat.sitting.entry, each.state is OfferState.ACCEPTED)
            for each in offers
            if each not in over
        ),
    )


def _is_to_come(booking: Booking) -> bool:
    held = booking.session
    to_come = held.state is SessionState.PUBLISHED and held.entry.ends_at > clock.now()
    return booking.state in LIVE and booking.attendance is None and to_come


def _inductions_of(person_id: int) -> Sequence[Booking]:
    return session.scalars(
        select(Booking)
        .join(Booking.session)
        .join(TrainingSession.course)
        .join(TrainingSession.entry)
        .options(
            joinedload(Booking.session).joinedload(TrainingSession.entry),
            joinedload(Booking.session).joinedload(TrainingSession.course),
        )
        .where(
            Booking.person_id == person_id,
            Booking.state.in_(LIVE),
            Course.kind == Kind.INDUCTION,
        )
        .order_by(Entry.starts_at, Booking.id)
        .limit(MOST)
    ).all()


def _observing(person_id: int) -> Sequence[Offer]:
    return session.scalars(
        select(Offer)
        .join(Offer.seat)
        .join(Seat.sitting)
        .join(Sitting.entry)
        .options(joinedload(Offer.seat).joinedload(Seat.sitting).joinedload(Sitting.entry))
        .where(
            Offer.person_id == person_id,
            Offer.state.in_(STANDING_OFFERS),
            Seat.kind == SeatKind.OBSERVER,
            Sitting.state.in_((SittingState.PUBLISHED, SittingState.HELD)),
        )
        .order_by(Entry.starts_at, Offer.id)
        .limit(MOST)
    ).all()

"""Sessions as they are planned: the list, one with all that its page shows, what waits to be done.

Who may see a session is who sees its entry in the calendar: its audience, those who are on it,
and everybody employed; of a draft, those who plan.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, Select, and_, func, literal, or_, select, true
from sqlalchemy.orm import aliased, contains_eager, joinedload, selectinload

from portal import clock
from portal.access.rules import Permission
from portal.accounts import queries as accounts
from portal.calendar.models import Attendee, Entry, Room
from portal.calendar.queries.audience import may_see, own
from portal.database import session
from portal.people.models import Person
from portal.settings.queries import value
from portal.site.pagination import Page, page_of
from portal.training.models import (
    TOO_FEW_DAYS,
    Booking,
    BookingState,
    Course,
    SessionDay,
    SessionState,
    TrainingSession,
)
from portal.training.rules import decide_from

UPCOMING, DRAFTS, PAST = "upcoming", "drafts", "past"
TAKEN: Final = (BookingState.BOOKED, BookingState.OFFERED)
"""What takes a place; a place that is offered is kept."""
WAITS: Final = (BookingState.WAITING, BookingState.OFFERED)
MOST_TO_DO: Final = 100

DAYS: Final = (
    selectinload(TrainingSession.more_days)
    .joinedload(SessionDay.entry)
    .joinedload(Entry.room)
    .joinedload(Room.venue)
)


@dataclass(frozen=True)
class SessionFilter:
    """What the list is narrowed to. Both days are included; a session counts for each of its days.

    What is to come has its last day today or later.
    """

    show: str = UPCOMING
    course_id: int | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class Places:
    """How many places of a session are taken, and how many wait for one."""

    taken: int = 0
    booked: int = 0
    waiting: int = 0

    def left(self, held: TrainingSession) -> int:
        """Return how many can be booked now; one for which somebody waits is theirs."""
        return max(0, held.capacity - self.taken - self.waiting)


def entries_of(held: TrainingSession) -> list[Entry]:
    """Return the entries of a session's days, in order."""
    return [held.entry, *(each.entry for each in held.more_days)]


def last_entry(held: TrainingSession) -> Entry:
    """Return the entry of a session's last day."""
    return entries_of(held)[-1]


def last_day(held: TrainingSession) -> date:
    """Return a session's last day: the day on which its course was taken."""
    return last_entry(held).last_day


def has_begun(held: TrainingSession) -> bool:
    """Return whether its first day has begun."""
    return held.entry.starts_at <= clock.now()


def is_over(held: TrainingSession) -> bool:
    """Return whether its last day has ended."""
    return last_entry(held).ends_at <= clock.now()


def is_undecided(held: TrainingSession, booked: int) -> bool:
    """Return whether it is to be decided now whether a session goes ahead with too few."""
    if held.state is not SessionState.PUBLISHED or held.confirmed_at or has_begun(held):
        return False
    since = decide_from(held.closes_at, held.entry.starts_at, too_few_days=value(TOO_FEW_DAYS))
    return booked < held.minimum and since <= clock.now()


def session_for(person_id: int, uuid: UUID) -> TrainingSession:
    """Return a session that somebody may see; raises NoResultFound, answered 404."""
    person = literal(person_id, Integer)
    return session.scalars(
        _whole().outerjoin(Attendee, own(person)).where(Entry.uuid == uuid, may_see(person))
    ).one()


def session_at(uuid: UUID) -> TrainingSession:
    """Return a session for who plans, or keeps its register; raises NoResultFound."""
    return session.scalars(_whole().where(Entry.uuid == uuid)).one()


def session_numbered(session_id: int) -> TrainingSession:
    """Return a session by its number; raises NoResultFound."""
    return session.scalars(_whole().where(TrainingSession.id == session_id)).one()


def _whole() -> Select[TrainingSession]:
    return (
        select(TrainingSession)
        .join(TrainingSession.entry)
        .options(
            contains_eager(TrainingSession.entry).joinedload(Entry.room).joinedload(Room.venue),
            joinedload(TrainingSession.course),
            joinedload(TrainingSession.trainer),
            selectinload(TrainingSession.audience),
            selectinload(TrainingSession.bookings).joinedload(Booking.person),
            DAYS,
        )
    )


def lock_session(session_id: int) -> TrainingSession:
    """Return a session as it now is, held until this change is committed."""
    return session.scalars(
        select(TrainingSession)
        .where(TrainingSession.id == session_id)
        .with_for_update(of=TrainingSession)
        .execution_options(populate_existing=True)
    ).one()


def session_by_form(form_key: str) -> TrainingSession | None:
    """Return the session that a form that was sent before has planned."""
    return session.scalar(select(TrainingSession).where(TrainingSession.form_key == form_key))


def live_bookings(held: TrainingSession, *states: BookingState) -> list[Booking]:
    """Return a session's bookings in these states as they now are, in the order of booking."""
    return list(
        session.scalars(
            select(Booking)
            .options(joinedload(Booking.person))
            .where(Booking.session_id == held.id, Booking.state.in_(states))
            .order_by(Booking.position, Booking.id)
        ).all()
    )


def places_of(session_ids: Collection[int]) -> dict[int, Places]:
    """Return how the places of each session stand; one that nobody has booked is left out."""
    rows = session.execute(
        select(
            Booking.session_id,
            func.count().filter(Booking.state.in_(TAKEN)),
            func.count().filter(Booking.state == BookingState.BOOKED),
            func.count().filter(Booking.state == BookingState.WAITING),
        )
        .where(Booking.session_id.in_(session_ids))
        .group_by(Booking.session_id)
    )
    return {number: Places(taken, booked, waiting) for number, taken, booked, waiting in rows}


def own_bookings(person_id: int, session_ids: Collection[int]) -> Mapping[int, Booking]:
    """Return somebody's standing booking of each of these sessions."""
    rows = session.scalars(
        select(Booking).where(
            Booking.person_id == person_id,
            Booking.session_id.in_(session_ids),
            Booking.state.in_((*TAKEN, BookingState.WAITING)),
        )
    )
    return {booking.session_id: booking for booking in rows}


def sessions(person_id: int, narrowed: SessionFilter, number: int = 1) -> Page[TrainingSession]:
    """Return a page of the sessions that somebody may see: the next first, of the past the last."""
    person = literal(person_id, Integer)
    past = narrowed.show == PAST
    order = (
        (Entry.starts_at.desc(), TrainingSession.id.desc())
        if past
        else (
            Entry.starts_at,
            TrainingSession.id,
        )
    )
    statement = (
        select(TrainingSession)
        .join(TrainingSession.entry)
        .outerjoin(Attendee, own(person))
        .options(
            contains_eager(TrainingSession.entry).joinedload(Entry.room).joinedload(Room.venue),
            joinedload(TrainingSession.course),
            joinedload(TrainingSession.trainer),
            DAYS,
        )
        .where(may_see(person), *_narrowed(narrowed))
        .order_by(*order)
    )
    return page_of(statement, number)


def _narrowed(narrowed: SessionFilter) -> list[ColumnElement[bool]]:
    conditions = [_shown(narrowed.show)]
    if narrowed.course_id:
        conditions.append(TrainingSession.course_id == narrowed.course_id)
    if narrowed.since:
        conditions.append(_lasts_to(narrowed.since))
    if narrowed.until:
        conditions.append(Entry.first_day <= narrowed.until)
    return conditions


def _shown(show: str) -> ColumnElement[bool]:
    to_come = _lasts_to(clock.today())
    if show == DRAFTS:
        return TrainingSession.state == SessionState.DRAFT
    if show == PAST:
        called_off = TrainingSession.state == SessionState.CANCELLED
        been = and_(TrainingSession.state != SessionState.DRAFT, ~to_come)
        return or_(called_off, been)
    going = TrainingSession.state.in_((SessionState.PUBLISHED, SessionState.HELD))
    return and_(going, to_come)


def _lasts_to(day: date) -> ColumnElement[bool]:
    """Return the condition that a session has a day on this one or later."""
    later = aliased(Entry)
    further = (
        select(SessionDay.id)
        .join(later, SessionDay.entry_id == later.id)
        .where(SessionDay.session_id == TrainingSession.id, later.last_day >= day)
        .exists()
    )
    return or_(Entry.last_day >= day, further)


def courses_with_sessions() -> Sequence[Course]:
    """Return the courses that have a session, by title: to narrow the list by."""
    planned = select(TrainingSession.id).where(TrainingSession.course_id == Course.id).exists()
    return session.scalars(select(Course).where(planned).order_by(Course.title, Course.id)).all()


def person_numbered(person_id: int) -> Person:
    """Return somebody by their number; raises NoResultFound."""
    return session.scalars(select(Person).where(Person.id == person_id)).one()


def room_numbered(room_id: int) -> Room:
    """Return a room by its number; raises NoResultFound."""
    return session.scalars(
        select(Room).options(joinedload(Room.venue)).where(Room.id == room_id)
    ).one()


@dataclass(frozen=True)
class Undecided:
    """A session of which it is to be decided whether it goes ahead, and how many have booked."""

    held: TrainingSession
    booked: int


def undecided(trainer_id: int | None = None) -> Sequence[Undecided]:
    """Return the published sessions to come with fewer booked than they need and no decision.

    Soonest first, from the day on which it is decided; with a trainer, theirs alone.
    """
    soon = clock.now() + timedelta(days=value(TOO_FEW_DAYS))
    booked = (
        select(func.count(Booking.id))
        .where(Booking.session_id == TrainingSession.id, Booking.state == BookingState.BOOKED)
        .scalar_subquery()
    )
    rows = session.execute(
        select(TrainingSession, booked)
        .join(TrainingSession.entry)
        .options(
            contains_eager(TrainingSession.entry),
            joinedload(TrainingSession.course),
            joinedload(TrainingSession.trainer),
        )
        .where(
            TrainingSession.state == SessionState.PUBLISHED,
            TrainingSession.confirmed_at.is_(None),
            Entry.starts_at > clock.now(),
            or_(TrainingSession.closes_at <= clock.now(), Entry.starts_at <= soon),
            booked < TrainingSession.minimum,
            true() if trainer_id is None else TrainingSession.trainer_id == trainer_id,
        )
        .order_by(Entry.starts_at, TrainingSession.id)
        .limit(MOST_TO_DO)
    )
    return [Undecided(held, count) for held, count in rows]


def deciders(held: TrainingSession) -> list[Person]:
    """Return who decides whether a session goes ahead: its trainer, and everybody who plans."""
    planners = accounts.people_with(Permission.TRAINING_EDIT)
    return list(dict.fromkeys(each for each in (held.trainer, *planners) if each is not None))

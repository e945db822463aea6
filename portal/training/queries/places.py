"""How a session is filled, and what somebody should know before they book it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Final

from sqlalchemy import func, literal, or_, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.access.rules import Role
from portal.accounts.queries import user_of
from portal.calendar import queries as calendar
from portal.calendar.models import Entry
from portal.database import as_dict, session
from portal.members import queries as members
from portal.members import rules as member_rules
from portal.members.queries.said import away_on
from portal.people.models import Person
from portal.site.filters import day, span
from portal.training import rules
from portal.training.models import (
    LIVE,
    Award,
    Booking,
    BookingState,
    Course,
    CoursePrerequisite,
    Delivery,
    Exemption,
    SessionState,
    TrainingSession,
)
from portal.training.queries import courses
from portal.training.queries.people import Trained, every_area, seat_keys, trained
from portal.training.queries.planned import last_day
from portal.training.queries.sessions import bookable

MOST_FOUND: Final = 20

ON_THE_LIST: Final = (BookingState.WAITING, BookingState.OFFERED)


@dataclass(frozen=True)
class Board:
    """Who has a place of a session, who waits in which order, and how many are left."""

    held: TrainingSession
    places: rules.Places
    window: rules.Window
    booked: Sequence[Booking] = ()
    listed: Sequence[Booking] = ()
    mine: Booking | None = None
    turns: dict[int, int] = field(default_factory=dict)

    @property
    def cancels_alone(self) -> bool:
        """Return whether whoever has a place may still give it back by themselves."""
        return cancels_alone(self.held)

    @property
    def turn(self) -> int:
        """Return the place on the waiting list of whoever looks."""
        return self.turns.get(self.mine.id, 0) if self.mine else 0


def board(held: TrainingSession, person_id: int | None) -> Board:
    """Return how a session is filled, and the booking of whoever looks, in one statement."""
    live = session.scalars(
        select(Booking)
        .options(
            joinedload(Booking.person),
            joinedload(Booking.booked_by),
            joinedload(Booking.invitation),
        )
        .where(Booking.session_id == held.id, Booking.state.in_(LIVE))
        .order_by(Booking.position, Booking.id)
    ).all()
    listed = [each for each in live if each.state in ON_THE_LIST]
    booked = [each for each in live if each.state is BookingState.BOOKED]
    return Board(
        held,
        places_of(held, live),
        window_of(held),
        sorted(booked, key=lambda each: (each.name.casefold(), each.id)),
        listed,
        next((each for each in live if person_id and each.person_id == person_id), None),
        {each.id: turn for turn, each in enumerate(listed, start=1)},
    )


def places_of(held: TrainingSession, bookings: Sequence[Booking]) -> rules.Places:
    """Return how many of a session's places are taken, kept and waited for."""
    states = [each.state for each in bookings]
    return rules.Places(
        held.capacity,
        states.count(BookingState.BOOKED),
        states.count(BookingState.OFFERED),
        states.count(BookingState.WAITING),
    )


def window_of(held: TrainingSession) -> rules.Window:
    """Return whether a session can be booked now."""
    return times_of(held).window(held.state.value, clock.now())


def cancels_alone(held: TrainingSession) -> bool:
    """Return whether people may still give a place back by themselves."""
    return times_of(held).cancels_alone(clock.now())


def times_of(held: TrainingSession) -> rules.Times:
    """Return when a session opens, closes and begins."""
    return rules.Times(held.opens_at, held.closes_at, held.cancel_by, held.entry.starts_at)


def keys_of(person: Person, until: date | None = None) -> set[str]:
    """Return the audience keys by which somebody books, with an account or without.

    With `until`, a session's last day, those of a volunteer who is to leave before do not count.
    """
    who = next(iter(trained([person.id])), None)
    keys = seat_keys(who, every_area(), until) if who else set()
    user = user_of(person)
    if user is not None and user.active and Role.PARTNER in user.role_names:
        keys.add(f"role:{Role.PARTNER.value}")
    return keys


def clashes(held: TrainingSession, person: Person) -> list[str]:
    """Return what somebody has promised while a session runs, in words; nothing only planned."""
    found: dict[int, str] = {}
    for entry in entries_of(held):
        others = calendar.promised_then(
            person.id, entry.starts_at, entry.ends_at, ignoring=entry.id
        )
        for other in others:
            when = f"{day(other.starts_at)}, {span(other.starts_at, other.ends_at)}"
            found[other.id] = f"{other.title}, {when}"
    return list(found.values())


def away(held: TrainingSession, person: Person) -> list[str]:
    """Return the days away that somebody entered and a session falls into, in words."""
    member = members.member_of(person)
    if member is None:
        return []
    days = [entry.first_day for entry in entries_of(held)]
    spans = {each for found in away_on([member.id], days).values() for each in found}
    return [member_rules.days_in_words(*each, clock.today()) for each in sorted(spans)]


def entries_of(held: TrainingSession) -> list[Entry]:
    """Return the entries of a session's days, in order."""
    return [held.entry, *(each.entry for each in held.more_days)]


@dataclass(frozen=True)
class Look:
    """What somebody should know before they book: what stands in the way, what else they have.

    `missing` must be held first. `until` is how long they hold the course already; None not at all.
    `also` are the days of other sessions of it on which they have a place or a turn.
    """

    meant: bool
    missing: Sequence[rules.Missing]
    clashes: Sequence[str]
    away: Sequence[str]
    also: Sequence[date]
    until: date | None


def look(held: TrainingSession, person: Person) -> Look:
    """Return what somebody should know before they book a session."""
    keys = keys_of(person, last_day(held))
    for_them = not keys.isdisjoint(row.key for row in held.audience)
    meant = for_them and held.trainer_id != person.id
    return Look(
        meant,
        missing_first(person, held) if meant else (),
        clashes(held, person) if meant else (),
        away(held, person) if meant else (),
        _also_booked(held, person) if meant else (),
        _holds(person.id, clock.today()).get(held.course_id),
    )


def _also_booked(held: TrainingSession, person: Person) -> Sequence[date]:
    return session.scalars(
        select(Entry.first_day)
        .join(TrainingSession, TrainingSession.entry_id == Entry.id)
        .join(Booking, Booking.session_id == TrainingSession.id)
        .where(
            Booking.person_id == person.id,
            Booking.state.in_(LIVE),
            TrainingSession.course_id == held.course_id,
            TrainingSession.id != held.id,
            TrainingSession.state == SessionState.PUBLISHED,
            Entry.starts_at > clock.now(),
        )
        .order_by(Entry.starts_at, Entry.id)
    ).all()


def who_could(held: TrainingSession, words: str) -> list[Trained]:
    """Return those whom a session is for and who have no place or turn yet, by name; the first few.

    All of the words that were typed are in their name.
    """
    keys = {row.key for row in held.audience}
    known = set(
        session.scalars(
            select(Booking.person_id).where(
                Booking.session_id == held.id,
                Booking.state.in_(LIVE),
                Booking.person_id.is_not(None),
            )
        )
    )
    every, until, wanted = every_area(), last_day(held), words.casefold().split()
    found = (
        each
        for each in trained()
        if each.id not in known
        and all(word in each.name.casefold() for word in wanted)
        and not keys.isdisjoint(seat_keys(each, every, until))
    )
    return list(islice(found, MOST_FOUND))


def missing_first(person: Person, held: TrainingSession) -> list[rules.Missing]:
    """Return the courses that must be held first and will not be on the session's day.

    An exemption counts as holding it.
    """
    on = held.entry.first_day
    required = session.scalars(
        select(Course)
        .join(CoursePrerequisite, CoursePrerequisite.required_id == Course.id)
        .where(CoursePrerequisite.course_id == held.course_id)
        .order_by(Course.title, Course.id)
    ).all()
    if not required:
        return []
    holds = _holds(person.id, on).keys() | _exempt_from(person.id, on)
    lacking = [course for course in required if course.id not in holds]
    return [rules.Missing(each.title, _remedy(each, person, on)) for each in lacking]


def _remedy(course: Course, person: Person, before: date) -> str:
    sessions = bookable([course.id]).get(course.id, ())
    return rules.Mend(
        next=rules.next_bookable(sessions, keys_of(person), before=before),
        e_learning=course.minutes if course.delivery is Delivery.E_LEARNING else None,
    ).words(clock.today())


def _holds(person_id: int, on: date) -> dict[int, date]:
    """Return the courses that somebody holds on a day, each with its last day.

    A course that another stands for is held with it.
    """
    until = func.max(func.coalesce(Award.valid_until, literal(rules.FOR_EVER)))
    rows = session.execute(
        select(Award.course_id, until)
        .where(
            Award.person_id == person_id,
            Award.revoked_at.is_(None),
            Award.taken_on <= on,
            or_(Award.valid_until.is_(None), Award.valid_until >= on),
        )
        .group_by(Award.course_id)
    )
    held = as_dict(rows)
    found = dict(held)
    for course_id, covered in rules.reached(courses.cover_pairs()).items():
        for each in covered if course_id in held else ():
            found[each] = max(found.get(each, held[course_id]), held[course_id])
    return found


def _exempt_from(person_id: int, on: date) -> set[int]:
    return set(
        session.scalars(
            select(Exemption.course_id).where(
                Exemption.person_id == person_id,
                Exemption.since <= on,
                or_(Exemption.until.is_(None), Exemption.until >= on),
                or_(Exemption.ended_on.is_(None), Exemption.ended_on > on),
            )
        )
    )

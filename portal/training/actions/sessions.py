"""Planning sessions, changing them, publishing them, calling them off. Of a draft nobody knows."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final, Protocol

from sqlalchemy.orm.attributes import flag_modified

from portal import clock
from portal.audit.actions import Changes, amend, record
from portal.calendar import queries as calendar
from portal.calendar.models import Room
from portal.database import session
from portal.people.models import Person
from portal.site.filters import day, span
from portal.training import rules
from portal.training.actions.bookings import offer_places
from portal.training.actions.entries import (
    cancel_entries,
    move_entries,
    open_entries,
    publish_session,
)
from portal.training.actions.telling import sessions as telling
from portal.training.models import (
    BookingState,
    Course,
    Delivery,
    SessionAudience,
    SessionDay,
    SessionState,
    TrainingSession,
    TrainingTag,
)
from portal.training.queries import courses
from portal.training.queries import planned as queries

KEY_LENGTH: Final = 16
STALE: Final = "This session was changed since you opened it."


class Decision(Protocol):
    """A change of a session that needs no more than the version that was seen."""

    def __call__(self, *, held: TrainingSession, version: int, actor: Person) -> TrainingSession:
        """Do it, or raise `rules.Refused`."""
        ...


@dataclass(frozen=True)
class Where:
    """Where a session is and who trains: the room, and a person of ours."""

    room: Room | None
    trainer: Person | None = None


def plan_session(
    *,
    course: Course,
    facts: rules.SessionFacts,
    where: Where,
    publish: bool,
    form_key: str,
    actor: Person,
) -> TrainingSession:
    """Plan a session, as a draft or published at once; the same form twice plans one.

    Nobody is written to: those who may book see it in the calendar and on their pages. Raises
    `rules.Refused` with the field it is about.
    """
    course = courses.lock_course(course.id)  # the same form sent twice at once comes one by one
    made = queries.session_by_form(form_key)
    if made is not None:
        return made
    _check_course(course)
    _check(facts, where, taken=0, was=None)
    entries = open_entries(course, facts, where.room, actor=actor)
    held = TrainingSession(
        course=course,
        entry=entries[0],
        state=SessionState.PUBLISHED if publish else SessionState.DRAFT,
        more_days=[
            SessionDay(number=number, entry=entry)
            for number, entry in enumerate(entries[1:], start=2)
        ],
        audience=[SessionAudience(key=key) for key in sorted(facts.keys)],
        form_key=form_key,
        **_columns(facts, where),
    )
    session.add(held)
    session.flush()  # who is on it is asked by its number
    publish_session(held, actor=actor, keeping=False)
    record(TrainingTag.SESSION_PLANNED, held, actor=actor)
    return held


def change_session(
    *,
    held: TrainingSession,
    version: int,
    facts: rules.SessionFacts,
    where: Where,
    agreed: str = "",
    actor: Person,
) -> TrainingSession:
    """Change a session; everybody booked is told in one letter what it was and what it is.

    Places that are new are offered to those who wait, in turn. Moved once people have booked,
    raises `rules.WouldMove` until `agreed` is its key; `rules.Stale` when somebody else changed it
    meanwhile, `rules.Refused` with the field when it cannot be so.
    """
    held = _hold(held, version)
    _check_stands(held)
    taken = len(queries.live_bookings(held, *queries.TAKEN))
    _check(facts, where, taken=taken, was=held.closes_at)
    before = telling.Before.of(held)
    _ask_before_moving(held, before, facts, where, agreed)
    trainer = held.trainer
    changes = amend(held, **_columns(facts, where))
    changes.update(_set_audience(held, facts.keys))
    if before.is_moved_to(_seconds(facts), where.room):
        move_entries(held, facts.days, where.room, actor=actor)
    else:
        publish_session(held, actor=actor, keeping="trainer" not in changes)
    changes.update(telling.trail_of(before, held))
    if not changes:
        return held
    flag_modified(held, "updated_at")  # its version counts up, so a stale form is noticed
    record(TrainingTag.SESSION_CHANGED, held, actor=actor, changes=changes)
    if held.state is SessionState.PUBLISHED:
        telling.changed(held, before, trainer, version=version, actor=actor)
        offer_places(held=held, actor=actor)
    return held


def publish(*, held: TrainingSession, version: int, actor: Person) -> TrainingSession:
    """Publish a draft: it can be booked, and stands in the calendar. Twice is harmless.

    Raises `rules.Refused` when it would be too late to book it.
    """
    held = _hold(held, version, published=True)
    if held.state is SessionState.PUBLISHED:
        return held
    _check_stands(held)
    facts = facts_of(held)
    _check_course(held.course)
    rules.check_days(facts.days, now=clock.now(), in_room=False)
    rules.check_booking_times(facts, now=clock.now(), was=None)
    changes = amend(held, state=SessionState.PUBLISHED)
    publish_session(held, actor=actor)
    record(TrainingTag.SESSION_CHANGED, held, actor=actor, changes=changes)
    return held


def cancel_session(
    *, held: TrainingSession, version: int, reason: str, actor: Person
) -> TrainingSession:
    """Call a session off and tell everybody on it. Of a draft nobody is told. Twice is harmless.

    It reminds nobody and counts for nothing; who had booked stays to be read.
    """
    held = queries.lock_session(held.id)
    if held.state is SessionState.CANCELLED:
        return held
    if held.version != version:
        raise rules.Stale(STALE)
    _check_stands(held)
    if held.state is SessionState.PUBLISHED:
        telling.cancelled(held, version=version, actor=actor)
    changes = amend(held, state=SessionState.CANCELLED, cancel_reason=reason)
    cancel_entries(held, actor=actor)
    for booking in queries.live_bookings(held, BookingState.WAITING, BookingState.OFFERED):
        booking.state, booking.ended_at = BookingState.CANCELLED, clock.now()
    record(TrainingTag.SESSION_CANCELLED, held, actor=actor, reason=reason, changes=changes)
    return held


def go_ahead(*, held: TrainingSession, version: int, actor: Person) -> TrainingSession:
    """Decide that a session goes ahead with too few, and tell everybody. Twice is harmless."""
    held = queries.lock_session(held.id)
    if held.confirmed_at is not None and held.state is SessionState.PUBLISHED:
        return held
    if held.version != version:
        raise rules.Stale(STALE)
    if held.state is not SessionState.PUBLISHED:
        raise rules.Refused("This session is not published.", "There is nothing to decide.")
    changes = amend(held, confirmed_at=clock.now())
    record(TrainingTag.SESSION_CONFIRMED, held, actor=actor, changes=changes)
    telling.goes_ahead(held, version=version, actor=actor)
    return held


def facts_of(held: TrainingSession) -> rules.SessionFacts:
    """Return what is said of a session now."""
    return rules.SessionFacts(
        days=tuple((entry.starts_at, entry.ends_at) for entry in queries.entries_of(held)),
        capacity=held.capacity,
        minimum=held.minimum,
        opens_at=held.opens_at,
        closes_at=held.closes_at,
        cancel_by=held.cancel_by,
        keys=frozenset(row.key for row in held.audience),
        join_url=held.join_url or "",
        trainer_name=held.trainer_name,
        instructions=held.instructions,
    )


def _hold(held: TrainingSession, version: int, *, published: bool = False) -> TrainingSession:
    held = queries.lock_session(held.id)
    done = published and held.state is SessionState.PUBLISHED
    if held.version != version and not done:
        raise rules.Stale(STALE)
    return held


def _check_course(course: Course) -> None:
    if course.delivery is Delivery.E_LEARNING:
        raise rules.Refused(
            f"{course.title} is e-learning: it is done at any time.",
            "Send people its link. No session is needed.",
        )
    if course.is_retired:
        raise rules.Refused(
            f"{course.title} is out of use.", "Bring it back into use first, on its page."
        )


def _check_stands(held: TrainingSession) -> None:
    if held.state not in {SessionState.DRAFT, SessionState.PUBLISHED}:
        raise rules.Refused(
            "This session has been cancelled or held.", "Plan another one: copy this."
        )
    if queries.has_begun(held) and held.state is SessionState.PUBLISHED:
        raise rules.Refused("This session has begun.", "What has been cannot be changed.")


def _check(facts: rules.SessionFacts, where: Where, *, taken: int, was: Any) -> None:
    rules.check_days(facts.days, now=clock.now(), in_room=where.room is not None)
    rules.check_booking_times(facts, now=clock.now(), was=was)
    rules.check_places(facts, taken=taken)
    if where.room is None and not facts.join_url:
        raise rules.Refused(
            "People would not know where to come.",
            "Choose a room, or enter the link to join by.",
            "room",
        )


def _columns(facts: rules.SessionFacts, where: Where) -> dict[str, Any]:
    return {
        "trainer": where.trainer,
        "trainer_name": "" if where.trainer else facts.trainer_name,
        "join_url": facts.join_url or None,
        "instructions": facts.instructions,
        "capacity": facts.capacity,
        "minimum": facts.minimum,
        "opens_at": facts.opens_at,
        "closes_at": facts.closes_at,
        "cancel_by": facts.cancel_by,
    }


def _set_audience(held: TrainingSession, keys: frozenset[str]) -> Changes:
    before = {row.key for row in held.audience}
    if before == keys:
        return {}
    for row in [row for row in held.audience if row.key not in keys]:
        held.audience.remove(row)
    held.audience.extend(SessionAudience(key=key) for key in sorted(keys - before))
    return {"audience": [sorted(before), sorted(keys)]}


def _ask_before_moving(
    held: TrainingSession,
    before: telling.Before,
    facts: rules.SessionFacts,
    where: Where,
    agreed: str,
) -> None:
    """Raise `WouldMove` until it was agreed who is told of a move, and who is busy then."""
    is_moved = before.is_moved_to(_seconds(facts), where.room)
    if held.state is not SessionState.PUBLISHED or not is_moved:
        return
    told, clashes = _told(held), _clashes(held, facts.days)
    said = repr((_seconds(facts), where.room and where.room.id, told, clashes))
    key = sha256(said.encode()).hexdigest()[:KEY_LENGTH]
    if told and agreed != key:
        raise rules.WouldMove(told, clashes, key)


def _told(held: TrainingSession) -> list[str]:
    words = {
        BookingState.BOOKED: "has a place",
        BookingState.OFFERED: "is offered a place",
        BookingState.WAITING: "waits for a place",
    }
    return [
        f"{booking.name} {words[booking.state]}" for booking in queries.live_bookings(held, *words)
    ]


def _clashes(held: TrainingSession, spans: Sequence[rules.Span]) -> list[str]:
    """Return who has a place and has promised something else at the new time, in words."""
    bookings = queries.live_bookings(held, *queries.TAKEN)
    names = {each.person_id: each.name for each in bookings if each.person_id}
    own = {entry.id for entry in queries.entries_of(held)}
    found = [
        (person_id, entry)
        for starts_at, ends_at in spans
        for person_id, entries in calendar.busy(names, starts_at, ends_at).items()
        for entry in entries
        if entry.id not in own
    ]
    return [
        f"{names[person_id]} has promised “{entry.title}” on {day(entry.starts_at)}, "
        f"{span(entry.starts_at, entry.ends_at)}"
        for person_id, entry in found
    ]


def _seconds(facts: rules.SessionFacts) -> list[tuple[int, int]]:
    return [(int(start.timestamp()), int(end.timestamp())) for start, end in facts.days]

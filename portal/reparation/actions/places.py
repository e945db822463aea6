"""Giving out places of sessions to referrals, moving them, giving them back, saying who came.

Every change holds the referral's row first, then the sessions' in the order of their numbers: so
one referral is not at two sessions at once, nor the last place given out twice.
"""

from datetime import datetime
from itertools import islice

from portal import clock
from portal.audit.actions import amend, record
from portal.database import session
from portal.panels.actions.references import next_reference
from portal.people.models import Person
from portal.reparation.actions.bookable import check_booked, check_week, fits_week, is_open
from portal.reparation.actions.telling import referrals as telling
from portal.reparation.models import (
    LIVE,
    Place,
    PlaceState,
    ProjectSession,
    Referral,
    ReparationTag,
    SessionState,
)
from portal.reparation.queries import referrals as queries
from portal.reparation.queries import sessions
from portal.reparation.rules import places as rules
from portal.reparation.rules.refusals import Refused
from portal.site.filters import day, span

BOOKED, WAITING = PlaceState.BOOKED, PlaceState.WAITING
KIND = "PL"


def book_place(
    *, referral: Referral, held: ProjectSession, waits: bool, form_key: str, actor: Person
) -> Place:
    """Give a referral a place at a session, or a turn on its waiting list. Twice is once.

    Raises `rules.Full` when no place is left and `waits` is false, else `Refused` when it cannot
    be booked.
    """
    referral = queries.lock_referral(referral.id)
    held = sessions.lock_session(held.id)
    made = queries.place_by_form(form_key) or _standing(held, referral)
    if made is not None:
        return made
    _check_may_come(referral, held, leaving=[])
    place = _add(held, referral, waits=waits, form_key=form_key, actor=actor)
    record(ReparationTag.PLACE_BOOKED, place, actor=actor, state=place.state)
    telling.place_booked(place, actor=actor)
    return place


def move_place(
    *, place: Place, to: ProjectSession, waits: bool, form_key: str, actor: Person
) -> Place:
    """Give up a place for one at another session; the next who waits gets what is free.

    Return the new place, which has a reference of its own. Twice is harmless. Raises as
    `book_place`, and has then changed nothing.
    """
    referral = queries.lock_referral(place.referral_id)
    held = {each.id: each for each in sessions.lock_sessions([place.session_id, to.id])}
    session.refresh(place)  # it may be given up by now
    made = queries.place_by_form(form_key) or _standing(held[to.id], referral)
    if made is not None:
        return made
    old, new = held[place.session_id], held[to.id]
    _check_unmarked(place)
    _check_may_come(referral, new, leaving=[old.id])
    moved = _add(new, referral, waits=waits, form_key=form_key, actor=actor)
    _end(place, PlaceState.MOVED)
    record(ReparationTag.PLACE_MOVED, place, actor=actor)
    record(ReparationTag.PLACE_BOOKED, moved, actor=actor, state=moved.state)
    give_places(old, actor=actor)
    telling.place_booked(moved, actor=actor)
    return moved


def cancel_place(*, place: Place, actor: Person) -> Place:
    """Give a place or a turn back; the next who waits gets the place. Twice is harmless.

    Raises `Refused` once the session is over: who did not come is marked then.
    """
    held = _hold(place)
    if place.state not in LIVE:
        return place
    if held.state is not SessionState.CANCELLED:
        rules.check_open(cancelled=False, ends_at=held.entry.ends_at, now=clock.now())
    _check_unmarked(place)
    _end(place, PlaceState.CANCELLED)
    record(ReparationTag.PLACE_CANCELLED, place, actor=actor)
    give_places(held, actor=actor)
    return place


def mark_place(*, place: Place, attended: bool, minutes: int, actor: Person) -> Place:
    """Say whether somebody came, and how many minutes count. Said again, it is corrected.

    Raises `Refused` before the session has begun, or when it was called off.
    """
    held = _hold(place)
    rules.check_marks(
        attended=attended,
        minutes=minutes,
        booked=place.state is BOOKED and held.state is not SessionState.CANCELLED,
        begun=sessions.has_begun(held),
    )
    changes = amend(place, attended=attended, minutes=minutes if attended else 0)
    if changes:
        place.recorded_at = None  # what stands in the case system is no longer this
        record(ReparationTag.PLACE_MARKED, place, actor=actor, changes=changes)
    return place


def tick_recorded(*, place: Place, recorded: bool, actor: Person) -> Place:
    """Note that a place stands in the case system, or that it does not. Twice is harmless."""
    _hold(place)
    if place.attended is None:
        raise Refused("Nobody has said yet who came.", "Say that first.")
    if recorded == (place.recorded_at is not None):
        return place
    at: datetime | None = clock.now() if recorded else None
    changes = amend(place, recorded_at=at)
    record(ReparationTag.PLACE_MARKED, place, actor=actor, changes=changes)
    return place


def give_places(held: ProjectSession, *, actor: Person | None) -> int:
    """Give what is free of a session that is held in this change to those who wait, in turn.

    Where nothing can be booked now, they go on waiting: `jobs.give_free_places` tries again.
    Return how many were given.
    """
    session.flush()  # what was given up is free now
    over = held.state is SessionState.CANCELLED or held.entry.ends_at <= clock.now()
    if over or not is_open(held):
        return 0
    live = queries.live_at(held.id)
    free = max(0, held.places - sum(each.state is BOOKED for each in live))
    waiting = (each for each in live if each.state is WAITING)
    given = list(islice((each for each in waiting if _can_come(each.referral, held)), free))
    for place in given:
        place.state, place.position = BOOKED, None
        record(ReparationTag.PLACE_GIVEN, place, actor=actor)
        telling.place_given(place)
    return len(given)


def end_turns(held: ProjectSession, *, actor: Person) -> None:
    """End the waiting list of a session that was called off."""
    for place in queries.live_at(held.id):
        if place.state is WAITING:
            _end(place, PlaceState.CANCELLED)
            record(ReparationTag.PLACE_CANCELLED, place, actor=actor)


def _hold(place: Place) -> ProjectSession:
    """Hold the referral and the session of a place, and read it again: it may be given up by now.

    Return the session.
    """
    queries.lock_referral(place.referral_id)
    held = sessions.lock_session(place.session_id)
    session.refresh(place)
    return held


def _add(
    held: ProjectSession, referral: Referral, *, waits: bool, form_key: str, actor: Person
) -> Place:
    live = queries.live_at(held.id)
    left = held.places - sum(each.state is BOOKED for each in live)
    if left <= 0 and not waits:
        raise rules.Full
    turns = [each.position for each in live if each.position is not None]
    place = Place(
        ref=next_reference(KIND),
        session=held,
        referral=referral,
        state=BOOKED if left > 0 else WAITING,
        position=None if left > 0 else rules.next_position(turns),
        booked_by=actor,
        form_key=form_key,
    )
    session.add(place)
    session.flush()  # the trail and the letter need its number
    return place


def _end(place: Place, state: PlaceState) -> None:
    place.state, place.position, place.ended_at = state, None, clock.now()


def _standing(held: ProjectSession, referral: Referral) -> Place | None:
    live = queries.live_at(held.id)
    return next((each for each in live if each.referral_id == referral.id), None)


def _check_unmarked(place: Place) -> None:
    if place.state not in LIVE:
        raise Refused("This place has been given up.", "Book another one.")
    if place.attended is not None:
        raise Refused("It was said already who came.", "Correct that instead.")


def _check_may_come(referral: Referral, held: ProjectSession, *, leaving: list[int]) -> None:
    """Raise `Refused` unless a referral can have a place at a session; `leaving` count no more."""
    if referral.closed_at is not None:
        raise Refused("This referral is closed.", "Open it again first.")
    cancelled = held.state is SessionState.CANCELLED
    rules.check_open(cancelled=cancelled, ends_at=held.entry.ends_at, now=clock.now())
    check_booked(held)
    check_week(referral, held, leaving=leaving)
    entry = held.entry
    other = queries.overlapping(
        referral.id, entry.starts_at, entry.ends_at, ignoring=[*leaving, held.id]
    )
    if other is not None:
        there = other.session.entry
        raise Refused(
            f"{referral.ref} has a place at “{other.session.project.title}” on "
            f"{day(there.starts_at)}, {span(there.starts_at, there.ends_at)}.",
            "Choose another session, or move that place.",
        )


def _can_come(referral: Referral, held: ProjectSession) -> bool:
    """Return whether a referral that waits is at no other session then, nor has a full week."""
    entry = held.entry
    other = queries.overlapping(referral.id, entry.starts_at, entry.ends_at, ignoring=[held.id])
    return other is None and fits_week(referral, held)

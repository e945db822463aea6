"""Telling whoever has a place, waits for one or trains there what became of a session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from portal.audit.actions import Changes
from portal.calendar.models import Room
from portal.notifications.actions import post
from portal.people.models import Person
from portal.training.models import LIVE, Booking, BookingState, TrainingSession
from portal.training.queries import planned as queries


@dataclass(frozen=True)
class Before:
    """How a session was before it was changed, as numbers: moments in seconds, 0 for nothing.

    `days` are start and end of each day in turn.
    """

    days: tuple[tuple[int, int], ...]
    room: int
    link: str

    @classmethod
    def of(cls, held: TrainingSession) -> "Before":
        """Note how it is now."""
        entries = queries.entries_of(held)
        days = tuple((int(e.starts_at.timestamp()), int(e.ends_at.timestamp())) for e in entries)
        return cls(days, held.entry.room_id or 0, held.join_url or "")

    def is_moved_to(self, spans: Iterable[tuple[int, int]], room: Room | None) -> bool:
        """Return whether this is another time or room."""
        return self.days != tuple(spans) or self.room != (room.id if room else 0)

    def numbers(self, now: "Before") -> dict[str, int]:
        """Return what a letter carries of it."""
        days = {
            f"{name}_{number}": moment
            for number, day in enumerate(self.days, start=1)
            for name, moment in zip(("start", "end"), day, strict=True)
        }
        return {**days, "was_room": self.room, "new_link": int(self.link != now.link)}


def concerned(held: TrainingSession) -> list[Person]:
    """Return who has a place, was offered one or waits for one, in turn; and who trains."""
    states = (*queries.TAKEN, BookingState.WAITING)
    people = [booking.person for booking in queries.live_bookings(held, *states)]
    return list(dict.fromkeys(each for each in (held.trainer, *people) if each is not None))


def guests(held: TrainingSession) -> list[Booking]:
    """Return the bookings of people of other services that stand."""
    return [each for each in queries.live_bookings(held, *LIVE) if each.person_id is None]


def changed(
    held: TrainingSession,
    before: Before,
    trainer: Person | None,
    *,
    version: int,
    actor: Person,
) -> None:
    """Tell everybody what it was and what it is, if that differs; and who trains it now.

    `trainer` is who trained it before. One letter each: who trains it anew reads all in theirs.
    """
    now, new = Before.of(held), held.trainer
    people = concerned(held)
    if new is not trainer:
        people = [each for each in people if each is not new]
        _post("trainer_named", held, [new] if new else [], version, actor=actor)
        _post("trainer_released", held, [trainer] if trainer else [], version, actor=actor)
    if now != before:
        numbers = before.numbers(now)
        _post("session_moved", held, people, version, actor=actor, **numbers)
        _post_guests("session_moved", held, version, **numbers)


def cancelled(held: TrainingSession, *, version: int, actor: Person) -> None:
    """Tell everybody that it will not be."""
    _tell("session_cancelled", held, version, actor=actor)


def goes_ahead(held: TrainingSession, *, version: int, actor: Person) -> None:
    """Tell everybody that it goes ahead though few have booked."""
    _tell("session_goes_ahead", held, version, actor=actor)


def too_few(held: TrainingSession, deciders: Iterable[Person]) -> int:
    """Ask whoever decides whether it goes ahead; return how many were asked now."""
    asked = [
        post(
            to=person,
            template="training/email/too_few",
            key=f"training:too_few:{held.id}:{person.id}:{held.entry.sequence}",
            session=held.id,
        )
        for person in deciders
    ]
    return sum(mail is not None for mail in asked)


def _tell(letter: str, held: TrainingSession, version: int, *, actor: Person) -> None:
    _post(letter, held, concerned(held), version, actor=actor)
    _post_guests(letter, held, version)


def _post(
    letter: str,
    held: TrainingSession,
    people: Iterable[Person],
    version: int,
    *,
    actor: Person,
    **was: int,
) -> None:
    for person in people:
        post(
            to=person,
            template=f"training/email/{letter}",
            key=f"training:{letter}:{held.id}:{version}:{person.id}",
            actor=actor,
            address=None,
            session=held.id,
            **was,
        )


def _post_guests(letter: str, held: TrainingSession, version: int, **was: int) -> None:
    for guest in guests(held):
        post(
            to=None,
            template=f"training/email/{letter}",
            key=f"training:{letter}:{held.id}:{version}:guest:{guest.id}",
            actor=None,
            address=guest.guest_email,
            session=held.id,
            guest=guest.id,
            **was,
        )


def trail_of(before: Before, held: TrainingSession) -> Changes:
    """Return what of time and place has changed, for the trail."""
    now = Before.of(held)
    pairs: dict[str, tuple[Any, Any]] = {
        "days": (_moments(before), _moments(now)),
        "room": (before.room, now.room),
    }
    return {name: [old, new] for name, (old, new) in pairs.items() if old != new}


def _moments(before: Before) -> list[str]:
    """> 2026-03-10T10:00:00+00:00 to 2026-03-10T13:00:00+00:00, for each day."""
    each = ((datetime.fromtimestamp(moment, UTC) for moment in day) for day in before.days)
    return [" to ".join(moment.isoformat() for moment in day) for day in each]

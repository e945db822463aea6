"""How a session stands in the calendar: an entry a day, each leading to the session's own page.

The link to join by is in the text of those who are on it, and nowhere else.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from portal.access.rules import Role
from portal.calendar import rules as calendar_rules
from portal.calendar.actions import Duty, publish
from portal.calendar.actions import cancel as cancel_entry
from portal.calendar.actions.slots import Wanted, take
from portal.calendar.models import AttendeeState, Entry, EntryStatus, Kind, Room
from portal.calendar.rules import EMPLOYED
from portal.people.models import Person
from portal.training import rules
from portal.training.models import (
    Attendance,
    Booking,
    BookingState,
    Course,
    SessionDay,
    SessionState,
    TrainingSession,
)
from portal.training.queries import planned as queries

DRAFT_SEEN_BY: Final = tuple(f"role:{role.value}" for role in (Role.COORDINATOR, Role.MANAGER))
ONLINE: Final = "Online"


def title_of(course: Course, number: int = 1, days: int = 1) -> str:
    """> Training: Child safeguarding; Training: Panel induction, day 1 of 2."""
    title = f"Training: {course.title}"
    return title if days == 1 else f"{title}, day {number} of {days}"


def seen_by(audience: Iterable[str]) -> list[str]:
    """Return the keys of who sees a session: everybody employed, and whoever may book it."""
    return sorted({*EMPLOYED, *audience})


def path_of(uuid: UUID) -> str:
    """Return the path of a session's page, by its first entry."""
    return f"/training/sessions/{uuid}"


@dataclass(frozen=True)
class _Shown:
    """What the calendar shows of a day besides its time, and whose duty it is."""

    title: str
    path: str | None
    room: Room | None
    place: str
    audience: Collection[str]
    status: EntryStatus
    duties: Collection[Duty] = ()


def open_entries(
    course: Course, facts: rules.SessionFacts, room: Room | None, *, actor: Person | None
) -> list[Entry]:
    """Put the days of a session into the calendar, where only those who plan see them yet.

    Raises `rules.Refused` when the room is taken.
    """
    first = uuid4()
    return [
        _put(
            span,
            _unseen(
                title_of(course, number, len(facts.days)), path_of(first), room, facts.join_url
            ),
            uuid=first if number == 1 else uuid4(),
            actor=actor,
        )
        for number, span in enumerate(facts.days, start=1)
    ]


def _unseen(title: str, path: str | None, room: Room | None, join_url: str | None) -> _Shown:
    place, status = place_of(room, join_url), EntryStatus.TENTATIVE
    return _Shown(title, path, room, place, DRAFT_SEEN_BY, status)


def publish_session(held: TrainingSession, *, actor: Person | None, keeping: bool = True) -> None:
    """Bring the calendar up to how a session now stands: who is on it, and who sees it.

    Not `keeping` its time, raises `rules.Refused` when the trainer has promised something else.
    """
    entries = queries.entries_of(held)
    spans = [(entry.starts_at, entry.ends_at) for entry in entries]
    _publish_days(held, entries, spans, held.entry.room, actor=actor, keeping=keeping)


def move_entries(
    held: TrainingSession,
    spans: Iterable[rules.Span],
    room: Room | None,
    *,
    actor: Person | None,
) -> None:
    """Give a session these days and this room; the first keeps its entry, whoever is on it stays.

    Raises `rules.Refused` when the room is taken, or the trainer has promised something else.
    """
    spans = list(spans)
    entries = queries.entries_of(held)
    for entry in entries:  # a day may move to where another of them was
        take(entry.id, Wanted(None, entry.starts_at, entry.ends_at))
    for day in held.more_days[len(spans) - 1 :]:
        cancel_entry(entry=day.entry, actor=actor)
    del held.more_days[len(spans) - 1 :]
    for number in range(len(held.more_days) + 2, len(spans) + 1):
        title = title_of(held.course, number, len(spans))
        shown = _unseen(title, held.entry.path, room, held.join_url)
        entry = _put(spans[number - 1], shown, actor=actor)
        held.more_days.append(SessionDay(number=number, entry=entry))
    _publish_days(held, queries.entries_of(held), spans, room, actor=actor, keeping=False)


def cancel_entries(held: TrainingSession, *, actor: Person | None) -> None:
    """Call a session's days off: the room and the people are free, and feeds say so."""
    for entry in queries.entries_of(held):
        cancel_entry(entry=entry, actor=actor)


def place_of(room: Room | None, join_url: str | None) -> str:
    """Return what the calendar says of the place beside a room."""
    return ONLINE if room is None and join_url else ""


def _publish_days(
    held: TrainingSession,
    entries: list[Entry],
    spans: list[rules.Span],
    room: Room | None,
    *,
    actor: Person | None,
    keeping: bool,
) -> None:
    is_draft = held.state is SessionState.DRAFT
    for number, (entry, span) in enumerate(zip(entries, spans, strict=True), start=1):
        title = title_of(held.course, number, len(spans))
        shown = _Shown(
            title=f"Draft: {title}" if is_draft else title,
            path=held.entry.path,
            room=room,
            place=place_of(room, held.join_url),
            audience=DRAFT_SEEN_BY if is_draft else seen_by(row.key for row in held.audience),
            status=EntryStatus.TENTATIVE if is_draft else EntryStatus.CONFIRMED,
            duties=_duties(held, title, keeping=keeping),
        )
        _put(span, shown, entry=entry, actor=actor)


def _put(
    span: rules.Span,
    shown: _Shown,
    *,
    actor: Person | None,
    entry: Entry | None = None,
    uuid: UUID | None = None,
) -> Entry:
    try:
        return publish(
            actor=actor,
            kind=Kind.TRAINING,
            title=shown.title,
            path=shown.path,
            starts_at=span[0],
            ends_at=span[1],
            audience=shown.audience,
            duties=shown.duties,
            entry=entry,
            uuid=uuid,
            room=shown.room,
            place=shown.place,
            status=shown.status,
        )
    except calendar_rules.RoomTaken as taken:
        raise rules.Refused(taken.sentence, field="room") from taken
    except calendar_rules.PersonBusy as busy:
        raise rules.Refused(busy.sentence, field="trainer") from busy


def _duties(held: TrainingSession, title: str, *, keeping: bool) -> list[Duty]:
    """Return whose duty a day of a session is: the trainer's, the booked, those offered a place.

    Nobody knows of a draft. A trainer must be free when the time is chosen; `keeping` a time, they
    may have promised something else knowingly since. People book knowing what they have promised.
    """
    note = f"Join at {held.join_url}" if held.join_url else ""
    path, is_draft = held.entry.path, held.state is SessionState.DRAFT
    duties = []
    if held.trainer is not None:
        state = AttendeeState.PENCILLED if is_draft else AttendeeState.ACCEPTED
        part = f"{title} – trainer"
        duties.append(Duty(held.trainer, part, state, path, override=keeping, note=note))
    for booking in queries.live_bookings(held, *queries.TAKEN):
        if booking.person is not None and booking.person_id != held.trainer_id:
            duties.append(_duty(booking, booking.person, title, path, note))
    return duties


def _duty(booking: Booking, person: Person, title: str, path: str | None, note: str) -> Duty:
    if booking.state is BookingState.OFFERED:
        return Duty(person, f"{title}?", AttendeeState.OFFERED, path)
    absent = booking.attendance is Attendance.ABSENT
    state = AttendeeState.ABSENT if absent else AttendeeState.ACCEPTED
    return Duty(person, title, state, path, override=True, note=note)

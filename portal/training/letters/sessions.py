"""Letters about a whole session: moved, called off, short of people, going ahead with few."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import current_app

from portal import clock
from portal.calendar import queries as calendar
from portal.calendar.models import Entry
from portal.notifications.actions import Attachment, Content, letter
from portal.people.models import Person
from portal.site.filters import day, day_year, span
from portal.site.urls import absolute
from portal.training.models import BookingState, SessionState, TrainingSession
from portal.training.queries import planned as queries


@letter("training/email/session_moved")
def session_moved(*, to: Person, session: int, **was: int) -> Content | None:
    """Tell somebody what a session was and what it is, with the update for their calendar."""
    held = queries.session_numbered(session)
    changes = _changes(held, was)
    if held.state is not SessionState.PUBLISHED or not _concerns(held, to) or not changes:
        return None
    values = {**facts(held, to), "changes": changes, "stands": _stands(held, to)}
    subject = f"Changed: {held.course.title} on {day(held.entry.starts_at)}"
    return Content(subject, values, invitations(held, to))


@letter("training/email/session_cancelled")
def session_cancelled(*, to: Person, session: int) -> Content | None:
    """Tell somebody that a session will not be."""
    held = queries.session_numbered(session)
    if held.state is not SessionState.CANCELLED:
        return None
    values = {
        **facts(held, to),
        "reason": held.cancel_reason,
        "join_url": None,
        "instructions": "",
        "link": absolute("training.sessions"),
    }
    subject = f"Cancelled: {held.course.title} on {day(held.entry.starts_at)}"
    return Content(subject, values, invitations(held, to))


@letter("training/email/session_goes_ahead")
def session_goes_ahead(*, to: Person, session: int) -> Content | None:
    """Tell somebody that a session goes ahead though few have booked."""
    held = queries.session_numbered(session)
    if held.state is not SessionState.PUBLISHED or not _concerns(held, to):
        return None
    subject = f"It goes ahead: {held.course.title} on {day(held.entry.starts_at)}"
    return Content(subject, facts(held, to))


@letter("training/email/too_few")
def too_few(*, to: Person, session: int) -> Content | None:
    """Ask whether a session goes ahead with too few, unless enough have booked meanwhile."""
    held = queries.session_numbered(session)
    booked = sum(booking.state is BookingState.BOOKED for booking in held.bookings)
    decided = held.confirmed_at is not None or held.state is not SessionState.PUBLISHED
    if decided or booked >= held.minimum or queries.has_begun(held):
        return None
    subject = f"Too few have booked: {held.course.title} on {day(held.entry.starts_at)}"
    return Content(subject, {**facts(held, to), "booked": booked, "minimum": held.minimum})


def facts(held: TrainingSession, to: Person) -> dict[str, Any]:
    """Return what every letter says: what, when, where, by whom, how to join, whom to ring."""
    room = held.entry.room
    return {
        "name": to.first_name,
        "title": held.course.title,
        "when": [_when(entry) for entry in queries.entries_of(held)],
        "where": room.full_name if room else held.entry.place,
        "address": room.venue.address if room else "",
        "trainer": held.trainer_words,
        "join_url": held.join_url if _has_place(held, to) else None,
        "instructions": held.instructions if _has_place(held, to) else "",
        "phone": current_app.config["SUPPORT_PHONE"],
        "link": absolute("training.session", session_uuid=held.entry.uuid),
    }


def invitations(held: TrainingSession, to: Person) -> tuple[Attachment, ...]:
    """Return the files for the calendar of somebody whom no feed brings the session's days."""
    entries = queries.entries_of(held)
    files = (calendar.invitation(entry.id, to.id) for entry in entries)
    found = [file for file in files if file]
    if len(entries) == 1:
        return tuple(found)
    return tuple(
        Attachment(f"day-{number}.ics", file.media_type, file.content)
        for number, file in enumerate(found, start=1)
    )


def _changes(held: TrainingSession, was: Mapping[str, int]) -> list[tuple[str, str, str]]:
    """Return what differs: (what, before, now)."""
    entry = held.entry
    before = "; ".join(_spans(was))
    now = "; ".join(_when(each) for each in queries.entries_of(held))
    old_room = queries.room_numbered(was["was_room"]).full_name if was["was_room"] else "Online"
    new_room = entry.room.full_name if entry.room else "Online"
    rows = [("When", before, now), ("Where", old_room, new_room)]
    if was["new_link"]:
        rows.append(("Link to join", "another one", "the one below" if held.join_url else "none"))
    return [row for row in rows if row[1] != row[2]]


def _spans(was: Mapping[str, int]) -> list[str]:
    numbers = sorted(int(name.removeprefix("start_")) for name in was if name.startswith("start_"))
    moments = [
        (
            datetime.fromtimestamp(was[f"start_{n}"], UTC),
            datetime.fromtimestamp(was[f"end_{n}"], UTC),
        )
        for n in numbers
    ]
    return [f"{day_year(clock.london(start))}, {span(start, end)}" for start, end in moments]


def _when(entry: Entry) -> str:
    return f"{day_year(entry.starts_at)}, {span(entry.starts_at, entry.ends_at)}"


def _stands(held: TrainingSession, person: Person) -> str:
    """Return what of somebody's the change leaves as it was, in a sentence."""
    if held.trainer_id == person.id:
        return "You still train it."
    if _has_place(held, person):
        return "Your place is still yours."
    return "Your turn for a place is still yours."


def _has_place(held: TrainingSession, person: Person) -> bool:
    """Return whether somebody may join: they have a place, or train."""
    return held.trainer_id == person.id or any(
        booking.person_id == person.id and booking.state is BookingState.BOOKED
        for booking in held.bookings
    )


def _concerns(held: TrainingSession, person: Person) -> bool:
    """Return whether somebody still has to do with it: a place, an offer, a turn, the training."""
    states = (*queries.TAKEN, BookingState.WAITING)
    return held.trainer_id == person.id or any(
        booking.person_id == person.id and booking.state in states for booking in held.bookings
    )

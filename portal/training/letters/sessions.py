"""Letters about a whole session: moved, called off, short of people, going ahead with few."""

from collections.abc import Mapping
from datetime import UTC, datetime

from portal import clock
from portal.calendar.models import Entry
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.site.filters import day, day_year, span
from portal.site.urls import absolute
from portal.training.letters.parts import Reader, facts
from portal.training.models import BookingState, SessionState, TrainingSession
from portal.training.queries import planned as queries


@letter("training/email/session_moved")
def session_moved(*, to: Person | None, session: int, guest: int = 0, **was: int) -> Content | None:
    """Tell somebody what a session was and what it is, with the update for their calendar."""
    held = queries.session_numbered(session)
    reader = Reader(held, to, guest)
    changes = _changes(held, was)
    if held.state is not SessionState.PUBLISHED or not reader.is_concerned or not changes:
        return None
    values = {**facts(reader), "changes": changes, "stands": _stands(reader)}
    subject = f"Changed: {held.course.title} on {day(held.entry.starts_at)}"
    return Content(subject, values, reader.files)


@letter("training/email/session_cancelled")
def session_cancelled(*, to: Person | None, session: int, guest: int = 0) -> Content | None:
    """Tell somebody that a session will not be."""
    held = queries.session_numbered(session)
    reader = Reader(held, to, guest)
    if held.state is not SessionState.CANCELLED:
        return None
    values = {
        **facts(reader),
        "reason": held.cancel_reason,
        "join_url": None,
        "instructions": "",
        "link": reader.link if to is None else absolute("training.sessions"),
    }
    subject = f"Cancelled: {held.course.title} on {day(held.entry.starts_at)}"
    return Content(subject, values, reader.files)


@letter("training/email/session_goes_ahead")
def session_goes_ahead(*, to: Person | None, session: int, guest: int = 0) -> Content | None:
    """Tell somebody that a session goes ahead though few have booked."""
    held = queries.session_numbered(session)
    reader = Reader(held, to, guest)
    if held.state is not SessionState.PUBLISHED or not reader.is_concerned:
        return None
    subject = f"It goes ahead: {held.course.title} on {day(held.entry.starts_at)}"
    return Content(subject, facts(reader))


@letter("training/email/trainer_named")
def trainer_named(*, to: Person, session: int) -> Content | None:
    """Tell somebody that they train a session now, with the entry for their calendar."""
    held = queries.session_numbered(session)
    reader = Reader(held, to)
    if held.state is not SessionState.PUBLISHED or not reader.trains:
        return None
    subject = f"You train {held.course.title} on {day(held.entry.starts_at)}"
    return Content(subject, facts(reader), reader.files)


@letter("training/email/trainer_released")
def trainer_released(*, to: Person, session: int) -> Content | None:
    """Tell somebody that they train a session no more."""
    held = queries.session_numbered(session)
    reader = Reader(held, to)
    if held.state is not SessionState.PUBLISHED or reader.trains:
        return None
    subject = f"You no longer train {held.course.title} on {day(held.entry.starts_at)}"
    return Content(subject, facts(reader), reader.files)


@letter("training/email/too_few")
def too_few(*, to: Person, session: int) -> Content | None:
    """Ask whether a session goes ahead with too few, unless enough have booked meanwhile."""
    held = queries.session_numbered(session)
    booked = sum(booking.state is BookingState.BOOKED for booking in held.bookings)
    decided = held.confirmed_at is not None or held.state is not SessionState.PUBLISHED
    if decided or booked >= held.minimum or queries.has_begun(held):
        return None
    subject = f"Too few have booked: {held.course.title} on {day(held.entry.starts_at)}"
    return Content(subject, {**facts(Reader(held, to)), "booked": booked, "minimum": held.minimum})


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


def _stands(reader: Reader) -> str:
    """Return what of somebody's the change leaves as it was, in a sentence."""
    if reader.trains:
        return "You still train it."
    if reader.has_place:
        return "Your place is still yours."
    return "Your turn for a place is still yours."

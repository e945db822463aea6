"""Letters about sessions and their places: named to supervise, moved, called off, a place free.

No letter says which referral it is about: the page that it leads to does.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from flask import current_app

from portal import clock
from portal.calendar import queries as calendar
from portal.notifications.actions import Attachment, Content, letter
from portal.people.models import Person
from portal.reparation.models import LIVE, Place, PlaceState, ProjectSession, SessionState
from portal.reparation.queries import referrals
from portal.reparation.queries import sessions as queries
from portal.reparation.queries.people import readers_of
from portal.site.filters import day, day_year, plural, span
from portal.site.urls import absolute


@letter("reparation/email/supervisor_named")
def supervisor_named(*, to: Person, session: int) -> Content | None:
    """Tell somebody which sessions they supervise, with the entries for their calendar."""
    held = queries.session_numbered(session)
    theirs = [each for each in (held, *queries.later_in_series(held)) if _supervises(each, to)]
    going = [each for each in theirs if _is_to_come(each)]
    if not going:
        return None
    subject = f"You supervise {held.project.title}{_from_when(going)}"
    return Content(subject, _facts(going, to), _files(going, to))


@letter("reparation/email/supervisor_released")
def supervisor_released(*, to: Person, session: int) -> Content | None:
    """Tell somebody that they supervise a session no more."""
    held = queries.session_numbered(session)
    if _supervises(held, to) or not _is_to_come(held):
        return None
    subject = f"You no longer supervise {held.project.title} on {day(held.entry.starts_at)}"
    return Content(subject, _facts([held], to), _files([held], to))


@letter("reparation/email/supervisor_missing")
def supervisor_missing(*, to: Person, session: int, **also: int) -> Content | None:
    """Tell a coordinator which sessions have lost an adult, and have none in their stead yet."""
    coming = [each for each in _named(session, also) if _is_to_come(each)]
    lost = [each for each in coming if None in {each.supervisor, each.second}]
    if not lost:
        return None
    lines = [f"{each.project.title}, {day_year(each.entry.starts_at)}" for each in lost]
    values = {**_facts(lost[:1], to), "when": lines, "where": "", "meeting_point": ""}
    return Content(f"Who supervises {plural(len(lost), 'session')}?", values)


@letter("reparation/email/session_moved")
def session_moved(*, to: Person, session: int, was_start: int, was_end: int) -> Content | None:
    """Tell somebody what the time of a session was, and what it is."""
    held = queries.session_numbered(session)
    if not _is_to_come(held):
        return None
    start, end = (datetime.fromtimestamp(each, UTC) for each in (was_start, was_end))
    was = f"{day_year(clock.london(start))}, {span(start, end)}"
    subject = f"Changed: {held.project.title} on {day(held.entry.starts_at)}"
    return Content(subject, {**_facts([held], to), "was": was}, _files([held], to))


@letter("reparation/email/sessions_followed")
def sessions_followed(
    *, to: Person, session: int, titled: int, placed: int, **also: int
) -> Content | None:
    """Tell somebody under which title, and where, sessions that they know are now.

    `titled` and `placed` are 1 for what is another one.
    """
    going = [each for each in _named(session, also) if _is_to_come(each)]
    if not going:
        return None
    values = {**_facts(going, to), "titled": titled, "placed": placed}
    subject = f"Changed: {going[0].project.title}{_from_when(going)}"
    return Content(subject, values, _files(going, to))


@letter("reparation/email/session_cancelled")
def session_cancelled(*, to: Person, session: int, **also: int) -> Content | None:
    """Tell somebody which sessions will not be, and what becomes of places of theirs."""
    held = queries.session_numbered(session)
    off = [each for each in _named(session, also) if each.state is SessionState.CANCELLED]
    if not off:
        return None
    booked = sum(len(_booked(each, to)) for each in off)
    values = {**_facts(off, to), "reason": held.cancel_reason, "booked": booked}
    subject = f"Cancelled: {held.project.title}{_from_when(off)}"
    return Content(subject, values, _files(off, to))


@letter("reparation/email/after_session")
def after_session(*, to: Person, session: int) -> Content | None:
    """Ask somebody what is still to be said of a session: how many came, and who."""
    held = queries.session_numbered(session)
    counts = held.counted_at is None and (
        _supervises(held, to) or to in readers_of(held.project.partner_id)
    )
    places = referrals.unmarked_at(held.id, to.id)
    if held.state is SessionState.CANCELLED or not (counts or places):
        return None
    subject = f"Who came? {held.project.title}, {day(held.entry.starts_at)}"
    return Content(subject, {**_facts([held], to), "counts": counts, "places": places})


@letter("reparation/email/place_given")
def place_given(*, to: Person, place: int) -> Content | None:
    """Tell whose referral waited that it has a place now."""
    return _of_place(place, to, "A place has become free", PlaceState.BOOKED)


@letter("reparation/email/place_booked")
def place_booked(*, to: Person, place: int) -> Content | None:
    """Tell whose referral it is that a colleague booked a place, or a turn, for it."""
    return _of_place(place, to, "A place for a referral of yours", *LIVE)


def _named(session: int, also: Mapping[str, int]) -> list[ProjectSession]:
    """Return the sessions that a letter is about, the first first."""
    found = [queries.session_numbered(number) for number in (session, *also.values())]
    return sorted(found, key=lambda each: each.entry.starts_at)


def _of_place(place: int, to: Person, subject: str, *states: PlaceState) -> Content | None:
    found = referrals.place_numbered(place)
    held = found.session
    if found.state not in states or not _is_to_come(held):
        return None
    values = {
        **_facts([held], to),
        "link": absolute("reparation.place", place_uuid=found.uuid),
        "waits": found.state is PlaceState.WAITING,
        "by": found.booked_by.display_name if found.booked_by else "",
    }
    return Content(f"{subject}: {held.project.title}, {day(held.entry.starts_at)}", values)


def _facts(sessions: Sequence[ProjectSession], to: Person) -> dict[str, Any]:
    """Return what every letter says: which project, when, where, and whom to ring."""
    first = sessions[0]
    return {
        "name": to.first_name,
        "title": first.project.title,
        "when": [
            f"{day_year(each.entry.starts_at)}, {span(each.entry.starts_at, each.entry.ends_at)}"
            for each in sessions
        ],
        "where": first.entry.place,
        "meeting_point": first.project.meeting_point,
        "phone": current_app.config["SUPPORT_PHONE"],
        "link": _page_of(first, to),
    }


def _page_of(held: ProjectSession, to: Person) -> str:
    """Return the address of a session's page; of the calendar's own for a volunteer."""
    if to.is_staff or to in readers_of(held.project.partner_id):
        return absolute("reparation.session", session_uuid=held.entry.uuid)
    return absolute("calendar.entry", uuid=held.entry.uuid)


def _from_when(sessions: Sequence[ProjectSession]) -> str:
    """>  on Saturday 14 March; or, of several,  from Saturday 14 March on, 3 sessions."""
    on = day(sessions[0].entry.starts_at)
    many = len(sessions)
    return f" on {on}" if many == 1 else f", {many} sessions from {on}"


def _files(sessions: Sequence[ProjectSession], to: Person) -> tuple[Attachment, ...]:
    """Return the files for somebody's calendar, one a session, if no feed of theirs brings them."""
    found = [file for each in sessions if (file := calendar.invitation(each.entry_id, to.id))]
    if len(sessions) == 1:
        return tuple(found)
    return tuple(
        Attachment(f"session-{number}.ics", file.media_type, file.content)
        for number, file in enumerate(found, start=1)
    )


def _booked(held: ProjectSession, to: Person) -> list[Place]:
    return [
        each
        for each in referrals.live_at(held.id)
        if each.state is PlaceState.BOOKED and each.referral.practitioner_id == to.id
    ]


def _supervises(held: ProjectSession, person: Person) -> bool:
    return person.id in {held.supervisor_id, held.second_id}


def _is_to_come(held: ProjectSession) -> bool:
    return held.state is not SessionState.CANCELLED and held.entry.starts_at > clock.now()

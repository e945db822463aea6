"""A talk with a volunteer: planned, moved, called off, to be signed. None has what was said."""

from typing import Any

from flask import current_app

from portal import clock
from portal.calendar import queries as calendar
from portal.members.models import Supervision, SupervisionState
from portal.members.queries import supervision as queries
from portal.notifications.actions import Attachment, Content, letter
from portal.people.models import Person
from portal.site.filters import day, span
from portal.site.urls import absolute


@letter("members/email/supervision_planned")
def supervision_planned(*, to: Person, supervision: int) -> Content | None:
    """Tell one of the two when and where a talk is, with the entry for their calendar."""
    held = queries.numbered(supervision)
    if not _is_to_come(held) or not _is_on(held, to):
        return None
    return Content(f"{_what(held, to)} on {day(held.on_day)}", _values(held, to), _files(held, to))


@letter("members/email/supervision_moved")
def supervision_moved(*, to: Person, supervision: int) -> Content | None:
    """Tell one of the two when and where a talk is now; or that somebody else holds it."""
    held = queries.numbered(supervision)
    if not _is_to_come(held):
        return None
    if not _is_on(held, to):
        subject = f"Somebody else meets {held.member.person.display_name} on {day(held.on_day)}"
    else:
        subject = f"Changed: {_what(held, to)} on {day(held.on_day)}"
    return Content(subject, _values(held, to), _files(held, to))


@letter("members/email/supervision_cancelled")
def supervision_cancelled(*, to: Person, supervision: int) -> Content | None:
    """Tell one of the two that a talk will not be."""
    held = queries.numbered(supervision)
    if held.state is not SupervisionState.CANCELLED or held.entry.ends_at <= clock.now():
        return None
    subject = f"Called off: {_what(held, to)} on {day(held.on_day)}"
    return Content(subject, _values(held, to), _files(held, to))


@letter("members/email/supervision_to_sign")
def supervision_to_sign(*, to: Person, supervision: int) -> Content | None:
    """Ask a volunteer to read what is written up, and to sign it."""
    held = queries.numbered(supervision)
    if held.agreed_supervisor_at is None or held.agreed_member_at is not None:
        return None
    return Content(f"Please read and sign: {_what(held, to)}", _values(held, to))


def _is_to_come(held: Supervision) -> bool:
    return held.state is SupervisionState.PLANNED and held.entry.ends_at > clock.now()


def _is_on(held: Supervision, to: Person) -> bool:
    return to.id in {held.member.person_id, held.supervisor_id}


def _is_theirs(held: Supervision, to: Person) -> bool:
    """Return whether the letter is to the volunteer."""
    return to.id == held.member.person_id


def _what(held: Supervision, to: Person) -> str:
    """> Supervision with Jo Hart."""
    other = held.supervisor if _is_theirs(held, to) else held.member.person
    return f"{held.kind.label} with {other.display_name}"


def _files(held: Supervision, to: Person) -> tuple[Attachment, ...]:
    file = calendar.invitation(held.entry_id, to.id)
    return (file,) if file else ()


def _values(held: Supervision, to: Person) -> dict[str, Any]:
    entry, theirs = held.entry, _is_theirs(held, to)
    page = "members.my_supervision" if theirs else "members.supervision"
    link = absolute(page, supervision_uuid=held.uuid)
    if theirs and held.state is SupervisionState.CANCELLED:
        link = absolute("members.my_supervisions")
    return {
        "name": to.first_name,
        "what": _what(held, to),
        "is_on": _is_on(held, to),
        "is_theirs": theirs,
        "member": held.member.person.display_name,
        "supervisor": held.supervisor.display_name,
        "on_day": held.on_day,
        "when": f"{day(entry.starts_at)}, {span(entry.starts_at, entry.ends_at)}",
        "where": entry.place,
        "phone": held.supervisor.phone or current_app.config["SUPPORT_PHONE"],
        "link": link,
    }

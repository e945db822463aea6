"""What a sitting left in the database, as plain values to hold two ways of making it to."""

import re
from typing import Any

from sqlalchemy import select

from portal.audit.models import AuditEvent
from portal.calendar.models import Entry, PersonSlot, RoomSlot
from portal.database import session
from portal.panels.models import OrderConflict, Panel, Sitting
from portal.people.models import Person

PANEL = (
    *("ref", "kind", "position", "due_on", "state", "created_at"),
    *("noted_at", "contract_agreed", "adjourn_reason"),
)
UUID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def kept() -> dict[str, Any]:
    """Return the one sitting of the database with all that belongs to it."""
    sitting = session.scalars(select(Sitting)).one()
    return {
        "sitting": _values(sitting, "state", "cancel_reason", "created_at")
        | {"coordinator": sitting.coordinator.name},
        "panels": [
            _values(panel, *PANEL)
            | {"order": panel.order and panel.order.ref, "checks": _checks(panel)}
            | {
                "came": sorted(
                    (each.person.name, each.part, each.state) for each in panel.attendance
                )
            }
            for panel in sitting.panels
        ],
        "seats": [
            _values(seat, "number", "kind", "created_at") | {"by": _name(seat.person)}
            for seat in sitting.seats
        ],
        "offers": _offers(sitting),
        "conflicts": sorted(
            session.execute(
                select(OrderConflict.order_id, OrderConflict.person_id, OrderConflict.created_at)
            )
        ),
        "following": _following(),
        "entry": _entry(sitting.entry),
        "trail": _trail(),
    }


def _checks(panel: Panel) -> list[tuple[Any, ...]]:
    return [
        (each.position, each.item, each.at_time, each.done_at, _name(each.done_by))
        for each in panel.checks
    ]


def _following() -> list[dict[str, Any]]:
    """Return the panels that were planned in place of others, without a sitting yet."""
    found = session.scalars(select(Panel).where(Panel.follows_id.is_not(None)))
    return [
        _values(each, "kind", "due_on", "state", "created_at") | {"after": each.follows.ref}
        for each in found
        if each.follows
    ]


def _offers(sitting: Sitting) -> list[dict[str, Any]]:
    columns = ("state", "sits_on", "answered_at", "expires_at", "created_at")
    return [
        _values(offer, *columns)
        | {"seat": seat.number, "to": offer.person.name, "by": _name(offer.offered_by)}
        for seat in sitting.seats
        for offer in sorted(seat.offers, key=lambda each: each.created_at)
    ]


def _entry(entry: Entry) -> dict[str, Any]:
    told = ("kind", "title", "description", "starts_at", "ends_at", "all_day", "place")
    kept_too = ("room_id", "area_id", "status", "sequence", "changed_at", "cancelled_at")
    slots = (
        select(RoomSlot.room_id, RoomSlot.quarter_hour, RoomSlot.override_no),
        select(PersonSlot.person_id, PersonSlot.quarter_hour, PersonSlot.override_no),
    )
    return {
        **_values(entry, *told, *kept_too),
        "path": _plain(entry.path),
        "ics": _plain(entry.ics),
        "by": _name(entry.made_by),
        "audience": sorted(row.key for row in entry.audience),
        "slots": [sorted(session.execute(each)) for each in slots],
        "attendees": [
            _values(each, "part", "state", "sequence", "changed_at")
            | {"name": each.person.name, "path": _plain(each.path), "ics": _plain(each.ics)}
            for each in entry.attendees
        ],
    }


def _trail() -> list[tuple[Any, ...]]:
    events = session.scalars(select(AuditEvent).where(AuditEvent.tag.like("panels:%"))).all()
    names = {each.id: each.name for each in session.scalars(select(Person))}
    return sorted(
        (
            each.at,
            each.tag,
            each.subject_type,
            names.get(each.actor_id or 0, ""),
            str(sorted(each.detail.values.items())) if each.detail else "",
        )
        for each in events
    )


def _values(row: object, *columns: str) -> dict[str, Any]:
    return {column: getattr(row, column) for column in columns}


def _name(person: Person | None) -> str:
    return person.name if person else ""


def _plain(text: str | None) -> str:
    """Return text with folded lines made whole, and without what is made up anew each time."""
    return UUID.sub("a-uuid", (text or "").replace("\r\n ", ""))

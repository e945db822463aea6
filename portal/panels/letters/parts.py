"""What letters about a sitting have in common: its facts, its link, its file for a calendar."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from flask import current_app

from portal import clock
from portal.calendar import queries as calendar
from portal.notifications.actions import Attachment, Content
from portal.panels.models import Offer, OfferState, Seat, Sitting, SittingState
from portal.panels.queries import candidates, offers, sittings
from portal.people.models import Person
from portal.site.filters import day, day_year, span
from portal.site.urls import absolute

MOST_TO_RING: Final = 8
"""Whom a letter names to be rung: more than anybody rings in one go."""


def to_coordinator(to: Person, offer: int, state: OfferState, subject: str) -> Content | None:
    """Return what tells the coordinator that an offer is in a state, if it still is."""
    asked = offers.offer_by_id(offer)
    sitting = asked.seat.sitting
    if asked.state is not state or is_off(sitting):
        return None
    person, on = asked.person.display_name, day(sitting.entry.starts_at)
    values = {
        **seat_facts(asked.seat, to),
        "person": person,
        "conflict": state is OfferState.CONFLICT,
    }
    return Content(subject.format(person=person, day=on), values)


def seat_facts(seat: Seat, to: Person) -> dict[str, Any]:
    """Return the facts, with how a seat stands: whether it matters, and who is asked now."""
    ready = sittings.readiness(seat.sitting)
    return {
        **facts(seat.sitting, to),
        "part": seat.kind.label,
        "quorum": ready.quorum,
        "tell_by": ready.tell_by,
        "asked_now": [
            offer
            for offer in seat.offers
            if offer.state is OfferState.SENT and offer.call_id is None
        ],
        "called": any(call.closed_at is None for call in seat.calls),
    }


def to_ring(seat: Seat) -> list[tuple[str, str, str]]:
    """Return who could take a seat, best first: name, telephone number, standing in words."""
    found = candidates.candidates(seat.sitting, seat)
    return [
        (each.member.person.display_name, each.member.person.phone or "no number", each.words)
        for each in found
        if each.can
    ][:MOST_TO_RING]


def offer_facts(offer: Offer, to: Person) -> dict[str, Any]:
    """Return the facts, with the part that is offered and the page on which to answer."""
    return {
        **facts(offer.seat.sitting, to),
        "part": offer.seat.kind.label,
        "until": offer.expires_at,
        "link": absolute("panels.offer", offer_uuid=offer.uuid),
    }


def facts(sitting: Sitting, to: Person) -> dict[str, Any]:
    """Return what every letter says: when, where, with whom, and whom to ring."""
    entry, coordinator = sitting.entry, sitting.coordinator
    count = len(sittings.live_panels(sitting))
    return {
        "name": to.first_name,
        "when": f"{day_year(entry.starts_at)}, {span(entry.starts_at, entry.ends_at)}",
        "where": entry.room.full_name if entry.room else entry.place,
        "address": entry.room.venue.address if entry.room else "",
        "with_whom": [
            f"{seat.person.display_name}, {seat.kind.label}"
            for seat in sitting.seats
            if seat.person and seat.person is not to
        ],
        "panels": count,
        "how_many": _how_many(count),
        "before_court": _before_court(sitting, to),
        "coordinator": coordinator.display_name,
        "phone": coordinator.phone or current_app.config["SUPPORT_PHONE"],
        "link": link(sitting),
    }


def _how_many(panels: int) -> str:
    """Say that it is not just one panel."""
    if not panels:
        return "The evening is kept for panels to come."
    return f"It is {panels} panels one after another, with the same people." if panels > 1 else ""


def changes(
    sitting: Sitting, *, was_start: int, was_end: int, was_room: int, was_adviser: int
) -> list[tuple[str, str, str]]:
    """Return what differs: (what, before, now)."""
    entry, adviser = sitting.entry, sitting.adviser
    starts, ends = (datetime.fromtimestamp(moment, UTC) for moment in (was_start, was_end))
    rows = [
        ("Day", day_year(clock.london(starts)), day_year(entry.starts_at)),
        ("Time", span(starts, ends), span(entry.starts_at, entry.ends_at)),
        ("Place", _room(was_room), entry.room.full_name if entry.room else entry.place),
        ("Adviser", _name(was_adviser), adviser.display_name if adviser else "nobody yet"),
    ]
    return [row for row in rows if row[1] != row[2]]


def moments(was: Mapping[str, int]) -> list[tuple[int, datetime]]:
    """> [(7, half past five)] for {"was_7": …}: numbers of panels, and when each started."""
    return sorted(
        (int(name.removeprefix("was_")), datetime.fromtimestamp(moment, UTC))
        for name, moment in was.items()
    )


def _room(room_id: int) -> str:
    return sittings.room_numbered(room_id).full_name if room_id else "nowhere yet"


def _name(person_id: int) -> str:
    return sittings.person_numbered(person_id).display_name if person_id else "nobody yet"


def link(sitting: Sitting) -> str:
    """Return the address of a sitting, by its UUID."""
    return absolute("panels.sitting", entry_uuid=sitting.entry.uuid)


def duties() -> str:
    """Return the address of everybody's own duties."""
    return absolute("panels.duties")


def invitation(sitting: Sitting, to: Person) -> tuple[Attachment, ...]:
    """Return the file for the calendar of somebody whom no feed brings it."""
    file = calendar.invitation(sitting.entry_id, to.id)
    return (file,) if file else ()


def is_off(sitting: Sitting) -> bool:
    """Return whether a sitting is cancelled."""
    return sitting.state is SittingState.CANCELLED


def was_on(sitting: Sitting, person: Person) -> bool:
    """Return whether somebody has a seat, or was asked for one: other letters go to managers."""
    return any(
        seat.person is person or any(offer.person is person for offer in seat.offers)
        for seat in sitting.seats
    )


def _before_court(sitting: Sitting, person: Person) -> bool:
    """Return whether what somebody manages of a sitting has no order yet."""
    managed = [panel for panel in sittings.live_panels(sitting) if panel.case_manager is person]
    return bool(managed) and all(panel.order is None for panel in managed)


def concerns(sitting: Sitting, person: Person) -> bool:
    """Return whether somebody has a seat, or manages an order that is heard."""
    return any(seat.person is person for seat in sitting.seats) or manages_one(sitting, person)


def manages_one(sitting: Sitting, person: Person) -> bool:
    """Return whether somebody manages an order that is heard."""
    return any(panel.case_manager is person for panel in sittings.live_panels(sitting))

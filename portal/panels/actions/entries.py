"""A sitting's entry in the calendar: whose duty it is, who else may see it, nothing of the order.

The entry carries no reference: it leads by UUID to a page behind sign-in.
"""

from dataclasses import replace
from typing import Final
from uuid import uuid4

from portal.access.rules import Role
from portal.calendar import rules as calendar_rules
from portal.calendar.actions import Duty, publish
from portal.calendar.models import AttendeeState, Entry, EntryStatus, Kind, Room
from portal.panels import rules
from portal.panels.models import (
    AttendanceState,
    Offer,
    OfferState,
    Seat,
    Sitting,
    SittingState,
)
from portal.panels.queries import outcomes, sittings
from portal.people.models import Area, Person

SEEN_BY: Final = tuple(
    f"role:{role.value}" for role in (Role.STAFF, Role.COORDINATOR, Role.MANAGER)
)
DRAFT_SEEN_BY: Final = tuple(f"role:{role.value}" for role in (Role.COORDINATOR, Role.MANAGER))


def open_entry(
    *, facts: rules.SittingFacts, count: int, room: Room, area: Area | None, actor: Person
) -> Entry:
    """Put a sitting that is being arranged into the calendar, with nobody on it yet.

    Raises `rules.Refused` when the room is taken.
    """
    uuid, is_draft = uuid4(), facts.is_draft
    try:
        return publish(
            actor=actor,
            kind=Kind.PANEL,
            title=title_of(room, is_draft=is_draft),
            path=f"/panels/sittings/{uuid}",
            starts_at=facts.starts_at,
            ends_at=facts.ends_at(count),
            audience=DRAFT_SEEN_BY if is_draft else SEEN_BY,
            uuid=uuid,
            room=room,
            area=area,
            status=EntryStatus.TENTATIVE if is_draft else EntryStatus.CONFIRMED,
        )
    except calendar_rules.RoomTaken as taken:
        raise rules.Refused(taken.sentence, field="room") from taken


def publish_sitting(
    sitting: Sitting,
    *,
    actor: Person | None,
    facts: rules.SittingFacts | None = None,
    room: Room | None = None,
) -> None:
    """Bring the calendar up to how a sitting now stands; with `facts`, and `room`, move it.

    Raises `rules.Refused` when the room is taken, or somebody on it has promised something else.
    """
    entry = sitting.entry
    count = len(sittings.live_panels(sitting))
    room = room or entry.room
    is_draft = sitting.state is SittingState.DRAFT
    try:
        publish(
            actor=actor,
            kind=Kind.PANEL,
            title=title_of(room, is_draft=is_draft),
            path=entry.path,
            starts_at=facts.starts_at if facts else entry.starts_at,
            ends_at=facts.ends_at(count) if facts else entry.ends_at,
            audience=DRAFT_SEEN_BY if is_draft else SEEN_BY,
            duties=duties_of(sitting),
            entry=entry,
            room=room,
            area=entry.area,
            status=EntryStatus.TENTATIVE if is_draft else EntryStatus.CONFIRMED,
        )
    except calendar_rules.RoomTaken as taken:
        raise rules.Refused(taken.sentence, field="room") from taken
    except calendar_rules.PersonBusy as busy:
        raise rules.Busy(busy.sentence, busy.person_id) from busy


def title_of(room: Room | None, *, is_draft: bool = False) -> str:
    """> Panel, Northmere Library; Draft panel, Northmere Library."""
    word = "Draft panel" if is_draft else "Panel"
    return f"{word}, {room.venue.name}" if room else word


def duties_of(sitting: Sitting) -> list[Duty]:
    """Return whose duty a sitting is: those with a seat, those asked, those planned for one.

    Of a draft nobody knows yet: whoever is on it is planned, no more. Once it is noted who came,
    whoever did not is on it as absent, and whoever stepped in is on it too.
    """
    if sitting.state is SittingState.DRAFT:
        each = [(seat, seat.person or seat.pencilled) for seat in sitting.seats]
        return [_planned(seat, who) for seat, who in each if who]
    seated = [_promised(sitting, seat) for seat in sitting.seats if seat.person]
    on_it = {duty.person.id for duty in seated}
    asked = {
        offer.person_id: _offered(seat, offer)
        for seat in sitting.seats
        for offer in seat.offers
        if _is_waited_for(offer) and offer.person_id not in on_it
    }
    known = on_it | asked.keys()
    planned = [
        _planned(seat, seat.pencilled)
        for seat in sitting.seats
        if seat.pencilled and seat.pencilled_id not in known
    ]
    return [*_as_noted(sitting, seated), *asked.values(), *planned]


def _as_noted(sitting: Sitting, seated: list[Duty]) -> list[Duty]:
    """Return the duties of who had a seat, or stepped in, as it was noted who came."""
    noted = outcomes.attendance(panel.id for panel in sitting.panels if panel.noted_at)
    rows = [row for panel in noted.values() for row in panel]
    came = {row.person_id for row in rows if row.state is AttendanceState.CAME}
    missing = {row.person_id for row in rows} - came
    had_seats = {duty.person.id for duty in seated}
    stepped_in = {row.person_id: row for row in rows if row.person_id in came - had_seats}
    return [
        *(
            replace(duty, state=AttendeeState.ABSENT) if duty.person.id in missing else duty
            for duty in seated
        ),
        *(
            Duty(
                row.person,
                f"Panel – {row.part.label}",
                AttendeeState.ACCEPTED,
                sitting.entry.path,
                override=True,  # what was, was: another promise at that hour is no obstacle
            )
            for row in stepped_in.values()
        ),
    ]


def _promised(sitting: Sitting, seat: Seat) -> Duty:
    assert seat.person is not None  # noqa: S101 -- only taken seats are asked
    return Duty(
        seat.person,
        f"Panel – {seat.kind.label}",
        AttendeeState.ACCEPTED,
        sitting.entry.path,
        override=seat.clash_known,
    )


def _planned(seat: Seat, person: Person) -> Duty:
    return Duty(
        person,
        f"Panel – {seat.kind.label}",
        AttendeeState.PENCILLED,
        None,
        override=seat.clash_known,
    )


def _is_waited_for(offer: Offer) -> bool:
    """Return whether somebody keeps the time free: an open call is in nobody's calendar yet."""
    if offer.state is OfferState.SENT:
        return offer.call is None
    return offer.state in {OfferState.VOLUNTEERED, OfferState.WAITING}


def _offered(seat: Seat, offer: Offer) -> Duty:
    return Duty(
        offer.person,
        f"Panel – {seat.kind.label}?",
        AttendeeState.OFFERED,
        f"/panels/offers/{offer.uuid}",
    )

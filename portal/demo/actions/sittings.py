"""Sittings with their panels, seats and offers, as the panels' own actions would have left them."""

from dataclasses import replace
from datetime import datetime

from portal import clock
from portal.calendar.actions import Duty
from portal.calendar.models import AttendeeState, Entry, EntryStatus, Kind
from portal.database import session
from portal.demo.actions.checklists import lay_out
from portal.demo.actions.entries import Draft, Part
from portal.demo.actions.rows import Rows, moment
from portal.demo.rules import sittings as told
from portal.demo.rules.sittings import Ask
from portal.panels.actions.entries import DRAFT_SEEN_BY, SEEN_BY, duties_of, title_of
from portal.panels.actions.sittings import SEATS
from portal.panels.models import (
    CancelReason,
    Offer,
    OfferState,
    OrderConflict,
    Panel,
    PanelKind,
    PanelState,
    Seat,
    Sitting,
    SittingState,
)

INITIAL = PanelKind.INITIAL
STATUSES = {"cancelled": EntryStatus.CANCELLED, "draft": EntryStatus.TENTATIVE}


def drafts(rows: Rows, sittings: list[told.Sitting]) -> list[Draft]:
    """Make the rows of sittings, and return their entries."""
    return [_draft(rows, each) for each in sittings]


def _draft(rows: Rows, each: told.Sitting) -> Draft:
    sitting = Sitting(
        entry=_entry(rows, each),
        state=SittingState(each.state),
        coordinator=rows.people[each.coordinator],
        kept_for=each.kept_for,
        cancel_reason=CancelReason.NOT_ENOUGH_PEOPLE if each.state == "cancelled" else None,
        panels=[_panel(rows, each, turn) for turn in range(len(each.meetings))],
        created_at=moment(each.arranged),
    )
    sitting.seats = [_seat(rows, each, number, kind) for number, kind in enumerate(SEATS, start=1)]
    session.add(sitting)
    session.add_all(_again(rows, each))
    rows.sittings[each] = sitting
    _declare(rows, each)
    seen_by = DRAFT_SEEN_BY if sitting.state is SittingState.DRAFT else SEEN_BY
    parts = [_as_noted(part, each) for part in _parts(sitting)]
    return Draft(sitting.entry, seen_by, moment(each.arranged), parts)


def _entry(rows: Rows, each: told.Sitting) -> Entry:
    room = rows.rooms[each.place, each.room]
    uuid = rows.uuid()
    status = STATUSES.get(each.state, EntryStatus.CONFIRMED)
    return Entry(
        uuid=uuid,
        kind=Kind.PANEL,
        title=title_of(room, is_draft=status is EntryStatus.TENTATIVE),
        path=f"/panels/sittings/{uuid}",
        description="",
        starts_at=clock.at(each.day, each.starts),
        ends_at=clock.at(each.day, each.ends),
        room=room,
        area=rows.areas[each.area],
        made_by=rows.people[each.coordinator],
        sequence=int(each.changed is not None),
        changed_at=moment(each.changed or each.arranged),
        status=status,
        cancelled_at=moment(each.changed)
        if each.changed and status is EntryStatus.CANCELLED
        else None,
    )


def _panel(rows: Rows, each: told.Sitting, turn: int) -> Panel:
    meeting = each.meetings[turn]
    kind = PanelKind(meeting.kind)
    panel = Panel(
        ref=meeting.ref,
        order=rows.orders[meeting.order.ref],
        kind=kind,
        position=turn + 1,
        due_on=meeting.order.due if kind is INITIAL else None,
        state=PanelState(meeting.state),
        adjourn_reason=(meeting.noted.reason if meeting.noted else "") or None,
        created_at=moment(each.arranged),
    )
    lay_out(rows, panel, each)
    return panel


def _again(rows: Rows, each: told.Sitting) -> list[Panel]:
    """Plan anew the panels of a sitting that was cancelled, by the day on which it was to be."""
    return [
        Panel(
            ref=meeting.again,
            order=rows.orders[meeting.order.ref],
            kind=PanelKind(meeting.kind),
            due_on=each.day,
            created_at=moment(each.changed),
        )
        for meeting in each.meetings
        if each.changed and meeting.is_planned_again
    ]


def _seat(rows: Rows, each: told.Sitting, number: int, kind: str) -> Seat:
    seat = each.seat(kind)
    return Seat(
        number=number,
        kind=kind,
        person=rows.people[seat.person] if seat.person else None,
        created_at=moment(each.arranged),
        offers=[_offer(rows, each, ask) for ask in seat.asks],
    )


def _offer(rows: Rows, each: told.Sitting, ask: Ask) -> Offer:
    made_at = moment(ask.made)
    offer = Offer(
        uuid=rows.uuid(),
        person=rows.people[ask.person],
        state=OfferState(ask.state),
        offered_by=rows.people[each.coordinator],
        sits_on=each.day if ask.state == told.SENT else each.moved_from or each.day,
        answered_at=moment(ask.answered) if ask.answered else None,
        expires_at=moment(ask.expires),
        created_at=made_at,
    )
    rows.offers[ask] = offer
    return offer


def _declare(rows: Rows, each: told.Sitting) -> None:
    """Note who may know a family: for all the orders of the sitting, as the real answer does."""
    for seat in each.seats:
        for ask in seat.asks:
            if ask.state == told.CONFLICT:
                session.add_all(
                    OrderConflict(
                        order_id=rows.orders[meeting.order.ref].id,
                        person_id=rows.people[ask.person].id,
                        created_at=moment(ask.answered or ask.made),
                    )
                    for meeting in each.meetings
                )


def _parts(sitting: Sitting) -> list[Part]:
    """Return everybody's part, in the order in which they came to it."""
    duties = {duty.person: duty for duty in duties_of(sitting)}
    parts: list[tuple[datetime, Part]] = []
    for seat in sitting.seats:
        if seat.person and not seat.offers:
            given = duties[seat.person]
            promised = given.state is AttendeeState.ACCEPTED
            parts.append((sitting.created_at, Part(given, sitting.created_at, promised)))
        for offer in seat.offers:
            duty, since = duties.get(offer.person), offer.answered_at or offer.created_at
            part = Part(duty, since) if duty else _former(seat, offer, sitting.entry.path)
            parts.append((offer.created_at, part))
    return [part for _, part in sorted(parts, key=lambda each: each[0])]


def _as_noted(part: Part, each: told.Sitting) -> Part:
    """Return the part of somebody, absent from when it was noted that they had not come."""
    noted = each.meetings[0].noted if each.meetings else None
    if noted is None or part.duty.person.name not in noted.missing:
        return part
    return Part(replace(part.duty, state=AttendeeState.ABSENT), moment(noted.at))


def _former(seat: Seat, offer: Offer, path: str | None) -> Part:
    """Return the part of somebody who was asked, or had said yes, and is not on it."""
    promised = offer.state is OfferState.LEFT
    part = f"Panel – {seat.kind.label}"
    duty = (
        Duty(offer.person, part, AttendeeState.GONE, path)
        if promised
        else Duty(offer.person, f"{part}?", AttendeeState.GONE, f"/panels/offers/{offer.uuid}")
    )
    return Part(duty, offer.answered_at or offer.created_at, promised)

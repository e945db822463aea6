"""Sittings with their panels, seats and offers, as the panels' own actions would have left them."""

from collections.abc import Iterator

from portal import clock
from portal.calendar.actions import Duty
from portal.calendar.models import AttendeeState, Entry, EntryStatus, Kind
from portal.database import session
from portal.demo.actions.entries import Draft, Gone
from portal.demo.actions.rows import Rows, moment
from portal.demo.rules import sittings as told
from portal.demo.rules.sittings import Ask
from portal.demo.rules.times import When
from portal.panels.actions.entries import SEEN_BY, duties_of, title_of
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


def drafts(rows: Rows, sittings: list[told.Sitting]) -> list[Draft]:
    """Make the rows of sittings, and return their entries."""
    return [_draft(rows, each) for each in sittings]


def _draft(rows: Rows, each: told.Sitting) -> Draft:
    sitting = Sitting(
        entry=_entry(rows, each),
        state=SittingState(each.state),
        coordinator=rows.people[each.coordinator],
        cancel_reason=CancelReason.NOT_ENOUGH_PEOPLE if each.state == "cancelled" else None,
        panels=[_panel(rows, each, turn) for turn in range(len(each.meetings))],
        created_at=moment(each.arranged),
    )
    sitting.seats = [_seat(rows, each, number, kind) for number, kind in enumerate(SEATS, start=1)]
    session.add(sitting)
    rows.sittings[each] = sitting
    _declare(rows, each)
    made_at = moment(each.arranged)
    changed_at = max(moment(when) for when in _changes(each))
    return Draft(sitting.entry, SEEN_BY, made_at, changed_at, duties_of(sitting), _gone(sitting))


def _entry(rows: Rows, each: told.Sitting) -> Entry:
    room = rows.rooms[each.place, each.room]
    uuid = rows.uuid()
    status = EntryStatus.CANCELLED if each.state == "cancelled" else EntryStatus.CONFIRMED
    return Entry(
        uuid=uuid,
        kind=Kind.PANEL,
        title=title_of(room),
        path=f"/panels/sittings/{uuid}",
        description="",
        starts_at=clock.at(each.day, each.starts),
        ends_at=clock.at(each.day, each.ends),
        room=room,
        area=rows.areas[each.area],
        made_by=rows.people[each.coordinator],
        sequence=int(each.changed is not None),
        status=status,
        cancelled_at=moment(each.changed)
        if each.changed and status is EntryStatus.CANCELLED
        else None,
    )


def _panel(rows: Rows, each: told.Sitting, turn: int) -> Panel:
    meeting = each.meetings[turn]
    kind = PanelKind(meeting.kind)
    return Panel(
        ref=meeting.ref,
        order=rows.orders[meeting.order.ref],
        kind=kind,
        position=turn + 1,
        due_on=meeting.order.due if kind is INITIAL else None,
        state=PanelState(meeting.state),
        created_at=moment(each.arranged),
    )


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
        sits_on=each.day,
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


def _gone(sitting: Sitting) -> list[Gone]:
    """Return who was asked, or had said yes, and is not on it."""
    staying = (OfferState.SENT, OfferState.ACCEPTED)
    return [
        _former(seat, offer, sitting.entry.path)
        for seat in sitting.seats
        for offer in seat.offers
        if offer.state not in staying
    ]


def _former(seat: Seat, offer: Offer, path: str | None) -> Gone:
    promised = offer.state is OfferState.LEFT
    part = f"Panel – {seat.kind.label}"
    duty = (
        Duty(offer.person, part, AttendeeState.GONE, path)
        if promised
        else Duty(offer.person, f"{part}?", AttendeeState.GONE, f"/panels/offers/{offer.uuid}")
    )
    return Gone(duty, promised=promised)


def _changes(each: told.Sitting) -> Iterator[When]:
    """Yield when a sitting's entry changed: it was made, people were asked and answered."""
    yield each.arranged
    yield each.changed or each.arranged
    for seat in each.seats:
        for ask in seat.asks:
            yield ask.made
            yield ask.answered or ask.made

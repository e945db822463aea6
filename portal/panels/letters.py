"""What panels write to people: when, where, with whom, and a link to a page behind sign-in.

No letter carries a reference or anything of an order: links hold a UUID alone. A letter that has
become pointless by the time it is sent is not sent.
"""

from datetime import UTC, datetime
from typing import Any

from flask import current_app

from portal import clock
from portal.calendar import queries as calendar
from portal.notifications.actions import Attachment, Content, letter
from portal.panels.models import Offer, OfferState, SeatKind, Sitting, SittingState
from portal.panels.queries import offers, sittings
from portal.people.models import Person
from portal.site.filters import day, day_year, span
from portal.site.urls import absolute


@letter("panels/email/offer_made")
def offer_made(*, to: Person, offer: int) -> Content | None:
    """Ask a volunteer to sit."""
    asked = offers.offer_by_id(offer)
    if asked.state is not OfferState.SENT:
        return None
    subject = f"Can you sit on {day(asked.seat.sitting.entry.starts_at)}?"
    return Content(subject, _offer_values(asked, to))


@letter("panels/email/offer_moved")
def offer_moved(*, to: Person, offer: int, **was: int) -> Content | None:
    """Tell somebody who has not answered yet that what they were asked for has moved."""
    asked = offers.offer_by_id(offer)
    if asked.state is not OfferState.SENT:
        return None
    sitting = asked.seat.sitting
    subject = f"Can you sit on {day(sitting.entry.starts_at)}? The panel has moved"
    return Content(subject, {**_offer_values(asked, to), "changes": _changes(sitting, **was)})


@letter("panels/email/offer_taken")
def offer_taken(*, to: Person, offer: int) -> Content | None:
    """Tell somebody who was asked too that the seat is taken."""
    asked = offers.offer_by_id(offer)
    subject = f"The seat on {day(asked.seat.sitting.entry.starts_at)} has been taken"
    return Content(subject, _offer_values(asked, to))


@letter("panels/email/offer_withdrawn")
def offer_withdrawn(*, to: Person, offer: int) -> Content | None:
    """Tell somebody that nothing needs answering any more."""
    asked = offers.offer_by_id(offer)
    subject = f"No need to answer about {day(asked.seat.sitting.entry.starts_at)}"
    return Content(subject, _offer_values(asked, to))


@letter("panels/email/seat_confirmed")
def seat_confirmed(*, to: Person, offer: int, by_other: int) -> Content | None:
    """Bring the invitation for the calendar of somebody who said yes, if no feed brings it."""
    asked = offers.offer_by_id(offer)
    sitting = asked.seat.sitting
    attachments = _invitation(sitting, to)
    if asked.state is not OfferState.ACCEPTED or not (attachments or by_other):
        return None
    values = {**_offer_values(asked, to), "link": _link(sitting), "by_other": bool(by_other)}
    return Content(f"You are on the panel on {day(sitting.entry.starts_at)}", values, attachments)


@letter("panels/email/seat_released")
def seat_released(*, to: Person, sitting: int, by_self: int = 0) -> Content | None:
    """Tell somebody that they are no longer on a sitting.

    Who left by their own click (`by_self`) knows it: only their calendar may not, and this letter
    takes the panel out of it when no feed does.
    """
    found = sittings.sitting_numbered(sitting)
    attachments = _invitation(found, to)
    if any(seat.person is to for seat in found.seats) or (by_self and not attachments):
        return None
    subject = f"You are no longer on the panel on {day(found.entry.starts_at)}"
    values = {**_values(found, to), "by_self": bool(by_self), "link": absolute("panels.duties")}
    return Content(subject, values, attachments)


@letter("panels/email/adviser_assigned")
def adviser_assigned(*, to: Person, sitting: int) -> Content | None:
    """Tell an adviser that they are on a sitting."""
    found = sittings.sitting_numbered(sitting)
    if _is_off(found) or not any(seat.person is to for seat in found.seats):
        return None
    subject = f"You advise the panel on {day(found.entry.starts_at)}"
    return Content(subject, _values(found, to), _invitation(found, to))


@letter("panels/email/panel_arranged")
def panel_arranged(*, to: Person, sitting: int) -> Content | None:
    """Tell a case manager when the panel of their order is, for child and parents to be told."""
    found = sittings.sitting_numbered(sitting)
    if _is_off(found):
        return None
    subject = f"A panel for an order of yours: {day(found.entry.starts_at)}"
    return Content(subject, {**_values(found, to), "tell_by": sittings.readiness(found).tell_by})


@letter("panels/email/sitting_moved")
def sitting_moved(*, to: Person, sitting: int, **was: int) -> Content | None:
    """Tell somebody on a sitting what it was and what it is."""
    found = sittings.sitting_numbered(sitting)
    if _is_off(found) or not _concerns(found, to):
        return None
    subject = f"Changed: the panel on {day(found.entry.starts_at)}"
    values = {
        **_values(found, to),
        "changes": _changes(found, **was),
        "manages": not any(seat.person is to for seat in found.seats),
    }
    return Content(subject, values, _invitation(found, to))


@letter("panels/email/sitting_cancelled")
def sitting_cancelled(*, to: Person, sitting: int) -> Content | None:
    """Tell somebody that a sitting will not be."""
    found = sittings.sitting_numbered(sitting)
    if not _is_off(found) or found.cancel_reason is None:
        return None
    manages = not _was_on(found, to)
    values = {
        **_values(found, to),
        "reason": found.cancel_reason.label,
        "manages": manages,
        "link": absolute("panels.my_orders" if manages else "panels.duties"),
    }
    subject = f"Cancelled: the panel on {day(found.entry.starts_at)}"
    return Content(subject, values, _invitation(found, to))


@letter("panels/email/sitting_missed")
def sitting_missed(*, to: Person, sitting: int) -> Content | None:
    """Tell the coordinator that orders wait for another panel, unless they have seen to it."""
    found = sittings.sitting_numbered(sitting)
    ready = sittings.readiness(found)
    if found.state is not SittingState.PUBLISHED or ready.quorum.holds:
        return None
    subject = f"The panel on {day(found.entry.starts_at)} could not sit"
    return Content(subject, {**_values(found, to), "quorum": ready.quorum})


@letter("panels/email/offer_accepted")
def offer_accepted(*, to: Person, offer: int) -> Content | None:
    """Tell the coordinator of a yes, and what is still missing."""
    return _to_coordinator(to, offer, OfferState.ACCEPTED, "{person} said yes for {day}")


@letter("panels/email/offer_declined")
def offer_declined(*, to: Person, offer: int) -> Content | None:
    """Tell the coordinator of a no."""
    return _to_coordinator(to, offer, OfferState.DECLINED, "{person} can’t make it on {day}")


@letter("panels/email/offer_lapsed")
def offer_lapsed(*, to: Person, offer: int) -> Content | None:
    """Tell the coordinator that nobody answered."""
    return _to_coordinator(to, offer, OfferState.LAPSED, "No answer from {person} about {day}")


@letter("panels/email/seat_free")
def seat_free(*, to: Person, offer: int) -> Content | None:
    """Tell the coordinator that a seat is free again, and whether a conflict was declared."""
    state = offers.offer_by_id(offer).state
    if state is OfferState.CONFLICT:
        return _to_coordinator(to, offer, state, "A seat is free again on {day}")
    return _to_coordinator(to, offer, OfferState.LEFT, "{person} can no longer sit on {day}")


def _to_coordinator(to: Person, offer: int, state: OfferState, subject: str) -> Content | None:
    asked = offers.offer_by_id(offer)
    sitting = asked.seat.sitting
    if asked.state is not state or _is_off(sitting):
        return None
    ready = sittings.readiness(sitting)
    person, on = asked.person.display_name, day(sitting.entry.starts_at)
    values = {
        **_values(sitting, to),
        "person": person,
        "part": asked.seat.kind.label,
        "conflict": state is OfferState.CONFLICT,
        "quorum": ready.quorum,
        "tell_by": ready.tell_by,
    }
    return Content(subject.format(person=person, day=on), values)


def _offer_values(offer: Offer, to: Person) -> dict[str, Any]:
    return {
        **_values(offer.seat.sitting, to),
        "part": offer.seat.kind.label,
        "until": offer.expires_at,
        "link": absolute("panels.offer", offer_uuid=offer.uuid),
    }


def _values(sitting: Sitting, to: Person) -> dict[str, Any]:
    """Return what every letter says: when, where, with whom, and whom to ring."""
    entry, coordinator = sitting.entry, sitting.coordinator
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
        "panels": len(sittings.live_panels(sitting)),
        "coordinator": coordinator.display_name,
        "phone": coordinator.phone or current_app.config["SUPPORT_PHONE"],
        "link": _link(sitting),
    }


def _changes(
    sitting: Sitting, *, was_start: int, was_end: int, was_room: int, was_adviser: int
) -> list[tuple[str, str, str]]:
    """Return what differs: (what, before, now)."""
    entry = sitting.entry
    starts, ends = (datetime.fromtimestamp(moment, UTC) for moment in (was_start, was_end))
    adviser = next((s.person for s in sitting.seats if s.kind is SeatKind.ADVISER), None)
    rows = [
        ("Day", day_year(clock.london(starts)), day_year(entry.starts_at)),
        ("Time", span(starts, ends), span(entry.starts_at, entry.ends_at)),
        ("Place", _room(was_room), entry.room.full_name if entry.room else entry.place),
        ("Adviser", _name(was_adviser), adviser.display_name if adviser else "nobody yet"),
    ]
    return [row for row in rows if row[1] != row[2]]


def _room(room_id: int) -> str:
    return sittings.room_numbered(room_id).full_name if room_id else "nowhere yet"


def _name(person_id: int) -> str:
    return sittings.person_numbered(person_id).display_name if person_id else "nobody yet"


def _link(sitting: Sitting) -> str:
    return absolute("panels.sitting", entry_uuid=sitting.entry.uuid)


def _invitation(sitting: Sitting, to: Person) -> tuple[Attachment, ...]:
    file = calendar.invitation(sitting.entry_id, to.id)
    return (file,) if file else ()


def _is_off(sitting: Sitting) -> bool:
    return sitting.state is SittingState.CANCELLED


def _was_on(sitting: Sitting, person: Person) -> bool:
    """Return whether somebody has a seat, or was asked for one: other letters go to managers."""
    return any(
        seat.person is person or any(offer.person is person for offer in seat.offers)
        for seat in sitting.seats
    )


def _concerns(sitting: Sitting, person: Person) -> bool:
    return any(seat.person is person for seat in sitting.seats) or any(
        panel.case_manager is person for panel in sittings.live_panels(sitting)
    )

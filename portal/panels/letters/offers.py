"""Letters about one offer: to whom it was made, and to the coordinator who made it."""

from typing import Final

from portal.notifications.actions import Content, letter
from portal.panels.letters import parts
from portal.panels.models import OfferState
from portal.panels.queries import offers, sittings
from portal.people.models import Person
from portal.site.filters import day
from portal.site.urls import absolute

WAITED_FOR: Final = (OfferState.SENT, OfferState.VOLUNTEERED, OfferState.WAITING)


@letter("panels/email/offer_made")
def offer_made(*, to: Person, offer: int) -> Content | None:
    """Ask a volunteer to sit."""
    asked = offers.offer_by_id(offer)
    if asked.state is not OfferState.SENT:
        return None
    subject = f"Can you sit on {day(asked.seat.sitting.entry.starts_at)}?"
    return Content(subject, parts.offer_facts(asked, to))


@letter("panels/email/offer_moved")
def offer_moved(*, to: Person, offer: int, **was: int) -> Content | None:
    """Tell somebody who was asked, put their name down or stands by that it has moved."""
    asked = offers.offer_by_id(offer)
    if asked.state not in WAITED_FOR:
        return None
    sitting = asked.seat.sitting
    waits = asked.state is not OfferState.SENT
    on = day(sitting.entry.starts_at)
    subject = f"Moved: the panel on {on}" if waits else f"Can you sit on {on}? The panel has moved"
    return Content(
        subject,
        {
            **parts.offer_facts(asked, to),
            "changes": parts.changes(sitting, **was),
            "waits": waits,
        },
    )


@letter("panels/email/offer_taken")
def offer_taken(*, to: Person, offer: int) -> Content | None:
    """Tell somebody who was asked too that the seat is taken."""
    asked = offers.offer_by_id(offer)
    subject = f"The seat on {day(asked.seat.sitting.entry.starts_at)} has been taken"
    return Content(subject, parts.offer_facts(asked, to))


@letter("panels/email/offer_withdrawn")
def offer_withdrawn(*, to: Person, offer: int) -> Content | None:
    """Tell somebody that nothing needs answering any more."""
    asked = offers.offer_by_id(offer)
    subject = f"No need to answer about {day(asked.seat.sitting.entry.starts_at)}"
    return Content(subject, parts.offer_facts(asked, to))


@letter("panels/email/offer_accepted")
def offer_accepted(*, to: Person, offer: int) -> Content | None:
    """Tell the coordinator of a yes, and what is still missing."""
    return parts.to_coordinator(to, offer, OfferState.ACCEPTED, "{person} said yes for {day}")


@letter("panels/email/offer_declined")
def offer_declined(*, to: Person, offer: int) -> Content | None:
    """Tell the coordinator of a no."""
    return parts.to_coordinator(to, offer, OfferState.DECLINED, "{person} can’t make it on {day}")


@letter("panels/email/offer_lapsed")
def offer_lapsed(*, to: Person, offer: int) -> Content | None:
    """Tell the coordinator that nobody answered."""
    return parts.to_coordinator(to, offer, OfferState.LAPSED, "No answer from {person} about {day}")


@letter("panels/email/seat_confirmed")
def seat_confirmed(*, to: Person, offer: int, by_other: int) -> Content | None:
    """Bring the invitation for the calendar of somebody who said yes, if no feed brings it."""
    asked = offers.offer_by_id(offer)
    sitting = asked.seat.sitting
    attachments = parts.invitation(sitting, to)
    if asked.state is not OfferState.ACCEPTED or not (attachments or by_other):
        return None
    values = {
        **parts.offer_facts(asked, to),
        "link": parts.link(sitting),
        "by_other": bool(by_other),
    }
    return Content(f"You are on the panel on {day(sitting.entry.starts_at)}", values, attachments)


@letter("panels/email/seat_assigned")
def seat_assigned(*, to: Person, offer: int) -> Content | None:
    """Tell somebody that the coordinator has put them on a sitting."""
    asked = offers.offer_by_id(offer)
    if asked.state is not OfferState.ACCEPTED:
        return None
    sitting = asked.seat.sitting
    subject = f"You are on the panel on {day(sitting.entry.starts_at)}"
    values = {**parts.offer_facts(asked, to), "link": parts.link(sitting)}
    return Content(subject, values, parts.invitation(sitting, to))


@letter("panels/email/seat_reopened")
def seat_reopened(*, to: Person, offer: int) -> Content | None:
    """Ask somebody who stands by, now that the seat is open again."""
    asked = offers.offer_by_id(offer)
    if asked.state is not OfferState.SENT:
        return None
    subject = f"The seat on {day(asked.seat.sitting.entry.starts_at)} is open again: can you sit?"
    return Content(subject, parts.offer_facts(asked, to))


@letter("panels/email/seat_released")
def seat_released(*, to: Person, sitting: int, by_self: int = 0) -> Content | None:
    """Tell somebody that they are no longer on a sitting.

    Who left by their own click (`by_self`) knows it: only their calendar may not, and this letter
    takes the panel out of it when no feed does.
    """
    found = sittings.sitting_numbered(sitting)
    attachments = parts.invitation(found, to)
    if any(seat.person is to for seat in found.seats) or (by_self and not attachments):
        return None
    subject = f"You are no longer on the panel on {day(found.entry.starts_at)}"
    values = {
        **parts.facts(found, to),
        "by_self": bool(by_self),
        "link": absolute("panels.duties"),
    }
    return Content(subject, values, attachments)


@letter("panels/email/seat_free")
def seat_free(*, to: Person, offer: int) -> Content | None:
    """Tell the coordinator that a seat is free again, and whether a conflict was declared.

    When the panel can thereby not sit, with whom to ring.
    """
    asked = offers.offer_by_id(offer)
    conflict = asked.state is OfferState.CONFLICT
    subject = "A seat is free again on {day}" if conflict else "{person} can no longer sit on {day}"
    state = OfferState.CONFLICT if conflict else OfferState.LEFT
    content = parts.to_coordinator(to, offer, state, subject)
    if content is not None:
        short = not content.values["quorum"].holds and asked.seat.person_id is None
        content.values["to_ring"] = parts.to_ring(asked.seat) if short else []
    return content

"""Letters about an open call: to everybody who is asked, to those who put their name down."""

from portal.notifications.actions import Content, letter
from portal.panels.letters import parts
from portal.panels.models import CallMode, OfferState
from portal.panels.queries import calls, offers
from portal.people.models import Person
from portal.site.filters import day


@letter("panels/email/call_made")
def call_made(*, to: Person, offer: int) -> Content | None:
    """Ask everybody who can: the first yes has the seat, or the coordinator chooses by a day."""
    asked = offers.offer_by_id(offer)
    if asked.state is not OfferState.SENT or asked.call is None:
        return None
    choosing = asked.call.mode is CallMode.CHOOSE
    on = day(asked.seat.sitting.entry.starts_at)
    subject = f"Would you like to sit on {on}?" if choosing else f"Can you sit on {on}?"
    values = {**parts.offer_facts(asked, to), "confirm_by": asked.call.confirm_by}
    return Content(subject, values)


@letter("panels/email/name_not_needed")
def name_not_needed(*, to: Person, offer: int) -> Content | None:
    """Tell somebody who put their name down, or stood by, that it is decided: not they."""
    asked = offers.offer_by_id(offer)
    if asked.state is not OfferState.WITHDRAWN or parts.is_off(asked.seat.sitting):
        return None
    subject = f"You are not needed on {day(asked.seat.sitting.entry.starts_at)}"
    return Content(subject, parts.offer_facts(asked, to))


@letter("panels/email/name_put_down")
def name_put_down(*, to: Person, offer: int) -> Content | None:
    """Tell the coordinator that somebody put their name down, and what they promised."""
    content = parts.to_coordinator(
        to, offer, OfferState.VOLUNTEERED, "{person} would like to sit on {day}"
    )
    if content is not None:
        call = offers.offer_by_id(offer).call
        content.values["confirm_by"] = call.confirm_by if call else None
    return content


@letter("panels/email/call_unanswered")
def call_unanswered(*, to: Person, call: int) -> Content | None:
    """Tell the coordinator that an open call brought nobody, and whom to ring."""
    found = calls.call_numbered(call)
    seat = found.seat
    if parts.is_off(seat.sitting) or (seat.person_id and seat.cover_wanted_at is None):
        return None
    subject = f"Nobody has said yes for {day(seat.sitting.entry.starts_at)}"
    values = {**parts.seat_facts(seat, to), "to_ring": parts.to_ring(seat)}
    return Content(subject, values)


@letter("panels/email/pencil_rubbed_out")
def pencil_rubbed_out(*, to: Person, seat: int, person: int) -> Content | None:
    """Tell the coordinator that a plan lacks somebody, who has said yes elsewhere."""
    found = calls.seat_numbered(seat)
    if parts.is_off(found.sitting) or found.pencilled_id == person:
        return None
    name = calls.person_numbered(person).display_name
    subject = f"{name} is no longer planned for {day(found.sitting.entry.starts_at)}"
    return Content(subject, {**parts.seat_facts(found, to), "person": name})

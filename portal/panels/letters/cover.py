"""Letters about cover: who is asked, whom the coordinator may ring, who has taken over."""

from portal import clock
from portal.notifications.actions import Content, letter
from portal.panels.letters import parts
from portal.panels.models import OfferState
from portal.panels.queries import calls, offers
from portal.people.models import Person
from portal.site.filters import day


@letter("panels/email/cover_asked")
def cover_asked(*, to: Person, offer: int, agreed: int = 0) -> Content | None:
    """Ask somebody to take over, alone or with everybody who can; `agreed` says they would."""
    asked = offers.offer_by_id(offer)
    if asked.state is not OfferState.SENT:
        return None
    owner = asked.seat.person
    on = day(asked.seat.sitting.entry.starts_at)
    values = {
        **parts.offer_facts(asked, to),
        "owner": owner.display_name if owner else "",
        "agreed": bool(agreed),
        "to_all": asked.call_id is not None,
    }
    return Content(f"Can you take over on {on}?", values)


@letter("panels/email/cover_declined")
def cover_declined(*, to: Person, offer: int) -> Content | None:
    """Tell whoever looks for cover that the colleague they named cannot."""
    asked = offers.offer_by_id(offer)
    seat = asked.seat
    if asked.state is not OfferState.DECLINED or seat.person is not to or not seat.cover_wanted_at:
        return None
    name, on = asked.person.display_name, day(seat.sitting.entry.starts_at)
    values = {**parts.facts(seat.sitting, to), "person": name}
    return Content(f"{name} can’t take over on {on}", values)


@letter("panels/email/cover_wanted")
def cover_wanted(*, to: Person, offer: int) -> Content | None:
    """Tell the coordinator who looks for cover, what hangs on it, and whom to ring, in order."""
    asked = offers.offer_by_id(offer)
    seat = asked.seat
    if asked.state is not OfferState.ACCEPTED or not seat.cover_wanted_at:
        return None
    starts_at = seat.sitting.entry.starts_at
    subject = f"{asked.person.display_name} looks for cover on {day(starts_at)}"
    values = {
        **parts.seat_facts(seat, to),
        "person": asked.person.display_name,
        "today_itself": clock.london(starts_at).date() == clock.today(),
        "to_ring": parts.to_ring(seat),
    }
    return Content(f"At risk: {subject}" if values["quorum"].cover else subject, values)


@letter("panels/email/cover_taken")
def cover_taken(*, to: Person, offer: int) -> Content | None:
    """Tell whoever looked for cover that they are off the panel, and who is on it for them."""
    asked = offers.offer_by_id(offer)
    sitting = asked.seat.sitting
    if asked.state is not OfferState.ACCEPTED or any(seat.person is to for seat in sitting.seats):
        return None
    name, on = asked.person.display_name, day(sitting.entry.starts_at)
    values = {**parts.facts(sitting, to), "person": name, "link": parts.duties()}
    return Content(f"{name} sits for you on {on}", values, parts.invitation(sitting, to))


@letter("panels/email/cover_found")
def cover_found(*, to: Person, offer: int, had: int) -> Content | None:
    """Tell the coordinator who has taken over from whom."""
    content = parts.to_coordinator(to, offer, OfferState.ACCEPTED, "{person} takes over on {day}")
    if content is not None:
        content.values["had"] = calls.person_numbered(had).display_name
    return content


@letter("panels/email/cover_not_needed")
def cover_not_needed(*, to: Person, offer: int) -> Content | None:
    """Tell the coordinator that somebody can come after all."""
    subject = "{person} can come after all on {day}"
    content = parts.to_coordinator(to, offer, OfferState.ACCEPTED, subject)
    still = offers.offer_by_id(offer).seat.cover_wanted_at is not None
    return None if still else content

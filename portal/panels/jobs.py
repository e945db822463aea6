"""Work done by the clock: offers that nobody answered, sittings whose time is over."""

from typing import Any

from portal.database import changing
from portal.notifications.jobs import scheduled
from portal.panels.actions import mail, offers, sittings
from portal.panels.queries import offers as find_offers
from portal.panels.queries import sittings as find_sittings


@scheduled("panels.lapse_offers", minutes=5)
def lapse_offers() -> dict[str, Any]:
    """Close the offers whose time has run out, each in a transaction of its own."""
    ids = find_offers.lapsed_ids()
    for offer_id in ids:
        with changing():
            offers.lapse_offer(offer=find_offers.offer_by_id(offer_id))
    return {"lapsed": len(ids)}


@scheduled("panels.close_ended", minutes=15)
def close_ended() -> dict[str, Any]:
    """Note which sittings have had their time, and tell who must see to those that missed it."""
    with changing():
        held = find_sittings.ended_sittings(could_sit=True)
        for sitting in held:
            sittings.close_ended(sitting=sitting)
        missed = find_sittings.ended_sittings(could_sit=False)
        for sitting in missed:
            mail.tell_missed(sitting)
    return {"held": len(held), "missed": len(missed)}

"""Seats that look for somebody, by the portal's own hand: cover, and a call with two names down."""

from datetime import time

from portal import clock
from portal.demo.actions.mail import keep_letters
from portal.demo.actions.rows import Rows, morning
from portal.demo.rules import sittings as told
from portal.panels.actions import calls, offers
from portal.panels.actions.cover import Wanted, ask_for_cover
from portal.panels.models import CallMode, Offer, OfferState, Seat, SeatKind, Sitting
from portal.panels.queries import candidates

TAKES_OVER = "Graham Holt"
"""Who could take over from the one that looks for cover: the demo's second volunteer."""

ALONE = frozenset({"Margaret Osei", TAKES_OVER})
"""Of whom nothing else is asked than what the story tells."""

COMMUNITY = (SeatKind.CHAIR, SeatKind.MEMBER)
SOON, LATE = 7, 70
CONFIRM_IN, AT_FIVE = 4, time(17)


def open_calls(rows: Rows, sittings: list[told.Sitting]) -> None:
    """Let one person look for cover, and a coordinator choose between two, since yesterday."""
    told_days = {each.day for each in sittings if each.told}
    coming = [
        rows.sittings[each]
        for each in sittings
        if each.state == "published"
        and rows.times.away(SOON) < each.day < rows.times.away(LATE)
        and each.day not in told_days
    ]
    with rows.naming(), clock.frozen(morning(rows.times.away(-1))):
        _look_for_cover(rows, coming)
        _let_choose(rows, coming)


def _look_for_cover(rows: Rows, coming: list[Sitting]) -> None:
    helper = rows.people[TAKES_OVER]
    for sitting in coming:
        for seat, offer in _promised(sitting):
            found = candidates.candidate(sitting, seat, helper.id)
            if found is not None and found.can:
                ask_for_cover(offer=offer, wanted=Wanted(everybody=True), actor=offer.person)
                keep_letters()
                return


def _promised(sitting: Sitting) -> list[tuple[Seat, Offer]]:
    """Return the community seats, if all are taken, each with the yes of who has it."""
    community = [seat for seat in sitting.seats if seat.kind in COMMUNITY]
    if any(seat.person is None for seat in community):
        return []
    return [
        (seat, offer)
        for seat in community
        for offer in seat.offers
        if offer.state is OfferState.ACCEPTED
        and offer.person.name not in ALONE
        and offer.person.email  # who looks for cover says so on a page of theirs
    ]


def _let_choose(rows: Rows, coming: list[Sitting]) -> None:
    confirm_by = clock.at(clock.add_working_days(rows.times.today, CONFIRM_IN), AT_FIVE)
    for sitting in coming:
        for seat in sitting.seats:
            if seat.kind is SeatKind.MEMBER and seat.person is None and not seat.offers:
                call = calls.ask_everybody(
                    seat=seat,
                    mode=CallMode.CHOOSE,
                    confirm_by=confirm_by,
                    actor=sitting.coordinator,
                )
                keep_letters()
                asked = [each for each in seat.offers if each.call is call]
                willing = [each for each in asked if each.person.name not in ALONE]
                for offer in willing[:2]:
                    offers.accept_offer(offer=offer, actor=offer.person)
                keep_letters()
                return

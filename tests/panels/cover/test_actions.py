"""Looking for cover: who may leave, who stays responsible, who takes over, and who hears of it."""

from datetime import date, time

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.members.models import Member
from portal.panels import rules
from portal.panels.actions import assigning, cover, lists, offers, seats
from portal.panels.actions.holding import facts_of
from portal.panels.models import Offer, OfferState, OrderConflict, SeatKind
from portal.panels.queries import candidates, listing
from portal.panels.queries.sittings import readiness
from portal.people.models import Person
from tests.panels import scenes

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER
FRIDAY = date(2026, 3, 6)
EVERYWHERE: frozenset[int] = frozenset()


class Evening:
    """A sitting on Friday that can sit, with Ann Lee as its member."""

    def __init__(self) -> None:
        self.jo = scenes.coordinator()
        adviser = scenes.colleague("Marcus Reid", may_advise=True)
        self.sitting = scenes.arranged(self.jo, adviser=adviser, day=FRIDAY)
        self.ann = scenes.volunteer("Ann Lee")
        self.offer = scenes.accepted(self.sitting, MEMBER, self.ann)
        scenes.accepted(self.sitting, CHAIR, scenes.chair())
        self.bo, self.cy = scenes.volunteer("Bo Ray"), scenes.volunteer("Cy Day")
        self.before = len(scenes.mail())

    @property
    def letters(self) -> list[tuple[str, str]]:
        """Return what was written since the sitting was filled."""
        return scenes.mail()[self.before :]

    @property
    def holder(self) -> Person | None:
        """Return who has the member's seat now."""
        session.expire_all()
        return scenes.seat(self.sitting, MEMBER).person

    def look(
        self, *, everybody: bool = True, colleague: Member | None = None, agreed: bool = False
    ) -> None:
        """Let Ann look for cover."""
        named = colleague.person if colleague else None
        with changing():
            cover.ask_for_cover(
                offer=self.offer,
                wanted=cover.Wanted(everybody, named, agreed),
                actor=self.ann.person,
            )

    def newest(self, member: Member) -> Offer:
        """Return the newest offer to somebody."""
        found = session.scalars(select(Offer).where(Offer.person_id == member.person_id))
        return max(found, key=lambda offer: offer.id)

    def takes_over(self, member: Member) -> Offer:
        """Let somebody say yes."""
        with changing():
            return offers.accept_offer(offer=self.newest(member), actor=member.person)


@pytest.fixture
def evening(app: Flask) -> Evening:
    return Evening()


def test_near_to_the_day_nobody_leaves_by_themselves(evening: Evening) -> None:
    with pytest.raises(rules.OfferRefused, match="Ask for cover: you stay") as refused, changing():
        offers.leave_seat(offer=evening.offer, actor=evening.ann.person)
    assert refused.value.outcome == "cover"
    with pytest.raises(rules.OfferRefused), changing():
        offers.decline_offer(offer=evening.offer, actor=evening.ann.person)
    assert evening.holder is evening.ann.person
    with changing():
        offers.leave_seat(offer=evening.offer, actor=evening.jo)  # they rang
    assert evening.holder is None


def test_the_last_day_to_leave_freely_is_a_setting(app: Flask) -> None:
    sitting = scenes.arranged(scenes.coordinator(), day=date(2026, 3, 9))
    offer = scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    with changing():
        offers.leave_seat(offer=offer, actor=offer.person)  # seven days before, exactly
    assert offer.state is OfferState.LEFT


def test_who_looks_for_cover_stays_and_the_panel_is_at_risk(evening: Evening) -> None:
    assert readiness(evening.sitting).words == "Quorate"
    evening.look()
    assert evening.holder is evening.ann.person
    ready = readiness(evening.sitting)
    assert (ready.words, ready.look) == ("At risk: cover wanted", "risk")
    at_risk = listing.sittings(EVERYWHERE, listing.SittingFilter(listing.AT_RISK)).items
    assert [(each.words, each.look) for each in at_risk] == [("At risk: cover wanted", "risk")]
    assert at_risk[0].people[1] == "Ann Lee (panel member, looks for cover)"
    assert evening.letters == [
        ("Bo Ray", "cover_asked"),
        ("Cy Day", "cover_asked"),
        ("Jo Hartley", "cover_wanted"),
    ]
    assert scenes.duties(evening.sitting)["Ann Lee: Panel – panel member"] == "accepted"


def test_an_observer_who_looks_for_cover_puts_nothing_at_risk(evening: Evening) -> None:
    offer = scenes.accepted(evening.sitting, SeatKind.OBSERVER, evening.bo)
    with changing():
        cover.ask_for_cover(
            offer=offer, wanted=cover.Wanted(everybody=False), actor=evening.bo.person
        )
    assert readiness(evening.sitting).words == "Quorate"
    at_risk = listing.SittingFilter(listing.AT_RISK)
    assert listing.sittings(EVERYWHERE, at_risk).items == []


def test_whoever_takes_over_all_are_told_once(evening: Evening) -> None:
    evening.look()
    taken = evening.takes_over(evening.bo)
    assert evening.holder is evening.bo.person
    seat = scenes.seat(evening.sitting, MEMBER)
    assert (seat.cover_wanted_at, seat.calls[0].closed_at) == (None, clock.now())
    assert (evening.offer.state, taken.state) == (OfferState.LEFT, OfferState.ACCEPTED)
    assert evening.letters[3:] == [
        ("Ann Lee", "cover_taken"),
        ("Jo Hartley", "cover_found"),
        ("Bo Ray", "seat_confirmed"),
    ]
    assert scenes.duties(evening.sitting) == {
        "Marcus Reid: Panel – adviser": "accepted",
        "Graham Holt: Panel – chair": "accepted",
        "Bo Ray: Panel – panel member": "accepted",
    }
    assert readiness(evening.sitting).words == "Quorate"
    with pytest.raises(rules.OfferRefused, match="Somebody else said yes") as refused:
        evening.takes_over(evening.cy)
    assert refused.value.outcome == "taken"
    with pytest.raises(rules.Refused, match="Said they can’t make it on Friday 6 March"):
        scenes.offered(scenes.arranged(evening.jo, day=FRIDAY, at=time(9)), MEMBER, evening.ann)


def test_a_colleague_is_asked_by_name_and_their_no_is_told_to_whom_they_would_help(
    evening: Evening,
) -> None:
    evening.look(everybody=False, colleague=evening.bo, agreed=True)
    evening.look(everybody=False, colleague=evening.bo, agreed=True)
    assert evening.letters == [("Bo Ray", "cover_asked"), ("Jo Hartley", "cover_wanted")]
    offer = evening.newest(evening.bo)
    assert (offer.for_cover, offer.offered_by) == (True, evening.ann.person)
    with changing():
        offers.decline_offer(offer=offer, actor=evening.bo.person)
    assert evening.letters[2:] == [("Jo Hartley", "offer_declined"), ("Ann Lee", "cover_declined")]
    evening.look()
    assert evening.letters[4:] == [("Cy Day", "cover_asked")]


def test_a_colleague_who_cannot_sit_is_refused_without_a_reason(evening: Evening) -> None:
    evening.bo.checks[0].recheck_on = date(2026, 3, 1)
    session.commit()
    with pytest.raises(rules.Refused) as refused:
        evening.look(everybody=False, colleague=evening.bo)
    assert refused.value.sentence == (
        "Bo Ray can’t take over this one. Choose somebody from the list, or ask everybody who can."
    )
    assert "DBS" not in refused.value.sentence


def test_it_can_be_taken_back_until_somebody_has_taken_over(evening: Evening) -> None:
    evening.look(colleague=evening.bo)
    for _ in range(2):
        with changing():
            cover.stay(offer=evening.offer, actor=evening.ann.person)
    assert evening.letters[3:] == [
        ("Bo Ray", "offer_withdrawn"),
        ("Jo Hartley", "cover_not_needed"),
    ]
    assert readiness(evening.sitting).words == "Quorate"
    with pytest.raises(rules.OfferRefused) as refused:
        evening.takes_over(evening.cy)
    assert refused.value.outcome == "kept"
    with clock.frozen(clock.at(date(2026, 3, 3), time(9))):
        evening.look()
        evening.takes_over(evening.cy)
    with pytest.raises(rules.OfferRefused, match="has taken over from you already"):
        cover.stay(offer=evening.offer, actor=evening.ann.person)


def test_who_stood_by_is_asked_with_everybody_when_cover_is_wanted(evening: Evening) -> None:
    evening.look()
    evening.takes_over(evening.bo)
    waiting = evening.newest(evening.cy)
    with changing():
        offers.stand_by(offer=waiting, actor=evening.cy.person)
    with clock.frozen(clock.at(date(2026, 3, 3), time(9))):
        own = evening.newest(evening.bo)
        with changing():
            cover.ask_for_cover(
                offer=own, wanted=cover.Wanted(everybody=True), actor=evening.bo.person
            )
        assert (waiting.state, waiting.for_cover) == (OfferState.SENT, True)
        evening.takes_over(evening.cy)
    assert evening.holder is evening.cy.person


def test_a_coordinator_seats_who_was_rung_in_place_of_who_looks_for_cover(evening: Evening) -> None:
    evening.look(everybody=False)
    with changing():
        assigning.assign_seat(
            seat=scenes.seat(evening.sitting, MEMBER),
            person=evening.bo.person,
            actor=evening.jo,
            said_yes=True,
        )
    assert evening.holder is evening.bo.person
    assert evening.letters[1:] == [("Ann Lee", "cover_taken"), ("Bo Ray", "seat_confirmed")]


def test_a_list_is_asked_for_cover_too(evening: Evening) -> None:
    evening.look(everybody=False)
    with changing():
        lists.ask_in_turn(
            seat=scenes.seat(evening.sitting, MEMBER),
            people=[evening.bo.person, evening.cy.person],
            actor=evening.jo,
        )
    assert evening.letters[1:] == [("Bo Ray", "cover_asked")]
    evening.takes_over(evening.bo)
    assert evening.newest(evening.cy).state is OfferState.QUEUED


def test_a_conflict_needs_no_cover_and_offers_the_seat_again_at_once(evening: Evening) -> None:
    evening.look()
    with changing():
        offers.declare_conflict(offer=evening.offer, actor=evening.ann.person)
    assert evening.holder is None
    seat = scenes.seat(evening.sitting, MEMBER)
    call = seat.calls[0]
    assert (call.closed_at, call.for_cover, len(seat.calls)) == (None, False, 1)
    assert evening.letters[3:] == [("Jo Hartley", "seat_free"), ("Ann Lee", "seat_released")]
    evening.takes_over(evening.bo)
    assert evening.holder is evening.bo.person


def test_a_conflict_after_a_yes_asks_everybody_else(evening: Evening) -> None:
    with changing():
        offers.declare_conflict(offer=evening.offer, actor=evening.ann.person)
    assert scenes.states(scenes.seat(evening.sitting, MEMBER)) == {
        "Ann Lee": "conflict",
        "Bo Ray": "sent",
        "Cy Day": "sent",
    }
    call = scenes.seat(evening.sitting, MEMBER).calls[0]
    assert (call.opened_by, call.for_cover) == (None, False)


def test_a_conflict_after_a_yes_asks_the_next_of_a_list_if_there_is_one(evening: Evening) -> None:
    seat = scenes.seat(evening.sitting, MEMBER)
    session.add(
        Offer(
            seat=seat,
            person=evening.cy.person,
            state=OfferState.QUEUED,
            rank=1,
            sits_on=FRIDAY,
        )
    )
    session.commit()
    with changing():
        offers.declare_conflict(offer=evening.offer, actor=evening.ann.person)
    assert evening.newest(evening.cy).state is OfferState.SENT
    assert seat.calls == []


def test_a_conflict_can_be_declared_while_the_panel_sits(evening: Evening) -> None:
    with clock.frozen(clock.at(FRIDAY, time(18))):
        assert rules.ending(facts_of(evening.offer)) == ""
        with changing():
            offers.declare_conflict(offer=evening.offer, actor=evening.ann.person)
        assert evening.holder is None
        assert scenes.seat(evening.sitting, MEMBER).calls == []
        assert evening.letters == [("Jo Hartley", "seat_free"), ("Ann Lee", "seat_released")]
    assert session.scalars(select(OrderConflict)).all()


def test_a_release_ends_the_search_for_cover(evening: Evening) -> None:
    evening.look(everybody=False, colleague=evening.bo)
    with changing():
        seats.release(seat=scenes.seat(evening.sitting, MEMBER), actor=evening.jo)
    seat = scenes.seat(evening.sitting, MEMBER)
    assert (seat.person, seat.cover_wanted_at) == (None, None)
    evening.takes_over(evening.bo)
    assert evening.holder is evening.bo.person


def test_who_has_begun_to_look_is_no_candidate_for_their_own_seat(evening: Evening) -> None:
    evening.look(everybody=False)
    seat = scenes.seat(evening.sitting, MEMBER)
    found = {
        each.member.person.name: each.can for each in candidates.candidates(evening.sitting, seat)
    }
    assert found == {"Bo Ray": True, "Cy Day": True, "Ann Lee": False, "Graham Holt": False}

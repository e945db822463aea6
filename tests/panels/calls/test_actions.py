"""Open calls: all who can are asked; the first yes has the seat, or the coordinator chooses."""

from datetime import date, datetime, time, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.database import changing, session
from portal.panels import jobs, rules
from portal.panels.actions import calls, offers, pencilling, seats, sittings
from portal.panels.actions.holding import facts_of
from portal.panels.models import (
    CallMode,
    CancelReason,
    Offer,
    OfferState,
    SeatCall,
    SeatKind,
    Sitting,
)
from portal.panels.queries import calls as queries
from portal.people.models import Person
from tests.panels import scenes

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER
THURSDAY = clock.at(date(2026, 3, 5), time(17))
EVERYWHERE: frozenset[int] = frozenset()


@pytest.fixture
def sitting(app: Flask) -> Sitting:
    """Return a sitting two weeks ahead, and four volunteers of whom three can sit."""
    for name in ("Ann Lee", "Bo Ray", "Cy Day"):
        scenes.volunteer(name)
    scenes.volunteer("Di Fox").checks[0].recheck_on = date(2026, 3, 1)
    session.commit()
    return scenes.arranged(scenes.coordinator(), day=date(2026, 3, 16))


def called(sitting: Sitting, confirm_by: datetime | None = None) -> SeatCall:
    """Ask everybody for the member's seat."""
    with changing():
        return calls.ask_everybody(
            seat=scenes.seat(sitting, MEMBER),
            mode=CallMode.CHOOSE if confirm_by else CallMode.FIRST,
            confirm_by=confirm_by,
            actor=sitting.coordinator,
        )


def offer_to(name: str) -> Offer:
    """Return the newest offer to somebody."""
    session.expire_all()
    found = session.scalars(select(Offer).join(Offer.person).where(Person.name == name))
    return max(found, key=lambda offer: offer.id)


def says_yes(name: str) -> Offer:
    """Let somebody accept what they were asked."""
    offer = offer_to(name)
    with changing():
        return offers.accept_offer(offer=offer, actor=offer.person)


def letters(template: str) -> list[str]:
    """Return to whom a letter went."""
    return [who for who, name in scenes.mail() if name == template]


def test_everybody_who_can_is_asked_once(sitting: Sitting) -> None:
    first, second = called(sitting), called(sitting)
    assert first is second
    seat = scenes.seat(sitting, MEMBER)
    assert scenes.states(seat) == {"Ann Lee": "sent", "Bo Ray": "sent", "Cy Day": "sent"}
    assert letters("call_made") == ["Ann Lee", "Bo Ray", "Cy Day"]
    assert scenes.duties(sitting) == {}  # nothing stands in forty calendars for one seat
    assert offer_to("Ann Lee").expires_at == clock.at(date(2026, 3, 16), time(16, 30))


def test_the_first_yes_has_the_seat_and_nobody_else_gets_a_letter(sitting: Sitting) -> None:
    call = called(sitting)
    says_yes("Bo Ray")
    assert scenes.states(scenes.seat(sitting, MEMBER)) == {
        "Ann Lee": "withdrawn",
        "Bo Ray": "accepted",
        "Cy Day": "withdrawn",
    }
    assert (call.closed_at, call.settled_at) == (clock.now(), None)
    assert letters("offer_taken") == letters("name_not_needed") == []
    with pytest.raises(rules.OfferRefused, match="Somebody else said yes") as refused:
        says_yes("Ann Lee")
    assert refused.value.outcome == "taken"


def test_the_coordinator_chooses_and_everybody_who_put_their_name_down_is_told(
    sitting: Sitting,
) -> None:
    call = called(sitting, THURSDAY)
    assert offer_to("Ann Lee").expires_at == THURSDAY
    for name in ("Ann Lee", "Bo Ray", "Bo Ray"):
        says_yes(name)
    assert letters("name_put_down") == ["Jo Hartley"]  # once a call, however many names
    assert scenes.seat(sitting, MEMBER).person is None
    with changing():
        calls.choose(offer=offer_to("Bo Ray"), actor=sitting.coordinator)
    assert scenes.states(scenes.seat(sitting, MEMBER)) == {
        "Ann Lee": "withdrawn",
        "Bo Ray": "accepted",
        "Cy Day": "withdrawn",
    }
    assert letters("name_not_needed") == ["Ann Lee"]
    assert letters("seat_confirmed") == ["Bo Ray"]
    assert call.settled_at == clock.now()
    assert rules.ending(facts_of(offer_to("Ann Lee"))) == "chosen"
    assert queries.kept(EVERYWHERE) == rules.Kept(1, 1)


def test_a_promise_that_is_not_kept_is_seen_and_counted(sitting: Sitting) -> None:
    called(sitting, THURSDAY)
    says_yes("Ann Lee")
    assert [(each.names, each.overdue) for each in queries.to_choose(EVERYWHERE)] == [(1, False)]
    with clock.frozen(clock.at(date(2026, 3, 6), time(9))):
        jobs.lapse_offers()
        assert [each.overdue for each in queries.to_choose(EVERYWHERE)] == [True]
        assert queries.kept(EVERYWHERE) == rules.Kept(0, 1)
        with changing():
            calls.choose(offer=offer_to("Ann Lee"), actor=sitting.coordinator)
        assert queries.kept(EVERYWHERE) == rules.Kept(0, 1)
    assert queries.to_choose(EVERYWHERE) == []


def test_names_that_no_call_asked_for_stand_after_those_that_a_promise_was_made_to(
    sitting: Sitting,
) -> None:
    for day, name in ((24, "Cy Day"), (25, "Bo Ray")):
        later = scenes.arranged(sitting.coordinator, day=date(2026, 3, day))
        with clock.frozen(clock.now() - timedelta(days=day)), changing():
            who = session.scalars(select(Person).where(Person.name == name)).one()
            calls.come_forward(seat=scenes.seat(later, MEMBER), person=who)
    called(sitting, THURSDAY)
    says_yes("Ann Lee")
    found = queries.to_choose(EVERYWHERE)
    assert [clock.london(each.starts_at).day for each in found] == [16, 25, 24]
    assert [each.since is None for each in found] == [True, False, False]
    assert [each.confirm_by for each in found] == [THURSDAY, None, None]
    assert len(queries.to_choose(EVERYWHERE, limit=1)) == 2


@pytest.mark.parametrize(
    ("confirm_by", "words"),
    [
        (clock.at(date(2026, 3, 1), time(17)), "have passed"),
        (clock.at(date(2026, 3, 16), time(17)), "not an hour before the sitting"),
    ],
)
def test_what_cannot_be_kept_is_not_promised(
    sitting: Sitting, confirm_by: datetime, words: str
) -> None:
    with pytest.raises(rules.Refused, match=words):
        called(sitting, confirm_by)


def test_a_call_without_a_name_ends_by_itself_and_the_coordinator_hears(sitting: Sitting) -> None:
    call = called(sitting, THURSDAY)
    with clock.frozen(THURSDAY):
        assert jobs.lapse_offers() == {"lapsed": 0, "calls": 1}
        assert jobs.lapse_offers() == {"lapsed": 0, "calls": 0}
        assert queries.kept(EVERYWHERE) == rules.Kept(0, 0)
    assert (call.closed_at, call.settled_at) == (THURSDAY, None)
    assert letters("call_unanswered") == ["Jo Hartley"]
    assert letters("offer_lapsed") == []


def test_a_call_ends_when_the_last_has_said_no(sitting: Sitting) -> None:
    call = called(sitting)
    for name in ("Ann Lee", "Bo Ray", "Cy Day"):
        assert call.closed_at is None
        with changing():
            offers.decline_offer(offer=offer_to(name), actor=offer_to(name).person)
    assert call.closed_at == clock.now()
    assert letters("call_unanswered") == ["Jo Hartley"]
    assert letters("offer_declined") == []
    with pytest.raises(rules.Refused, match="Nobody else can sit then"):
        called(sitting)


def test_who_came_too_late_stands_by_in_order_and_is_asked_when_it_opens(
    sitting: Sitting,
) -> None:
    called(sitting)
    says_yes("Ann Lee")
    for minute, name in enumerate(("Cy Day", "Bo Ray")):
        with clock.frozen(clock.at(date(2026, 3, 2), time(11, minute))):
            for _ in range(2):
                with changing():
                    offers.stand_by(offer=offer_to(name), actor=offer_to(name).person)
    assert scenes.duties(sitting)["Cy Day: Panel – panel member?"] == "offered"
    with clock.frozen(clock.at(date(2026, 3, 3), time(9))):
        with changing():
            seats.release(seat=scenes.seat(sitting, MEMBER), actor=sitting.coordinator)
        assert letters("seat_reopened") == ["Cy Day"]
        waited = offer_to("Cy Day")
        assert waited.expires_at == clock.at(date(2026, 3, 6), time(9))
        with changing():
            offers.decline_offer(offer=waited, actor=waited.person)
        assert letters("seat_reopened") == ["Cy Day", "Bo Ray"]
        says_yes("Bo Ray")
    assert scenes.states(scenes.seat(sitting, MEMBER)) == {
        "Ann Lee": "withdrawn",
        "Bo Ray": "accepted",
        "Cy Day": "declined",
    }


def test_nobody_stands_by_for_a_seat_that_is_free(sitting: Sitting) -> None:
    called(sitting)
    with pytest.raises(rules.OfferRefused, match="Nobody has this seat now"):
        offers.stand_by(offer=offer_to("Ann Lee"), actor=offer_to("Ann Lee").person)


def test_who_was_not_asked_may_come_forward(sitting: Sitting) -> None:
    called(sitting)
    late, barred = scenes.volunteer("Eve Hill"), scenes.members()[3]
    seat = scenes.seat(sitting, MEMBER)
    with changing():
        offer = calls.come_forward(seat=seat, person=late.person)
    assert (offer.state, offer.call) == (OfferState.SENT, seat.calls[0])
    with pytest.raises(rules.Refused, match="not open to you"), changing():
        calls.come_forward(seat=seat, person=barred.person)
    with changing():
        own = calls.come_forward(seat=scenes.seat(sitting, SeatKind.OBSERVER), person=late.person)
    assert own.state is OfferState.VOLUNTEERED
    assert letters("name_put_down") == ["Jo Hartley"]


def test_a_call_can_be_closed_and_a_sitting_cancelled_with_one_open(sitting: Sitting) -> None:
    called(sitting, THURSDAY)
    says_yes("Ann Lee")
    for _ in range(2):
        with changing():
            calls.close_call(seat=scenes.seat(sitting, MEMBER), actor=sitting.coordinator)
    assert letters("name_not_needed") == ["Ann Lee"]
    call = called(sitting, THURSDAY)
    says_yes("Bo Ray")
    with changing():
        sittings.cancel_sitting(
            sitting=sitting,
            version=sitting.version,
            reason=CancelReason.ROOM,
            actor=sitting.coordinator,
        )
    assert letters("sitting_cancelled") == ["Bo Ray", "Casey Moran"]
    assert call.closed_at == call.settled_at == clock.now()
    assert OfferState.SENT not in {offer.state for offer in scenes.seat(sitting, MEMBER).offers}


def test_whoever_is_asked_alone_is_no_longer_asked_by_the_call(sitting: Sitting) -> None:
    called(sitting)
    with changing():
        offer = offers.offer_seat(
            seat=scenes.seat(sitting, MEMBER),
            person=offer_to("Ann Lee").person,
            actor=sitting.coordinator,
        )
    assert (offer.state, offer.call) == (OfferState.SENT, None)
    assert letters("offer_made") == ["Ann Lee"]


def test_a_yes_goes_before_a_plan_in_pencil_and_only_its_coordinator_learns(
    sitting: Sitting,
) -> None:
    draft = scenes.arranged(scenes.coordinator("Rhiannon Pugh"), day=date(2026, 3, 16))
    ann = scenes.members()[0].person
    with changing():
        pencilling.pencil(
            seat=scenes.seat(draft, CHAIR), person=ann, actor=draft.coordinator, override_reason="x"
        )
    offer = Offer(seat=scenes.seat(sitting, MEMBER), person=ann, sits_on=date(2026, 3, 16))
    session.add(offer)
    session.commit()
    with changing():
        offers.accept_offer(offer=offer, actor=ann)
    session.expire_all()
    assert scenes.seat(draft, CHAIR).pencilled is None
    assert letters("pencil_rubbed_out") == ["Rhiannon Pugh"]
    assert scenes.duties(draft) == {}


def test_a_seat_has_one_open_call_and_one_yes_in_the_database(sitting: Sitting) -> None:
    call = called(sitting)
    session.add(SeatCall(seat_id=call.seat_id, mode=CallMode.FIRST))
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()
    for offer in session.scalars(select(Offer)).all()[:2]:
        offer.state = OfferState.ACCEPTED
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()

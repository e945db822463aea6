"""Offering seats and answering: who gets one, who is told, who is refused."""

from datetime import date, time

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.panels import rules
from portal.panels.actions import offers, seats
from portal.panels.models import (
    OfferState,
    OrderConflict,
    PanelKind,
    SeatKind,
)
from portal.panels.queries.sittings import readiness
from tests.factories import AreaFactory
from tests.panels import scenes

CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER


def test_an_offer_is_made_once_and_told_by_letter(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting, ann = scenes.arranged(jo), scenes.volunteer("Ann Lee")
    first, second = scenes.offered(sitting, MEMBER, ann), scenes.offered(sitting, MEMBER, ann)
    assert first is second
    assert first.expires_at == clock.at(date(2026, 3, 3), time(20))  # the last day to tell people
    assert scenes.duties(sitting) == {"Ann Lee: Panel – panel member?": "offered"}
    assert ("Ann Lee", "offer_made") in scenes.mail()


def test_who_cannot_sit_is_not_asked(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting = scenes.arranged(jo)
    with pytest.raises(rules.Refused, match="Ann Lee can’t be asked: Is not approved to chair"):
        scenes.offered(sitting, CHAIR, scenes.volunteer("Ann Lee"))
    lapsed = scenes.volunteer("Dev Patel")
    lapsed.checks[0].recheck_on = date(2026, 3, 8)
    session.commit()
    with pytest.raises(rules.Refused, match="falls on 8 March, before this panel"):
        scenes.offered(sitting, MEMBER, lapsed)
    colleague = scenes.volunteer("Sam Both")
    colleague.person.is_staff = True
    session.commit()
    with pytest.raises(rules.Refused, match="Works for the service too"):
        scenes.offered(sitting, MEMBER, colleague)


def test_somebody_over_their_most_may_be_asked(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee", max_month=1)
    scenes.accepted(scenes.arranged(jo, day=date(2026, 3, 12)), MEMBER, ann)
    assert scenes.offered(scenes.arranged(jo), MEMBER, ann).state is OfferState.SENT


def test_a_sitting_becomes_quorate_by_two_yeses_and_an_adviser(app: Flask) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    sitting = scenes.arranged(jo, adviser=marcus)
    scenes.accepted(sitting, OBSERVER, scenes.volunteer("Beth Calloway", is_learner=True))
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    assert readiness(sitting).quorum.missing == ("a chair",)
    scenes.accepted(sitting, CHAIR, scenes.chair())
    assert readiness(sitting).quorum.holds
    assert scenes.duties(sitting) == {
        "Marcus Reid: Panel – adviser": "accepted",
        "Beth Calloway: Panel – observer": "accepted",
        "Ann Lee: Panel – panel member": "accepted",
        "Graham Holt: Panel – chair": "accepted",
    }


def test_the_first_yes_has_the_seat_and_the_other_is_told(app: Flask) -> None:
    jo = scenes.coordinator()
    sitting, ann, ruth = scenes.arranged(jo), scenes.volunteer("Ann Lee"), scenes.volunteer("Ruth")
    hers, other = scenes.offered(sitting, MEMBER, ann), scenes.offered(sitting, MEMBER, ruth)
    with changing():
        offers.accept_offer(offer=hers, actor=ann.person)
    with pytest.raises(rules.OfferRefused, match="Somebody else said yes") as refused, changing():
        offers.accept_offer(offer=other, actor=ruth.person)
    assert refused.value.outcome == "taken"
    assert (hers.state, other.state) == (OfferState.ACCEPTED, OfferState.WITHDRAWN)
    assert scenes.duties(sitting) == {"Ann Lee: Panel – panel member": "accepted"}
    assert [who for who in scenes.mail() if who[1] != "panel_arranged"] == [
        ("Ann Lee", "offer_made"),
        ("Ruth", "offer_made"),
        ("Ruth", "offer_taken"),
        ("Jo Hartley", "offer_accepted"),
        ("Ann Lee", "seat_confirmed"),
    ]


def test_answering_twice_is_harmless(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    offer = scenes.accepted(scenes.arranged(jo), MEMBER, ann)
    before = scenes.mail()
    with changing():
        offers.accept_offer(offer=offer, actor=ann.person)
    assert scenes.mail() == before
    assert scenes.tags().count("offer_accepted") == 1


def test_a_second_yes_at_the_same_time_is_refused(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    first, second = scenes.arranged(jo), scenes.arranged(jo, at=time(18))
    waiting = scenes.offered(second, MEMBER, ann)
    scenes.accepted(first, MEMBER, ann)
    with pytest.raises(rules.OfferRefused, match="yes to something else") as refused, changing():
        offers.accept_offer(offer=waiting, actor=ann.person)
    assert refused.value.outcome == "busy"
    assert waiting.state is OfferState.SENT


def test_a_yes_is_refused_when_something_changed_meanwhile(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    offer = scenes.offered(scenes.arranged(jo), MEMBER, ann)
    ann.checks[0].recheck_on = date(2026, 3, 5)
    session.commit()
    with pytest.raises(rules.OfferRefused, match="Something has changed"), changing():
        offers.accept_offer(offer=offer, actor=ann.person)


def test_a_no_is_a_no_to_that_day(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    sitting, other = scenes.arranged(jo), scenes.arranged(jo, at=time(14))
    offer = scenes.offered(sitting, MEMBER, ann)
    with changing():
        offers.decline_offer(offer=offer, actor=ann.person)
    assert offer.state is OfferState.DECLINED
    assert scenes.duties(sitting) == {}
    assert scenes.mail()[-1] == ("Jo Hartley", "offer_declined")
    for each in (sitting, other):
        with pytest.raises(rules.Refused, match="Said they can’t make it on Tuesday 10 March"):
            scenes.offered(each, MEMBER, ann)


def test_an_offer_lapses_after_its_time(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    sitting = scenes.arranged(jo, day=date(2026, 3, 17))
    offer = scenes.offered(sitting, MEMBER, ann)
    assert offer.expires_at == clock.at(date(2026, 3, 5), time(10))
    with changing():
        assert offers.lapse_offer(offer=offer).state is OfferState.SENT
    with clock.frozen(clock.at(date(2026, 3, 5), time(10))):
        with pytest.raises(rules.OfferRefused, match="has run out"), changing():
            offers.accept_offer(offer=offer, actor=ann.person)
        for _ in range(2):
            with changing():
                offers.lapse_offer(offer=offer)
    assert offer.state is OfferState.LAPSED
    assert scenes.mail()[-1] == ("Jo Hartley", "offer_lapsed")
    assert scenes.offered(sitting, MEMBER, ann).state is OfferState.SENT  # may be asked once more


def test_an_offer_can_be_taken_back(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    sitting = scenes.arranged(jo)
    offer = scenes.offered(sitting, MEMBER, ann)
    with changing():
        offers.withdraw_offer(offer=offer, actor=jo)
    assert scenes.duties(sitting) == {}
    assert scenes.mail()[-1] == ("Ann Lee", "offer_withdrawn")
    with pytest.raises(rules.OfferRefused, match="has been withdrawn"), changing():
        offers.accept_offer(offer=offer, actor=ann.person)


def test_a_conflict_frees_every_seat_on_those_orders_for_ever(app: Flask) -> None:
    jo, ann, area = scenes.coordinator(), scenes.volunteer("Ann Lee"), AreaFactory()
    first, second = scenes.order(jo, area=area), scenes.order(jo, area=area)
    sitting = scenes.arranged(jo, first, second)
    review = scenes.arranged(jo, second, kind=PanelKind.PROGRESS, day=date(2026, 3, 24))
    offer, later = scenes.accepted(sitting, MEMBER, ann), scenes.accepted(review, MEMBER, ann)
    for _ in range(2):
        with changing():
            offers.declare_conflict(offer=offer, actor=ann.person)
    assert (offer.state, later.state) == (OfferState.CONFLICT, OfferState.CONFLICT)
    assert scenes.duties(sitting) == scenes.duties(review) == {}
    found = session.scalars(select(OrderConflict.order_id).order_by(OrderConflict.order_id)).all()
    assert found == [first.id, second.id]
    told = [("Jo Hartley", "seat_free"), ("Ann Lee", "seat_released")]  # out of their calendar
    assert scenes.mail()[-4:] == told * 2
    for each in (sitting, review):
        with pytest.raises(rules.Refused, match="Said they should not sit on this one"):
            scenes.offered(each, MEMBER, ann)


def test_a_yes_can_be_taken_back_until_it_begins(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    sitting = scenes.arranged(jo)
    offer = scenes.accepted(sitting, MEMBER, ann)
    with clock.frozen(sitting.entry.starts_at), pytest.raises(rules.OfferRefused), changing():
        offers.leave_seat(offer=offer, actor=ann.person)
    with changing():
        offers.leave_seat(offer=offer, actor=ann.person)
    assert (offer.state, scenes.seat(sitting, MEMBER).person) == (OfferState.LEFT, None)
    assert scenes.mail()[-2:] == [("Jo Hartley", "seat_free"), ("Ann Lee", "seat_released")]


def test_a_coordinator_releases_somebody_who_rang(app: Flask) -> None:
    jo, ann = scenes.coordinator(), scenes.volunteer("Ann Lee")
    sitting = scenes.arranged(jo)
    scenes.accepted(sitting, MEMBER, ann)
    with changing():
        seats.release(seat=scenes.seat(sitting, MEMBER), actor=jo)
    assert scenes.seat(sitting, MEMBER).person is None
    assert scenes.mail()[-1] == ("Ann Lee", "seat_released")

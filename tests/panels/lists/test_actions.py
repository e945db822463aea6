"""Asking people one after another: whose turn it is, for how long, and who is passed over."""

from datetime import date, time

import pytest
from flask import Flask

from portal import clock
from portal.database import changing, session
from portal.panels import jobs, rules
from portal.panels.actions import calls, lists, offers, seats
from portal.panels.models import CallMode, Offer, OfferState, SeatKind, Sitting
from portal.people.models import Person
from tests.panels import scenes

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER
LEFT_STANDING = {"Ann Lee": "accepted", "Cy Day": "queued", "Di Fox": "queued"}


@pytest.fixture
def people(app: Flask) -> list[Person]:
    """Return four volunteers who can sit."""
    return [scenes.volunteer(name).person for name in ("Ann Lee", "Bo Ray", "Cy Day", "Di Fox")]


@pytest.fixture
def sitting(app: Flask) -> Sitting:
    """Return a sitting two weeks ahead."""
    return scenes.arranged(scenes.coordinator(), day=date(2026, 3, 16))


def listed(sitting: Sitting, *people: Person) -> list[Offer]:
    """Put people on the list for the member's seat."""
    with changing():
        return lists.ask_in_turn(
            seat=scenes.seat(sitting, MEMBER), people=people, actor=sitting.coordinator
        )


def test_the_first_of_a_list_is_asked_and_the_others_know_nothing(
    sitting: Sitting, people: list[Person]
) -> None:
    listed(sitting, *people[:3])
    listed(sitting, people[1], people[3])
    seat = scenes.seat(sitting, MEMBER)
    assert scenes.states(seat) == {
        "Ann Lee": "sent",
        "Bo Ray": "queued",
        "Cy Day": "queued",
        "Di Fox": "queued",
    }
    assert [offer.rank for offer in seat.offers] == [1, 2, 3, 4]
    assert [who for who in scenes.mail() if who[1] == "offer_made"] == [("Ann Lee", "offer_made")]
    assert scenes.duties(sitting) == {"Ann Lee: Panel – panel member?": "offered"}


def test_the_next_is_asked_as_soon_as_the_one_before_says_no_lapses_or_has_a_conflict(
    sitting: Sitting, people: list[Person]
) -> None:
    first, second, third, fourth = listed(sitting, *people)
    with changing():
        offers.decline_offer(offer=first, actor=first.person)
    assert second.state is OfferState.SENT
    with changing():
        offers.declare_conflict(offer=second, actor=second.person)
    assert third.state is OfferState.SENT
    assert third.expires_at
    with clock.frozen(third.expires_at):
        assert jobs.lapse_offers() == {"lapsed": 1, "calls": 0}
    session.expire_all()
    assert (third.state, fourth.state) == (OfferState.LAPSED, OfferState.SENT)
    asked = [who for who, template in scenes.mail() if template == "offer_made"]
    assert asked == ["Ann Lee", "Bo Ray", "Cy Day", "Di Fox"]


def test_each_has_less_time_as_the_day_comes_near(sitting: Sitting, people: list[Person]) -> None:
    first, second, *_ = listed(sitting, *people)
    assert first.expires_at == clock.at(date(2026, 3, 5), time(10))  # 72 hours, the most
    near = clock.at(date(2026, 3, 15), time(10))
    with clock.frozen(near):
        scenes.lapsed(first)
        assert second.expires_at == clock.at(date(2026, 3, 15), time(17))  # a quarter of 31½ hours


def test_who_can_no_longer_sit_is_passed_over_without_a_word(
    sitting: Sitting, people: list[Person]
) -> None:
    first, second, third, _ = listed(sitting, *people)
    other = scenes.arranged(sitting.coordinator, day=date(2026, 3, 16), at=time(17))
    member = next(m for m in scenes.members() if m.person is second.person)
    scenes.accepted(other, MEMBER, member)
    with changing():
        offers.decline_offer(offer=first, actor=first.person)
    assert (second.state, third.state) == (OfferState.WITHDRAWN, OfferState.SENT)
    assert ("Bo Ray", "offer_withdrawn") not in scenes.mail()
    assert "offer_skipped" in scenes.tags()


def test_a_yes_leaves_the_list_standing_for_when_the_seat_opens_again(
    sitting: Sitting, people: list[Person]
) -> None:
    first, second, *_ = listed(sitting, *people)
    with changing():
        offers.accept_offer(offer=first, actor=first.person)
    assert scenes.states(first.seat) == {**LEFT_STANDING, "Bo Ray": "queued"}
    with changing():
        seats.release(seat=first.seat, actor=sitting.coordinator)
    assert scenes.states(second.seat)["Bo Ray"] == "sent"
    assert scenes.duties(sitting) == {"Bo Ray: Panel – panel member?": "offered"}


def test_a_list_can_be_stopped_and_one_taken_off_it(sitting: Sitting, people: list[Person]) -> None:
    first, second, third, fourth = listed(sitting, *people)
    with changing():
        offers.withdraw_offer(offer=second, actor=sitting.coordinator)
    with changing():
        assert lists.stop_list(seat=first.seat, actor=sitting.coordinator) == 2
    assert [each.state.value for each in (first, second, third, fourth)] == [
        "sent",
        "withdrawn",
        "withdrawn",
        "withdrawn",
    ]
    assert "offer_withdrawn" not in [template for _, template in scenes.mail()]


def test_a_list_that_stands_still_goes_on_by_the_clock(
    sitting: Sitting, people: list[Person]
) -> None:
    first, second, *_ = listed(sitting, *people)
    first.state = OfferState.WITHDRAWN
    session.commit()
    jobs.lapse_offers()
    jobs.lapse_offers()
    session.expire_all()
    assert second.state is OfferState.SENT
    assert len([who for who in scenes.mail() if who[1] == "offer_made"]) == 2


def test_nobody_is_listed_who_cannot_sit_or_beside_an_open_call(
    sitting: Sitting, people: list[Person]
) -> None:
    with pytest.raises(rules.Refused, match="Ann Lee can’t be asked: Is not approved to chair"):
        lists.ask_in_turn(
            seat=scenes.seat(sitting, CHAIR), people=people[:1], actor=sitting.coordinator
        )
    session.rollback()
    with changing():
        calls.ask_everybody(
            seat=scenes.seat(sitting, MEMBER), mode=CallMode.FIRST, actor=sitting.coordinator
        )
    with pytest.raises(rules.Refused, match="Close the open call first"):
        listed(sitting, people[0])

"""Putting somebody on a seat directly, and setting aside what speaks against them."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from portal.database import changing, session
from portal.panels import rules
from portal.panels.actions import assigning, offers, seats
from portal.panels.models import Offer, OfferState, Seat, SeatKind, Sitting
from tests.panels import scenes

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER


@pytest.fixture
def sitting(app: Flask) -> Sitting:
    """Return a sitting two weeks ahead."""
    return scenes.arranged(scenes.coordinator(), day=date(2026, 3, 16))


def letters(template: str) -> list[str]:
    """Return to whom a letter went."""
    return [who for who, name in scenes.mail() if name == template]


def test_somebody_is_assigned_and_told(sitting: Sitting) -> None:
    scenes.offered(sitting, MEMBER, scenes.volunteer("Bo Ray"))
    ann = scenes.volunteer("Ann Lee").person
    for _ in range(2):
        with changing():
            assigning.assign_seat(
                seat=scenes.seat(sitting, MEMBER), person=ann, actor=sitting.coordinator
            )
    assert scenes.states(scenes.seat(sitting, MEMBER))["Ann Lee"] == "accepted"
    assert letters("seat_assigned") == ["Ann Lee"]
    assert letters("offer_taken") == ["Bo Ray"]
    assert scenes.tags().count("seat_assigned") == 1
    assert scenes.duties(sitting) == {"Ann Lee: Panel – panel member": "accepted"}


def test_somebody_over_their_most_is_asked_and_never_assigned(sitting: Sitting) -> None:
    full = scenes.volunteer("Fay Ward", max_month=0)

    def assign(*, said_yes: bool) -> Offer:
        with changing():
            return assigning.assign_seat(
                seat=scenes.seat(sitting, MEMBER),
                person=full.person,
                actor=sitting.coordinator,
                said_yes=said_yes,
            )

    with pytest.raises(rules.Refused, match="would be over their own most"):
        assign(said_yes=False)
    assert assign(said_yes=True).state is OfferState.ACCEPTED
    assert letters("seat_confirmed") == ["Fay Ward"]


def test_what_is_not_fixed_can_be_set_aside_with_a_reason_that_is_kept(sitting: Sitting) -> None:
    ann, jo = scenes.volunteer("Ann Lee").person, sitting.coordinator
    chair = scenes.seat(sitting, CHAIR)
    with pytest.raises(rules.Refused, match="Is not approved to chair"):
        offers.offer_seat(seat=chair, person=ann, actor=jo)
    session.rollback()
    with changing():
        offer = offers.offer_seat(seat=chair, person=ann, actor=jo, reason="Has chaired elsewhere")
    assert offer.override_reason == "Has chaired elsewhere"
    with changing():
        offers.accept_offer(offer=offer, actor=ann)
    assert scenes.seat(sitting, CHAIR).override_reason == "Has chaired elsewhere"
    assert "bar_set_aside" in scenes.tags()
    with changing():
        seats.release(seat=scenes.seat(sitting, CHAIR), actor=jo)
    assert scenes.seat(sitting, CHAIR).override_reason is None


def test_what_the_law_or_the_person_says_is_never_set_aside(sitting: Sitting) -> None:
    jo, colleague = sitting.coordinator, scenes.volunteer("Sam Both")
    colleague.person.is_staff = True
    session.commit()
    with pytest.raises(rules.Refused, match="Works for the service too"):
        assigning.assign_seat(
            seat=scenes.seat(sitting, MEMBER), person=colleague.person, actor=jo, reason="Short"
        )
    session.rollback()
    ann = scenes.volunteer("Ann Lee")
    offer = scenes.offered(sitting, MEMBER, ann)
    with changing():
        offers.declare_conflict(offer=offer, actor=ann.person)
    with pytest.raises(rules.Refused, match="Said they should not sit on this one"):
        offers.offer_seat(
            seat=scenes.seat(sitting, MEMBER), person=ann.person, actor=jo, reason="Short"
        )
    session.rollback()
    assert session.scalars(select(Seat).where(Seat.person_id.is_not(None))).all() == []

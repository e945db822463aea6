"""What the gate keeps from sessions and places: the week that is full, the list that goes on."""

from collections.abc import Iterator
from datetime import date, time, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.database import changing, session
from portal.reparation.actions import places
from portal.reparation.actions.bookable import break_note
from portal.reparation.models import PlaceState, RiskAssessment
from portal.reparation.rules import Refused
from tests.reparation.sessions import scenes

MONDAY = date(2026, 3, 9)


@pytest.fixture(autouse=True)
def noon(app: Flask) -> Iterator[None]:
    with clock.frozen(scenes.NOON):
        yield


def test_who_waits_goes_on_waiting_where_nothing_can_be_booked_any_more() -> None:
    jo, sam = scenes.coordinator(), scenes.practitioner()
    held = scenes.planned(jo, places=1)
    first = scenes.booked(scenes.referral(sam), held)
    second = scenes.booked(scenes.referral(sam), held)
    counts = session.query(RiskAssessment).filter_by(project_id=held.project_id).one()
    counts.review_on = scenes.SATURDAY - timedelta(days=1)
    session.commit()

    with changing():
        places.cancel_place(place=first, actor=sam)

    assert second.state is PlaceState.WAITING


def test_a_week_of_term_has_no_more_than_twelve_hours_of_one_referral() -> None:
    jo, sam = scenes.coordinator(), scenes.practitioner()
    days = [MONDAY + timedelta(days=n) for n in range(7)]
    held = [scenes.planned(jo, None, day) for day in days]
    last = scenes.planned(jo, None, MONDAY + timedelta(days=6), start=time(14), end=time(16))
    referral = scenes.referral(sam)
    for each in held[:6]:
        scenes.booked(referral, each)

    with pytest.raises(Refused) as refused:
        scenes.booked(referral, last)

    assert refused.value.sentence == (
        "That would be 14 hours in the week from Monday 9 March, and the most for children under "
        "16 in a week of term is 12 hours. Choose a session in another week."
    )
    assert scenes.booked(scenes.referral(sam), last).state is PlaceState.BOOKED
    with changing():
        places.move_place(
            place=referral.places[0], to=last, waits=False, form_key="move", actor=sam
        )


def test_a_long_session_is_planned_with_the_break_that_it_needs() -> None:
    jo = scenes.coordinator()
    short = scenes.planned(jo)
    long = scenes.planned(jo, None, scenes.SATURDAY, end=time(15))

    assert break_note(short) is None
    assert "hour’s break" in str(break_note(long))

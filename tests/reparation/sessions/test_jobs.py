"""Asking who came, the morning after; giving free places to those who wait."""

from datetime import time, timedelta

from portal import clock
from portal.database import changing
from portal.people.models import Person
from portal.reparation import jobs
from portal.reparation.actions import headcounts, places, sessions
from portal.reparation.letters.sessions import after_session
from portal.reparation.models import PartnerState, PlaceState
from tests.reparation.sessions import scenes
from tests.reparation.sessions.scenes import SATURDAY

SUNDAY = SATURDAY + timedelta(days=1)


def test_each_who_has_something_to_say_is_asked_once_the_morning_after(jo: Person) -> None:
    partner, sam = scenes.trusted(), scenes.practitioner()
    scenes.host(partner)
    held = scenes.planned(jo, scenes.project(partner=partner), supervisor=jo)
    place = scenes.booked(scenes.referral(sam), held)
    for at in (clock.at(SATURDAY, time(20)), clock.at(SUNDAY, time(7))):
        with clock.frozen(at):
            assert jobs.ask_who_came() == {"asked": 0}
    with clock.frozen(clock.at(SUNDAY, time(9))):
        assert jobs.ask_who_came() == {"asked": 3}
        assert jobs.ask_who_came() == {"asked": 0}
        assert sorted(scenes.letters()) == [
            (name, "after_session") for name in ("Jo Hartley", "Robin Hale", "Sam Okafor")
        ]
        assert after_session(to=sam, session=held.id)
        with changing():
            places.mark_place(place=place, attended=False, minutes=0, actor=sam)
            headcounts.count_heads(held=held, headcount=0, unit_awards=None, actor=jo)
        assert [after_session(to=each, session=held.id) for each in (sam, jo)] == [None, None]


def test_of_a_cancelled_session_nobody_is_asked(jo: Person) -> None:
    held = scenes.planned(jo, supervisor=jo)
    with changing():
        sessions.cancel_session(held=held, version=held.version, reason="Wet", actor=jo)
    with clock.frozen(clock.at(SUNDAY, time(9))):
        assert jobs.ask_who_came() == {"asked": 0}


def test_a_place_that_became_free_while_booking_was_closed_is_given_once_it_is_open(
    jo: Person,
) -> None:
    partner, sam = scenes.trusted(), scenes.practitioner()
    held = scenes.planned(jo, scenes.project(partner=partner), places=1)
    first, second, third = (scenes.booked(scenes.referral(sam), held) for _ in range(3))
    with changing():
        partner.state = PartnerState.PAUSED
        places.cancel_place(place=first, actor=sam)
    assert jobs.give_free_places() == {"given": 0}
    with changing():
        partner.state = PartnerState.ACTIVE
    with clock.frozen(clock.at(scenes.TODAY, time(7))):
        assert jobs.give_free_places() == {"given": 0}
    assert jobs.give_free_places() == {"given": 1}
    assert jobs.give_free_places() == {"given": 0}
    assert [each.state for each in (second, third)] == [PlaceState.BOOKED, PlaceState.WAITING]
    assert scenes.letters()[-1] == ("Sam Okafor", "place_given")

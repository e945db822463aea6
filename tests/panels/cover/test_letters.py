"""What letters of cover say: to whoever is asked, whoever is off, and the coordinator."""

from datetime import time

import pytest
from flask import Flask

from portal import clock
from portal.database import changing
from portal.panels.actions import cover, offers
from portal.panels.models import Offer
from tests.panels.cover.test_actions import FRIDAY, Evening
from tests.panels.test_words_of_letters import read


@pytest.fixture
def evening(app: Flask) -> Evening:
    return Evening()


def said(name: str, to: str) -> tuple[str, str]:
    """Return subject and text of a letter that is still worth sending."""
    letter = read(name, to)
    assert letter is not None
    return letter[0], letter[1]


def test_the_coordinator_reads_what_hangs_on_it_and_whom_to_ring(evening: Evening) -> None:
    evening.look()
    subject, text = said("cover_wanted", "Jo Hartley")
    assert subject == "At risk: Ann Lee looks for cover on Friday 6 March"
    assert "They stay on the panel until somebody takes over." in text
    assert "without somebody in this seat it can’t sit" in text
    assert "Everybody who can has been asked." in text
    assert "1. Bo Ray, 01632 960001 (can sit" in text
    assert "It is today" not in text
    with changing():
        cover.stay(offer=evening.offer, actor=evening.ann.person)
    assert read("cover_wanted", "Jo Hartley") is None
    assert said("cover_not_needed", "Jo Hartley")[0] == (
        "Ann Lee can come after all on Friday 6 March"
    )


def test_on_the_day_the_letter_says_to_ring(evening: Evening) -> None:
    with clock.frozen(clock.at(FRIDAY, time(9))):
        evening.look()
        _, text = said("cover_wanted", "Jo Hartley")
    assert "It is today. Ring: mail cannot be relied on in the last hours." in text


def test_who_is_asked_reads_whom_they_would_help(evening: Evening) -> None:
    evening.look(colleague=evening.bo, agreed=True)
    subject, text = said("cover_asked", "Bo Ray")
    assert subject == "Can you take over on Friday 6 March?"
    assert "Ann Lee says that you have agreed: please confirm it here." in text
    assert "the first to say yes has the seat" in said("cover_asked", "Cy Day")[1]
    evening.takes_over(evening.cy)
    assert read("cover_asked", "Bo Ray") is None


def test_old_and_new_are_told(evening: Evening) -> None:
    evening.look()
    evening.takes_over(evening.bo)
    letter = read("cover_taken", "Ann Lee")
    assert letter is not None
    subject, text, (invitation,) = letter
    assert subject == "Bo Ray sits for you on Friday 6 March"
    assert "Bo Ray has taken over from you" in text
    assert "METHOD:CANCEL" in invitation
    subject, text = said("cover_found", "Jo Hartley")
    assert subject == "Bo Ray takes over on Friday 6 March"
    assert "Bo Ray takes over from Ann Lee as panel member." in text
    assert "The panel can sit all the same." in text


def test_a_colleague_s_no_says_who_is_still_on_the_panel(evening: Evening) -> None:
    evening.look(everybody=False, colleague=evening.bo)
    offer = evening.newest(evening.bo)
    with changing():
        offers.decline_offer(offer=offer, actor=evening.bo.person)
    subject, text = said("cover_declined", "Ann Lee")
    assert subject == "Bo Ray can’t take over on Friday 6 March"
    assert "you are still on the panel" in text


def test_a_free_seat_that_the_panel_needs_comes_with_whom_to_ring(evening: Evening) -> None:
    with changing():
        offers.leave_seat(offer=evening.offer, actor=evening.jo)
    assert ("Jo Hartley", "seat_free") not in evening.letters  # their own click
    with changing():
        offers.accept_offer(offer=evening_offer(evening), actor=evening.bo.person)
    with changing():
        offers.declare_conflict(offer=evening.newest(evening.bo), actor=evening.bo.person)
    _, text = said("seat_free", "Jo Hartley")
    assert "a conflict was declared" in text
    assert "1. Cy Day, 01632 960001" in text
    assert "Bo Ray" not in text


def evening_offer(evening: Evening) -> Offer:
    """Offer the seat to Bo Ray."""
    seat = evening.offer.seat
    return offers.offer_seat(seat=seat, person=evening.bo.person, actor=evening.jo)

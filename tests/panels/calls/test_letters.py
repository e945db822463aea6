"""What letters of calls, lists and pencil say, and when they have become pointless."""

from datetime import date, time

import pytest
from flask import Flask

from portal import clock
from portal.database import changing, session
from portal.panels.actions import assigning, calls, lists, offers, sittings
from portal.panels.actions.telling import offers as telling
from portal.panels.models import CallMode, Offer, OfferState, SeatKind, Sitting
from tests.panels import scenes
from tests.panels.test_words_of_letters import read

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER
THURSDAY = clock.at(date(2026, 3, 5), time(17))


@pytest.fixture
def sitting(app: Flask) -> Sitting:
    """Return a sitting two weeks ahead, and two who could sit there."""
    for name in ("Ann Lee", "Bo Ray"):
        scenes.volunteer(name)
    return scenes.arranged(scenes.coordinator(), day=date(2026, 3, 16))


def said(name: str, to: str) -> tuple[str, str]:
    """Return subject and text of a letter that is still worth sending."""
    letter = read(name, to)
    assert letter is not None
    return letter[0], letter[1]


def called(sitting: Sitting, mode: CallMode) -> list[Offer]:
    """Ask everybody for the member's seat."""
    seat = scenes.seat(sitting, MEMBER)
    by = THURSDAY if mode is CallMode.CHOOSE else None
    with changing():
        calls.ask_everybody(seat=seat, mode=mode, confirm_by=by, actor=sitting.coordinator)
    return seat.offers


def accept(offer: Offer) -> None:
    with changing():
        offers.accept_offer(offer=offer, actor=offer.person)


def test_a_call_says_that_the_first_has_the_seat(sitting: Sitting) -> None:
    ann, _ = called(sitting, CallMode.FIRST)
    subject, text = said("call_made", "Ann Lee")
    assert subject == "Can you sit on Monday 16 March?"
    assert "the first to say yes has the seat" in text
    assert f"/panels/offers/{ann.uuid}" in text
    accept(ann)
    assert read("call_made", "Bo Ray") is None


def test_a_call_in_which_somebody_chooses_says_by_when(sitting: Sitting) -> None:
    ann, bo = called(sitting, CallMode.CHOOSE)
    subject, text = said("call_made", "Ann Lee")
    assert subject == "Would you like to sit on Monday 16 March?"
    assert "Put your name down by Thursday 5 March, 5pm." in text
    assert "We will confirm by Thursday 5 March, 5pm who sits" in text
    accept(ann)
    accept(bo)
    subject, text = said("name_put_down", "Jo Hartley")
    assert subject == "Ann Lee would like to sit on Monday 16 March"
    assert "You have promised to confirm by Thursday 5 March, 5pm" in text
    with changing():
        calls.choose(offer=bo, actor=sitting.coordinator)
    subject, text = said("name_not_needed", "Ann Lee")
    assert subject == "You are not needed on Monday 16 March"
    assert "Somebody else sits this time" in text
    assert "noted your yes" in said("seat_confirmed", "Bo Ray")[1]


def test_a_call_that_brought_nobody_says_whom_to_ring(sitting: Sitting) -> None:
    for offer in called(sitting, CallMode.CHOOSE):
        offer.expires_at = THURSDAY
    session.commit()
    with clock.frozen(THURSDAY):
        with changing():
            calls.run_out(call=scenes.seat(sitting, MEMBER).calls[0])
        subject, text = said("call_unanswered", "Jo Hartley")
    assert subject == "Nobody has said yes for Monday 16 March"
    assert "1. Ann Lee, 01632 960001 (can sit" in text
    assert "The panel still needs a chair, a community member and an adviser." in text


def test_an_assigned_person_gets_the_facts_and_the_invitation(sitting: Sitting) -> None:
    with changing():
        assigning.assign_seat(
            seat=scenes.seat(sitting, MEMBER),
            person=scenes.members()[0].person,
            actor=sitting.coordinator,
        )
    letter = read("seat_assigned", "Ann Lee")
    assert letter is not None
    subject, text, (invitation,) = letter
    assert subject == "You are on the panel on Monday 16 March"
    assert "Jo Hartley has put you on this panel as panel member." in text
    assert "METHOD:REQUEST" in invitation


def test_the_coordinator_reads_who_is_asked_next(sitting: Sitting) -> None:
    people = [member.person for member in scenes.members()]
    with changing():
        first, *_ = lists.ask_in_turn(
            seat=scenes.seat(sitting, MEMBER), people=people, actor=sitting.coordinator
        )
    with changing():
        offers.decline_offer(offer=first, actor=first.person)
    assert (
        "Bo Ray is asked now, and has until Thursday 5 March, 10am."
        in said("offer_declined", "Jo Hartley")[1]
    )


def test_who_stood_by_reads_that_it_is_their_turn(sitting: Sitting) -> None:
    ann, bo = called(sitting, CallMode.FIRST)
    accept(ann)
    with changing():
        offers.stand_by(offer=bo, actor=bo.person)
    with changing():
        offers.leave_seat(offer=ann, actor=ann.person)
    subject, text = said("seat_reopened", "Bo Ray")
    assert subject == "The seat on Monday 16 March is open again: can you sit?"
    assert "You are next on the waiting list" in text


def test_a_plan_that_lost_somebody_is_told_without_where_they_went(sitting: Sitting) -> None:
    seat = scenes.seat(sitting, CHAIR)
    with changing():
        telling.rubbed_out(seat, scenes.members()[0].person)
    subject, text = said("pencil_rubbed_out", "Jo Hartley")
    assert subject == "Ann Lee is no longer planned for Monday 16 March"
    assert "They were not told of the plan." in text
    seat.pencilled = scenes.members()[0].person
    session.commit()
    assert read("pencil_rubbed_out", "Jo Hartley") is None


def test_a_letter_of_a_call_is_not_sent_once_it_is_over(sitting: Sitting) -> None:
    ann, bo = called(sitting, CallMode.CHOOSE)
    accept(ann)
    with changing():
        calls.close_call(seat=ann.seat, actor=sitting.coordinator)
    assert bo.state is OfferState.WITHDRAWN
    assert read("call_made", "Bo Ray") is None
    assert read("name_put_down", "Jo Hartley") is None


def test_who_put_their_name_down_or_stands_by_hears_that_it_has_moved(sitting: Sitting) -> None:
    ann, bo = called(sitting, CallMode.CHOOSE)
    accept(ann)
    room = sitting.entry.room
    assert room is not None
    with changing():
        sittings.move_sitting(
            sitting=sitting,
            version=sitting.version,
            facts=scenes.facts(room, day=date(2026, 3, 4)),
            room=room,
            actor=sitting.coordinator,
        )
    subject, text = said("offer_moved", "Ann Lee")
    assert subject == "Moved: the panel on Wednesday 4 March"
    assert "You put your name down as panel member" in text
    assert "Day: was Monday 16 March 2026, is now Wednesday 4 March 2026" in text
    assert ("Bo Ray", "offer_moved") not in scenes.mail()
    call = scenes.seat(sitting, MEMBER).calls[0]
    last = clock.at(date(2026, 3, 4), time(16, 30))
    assert (call.confirm_by, bo.expires_at, bo.sits_on) == (last, last, date(2026, 3, 4))

"""What panels write: enough to come and nothing of an order, and nothing that is pointless."""

import re
from datetime import date

import pytest
from flask import Flask, render_template
from sqlalchemy import select

from portal import clock
from portal.calendar.models import Feed
from portal.database import changing, session
from portal.notifications.actions import letters as written_by
from portal.notifications.models import Mail
from portal.panels import jobs
from portal.panels.actions import offers, seats, sittings
from portal.panels.models import CancelReason, SeatKind, Sitting
from tests.factories import RoomFactory
from tests.panels import scenes

MEMBER, OBSERVER = SeatKind.MEMBER, SeatKind.OBSERVER
REFERENCE = re.compile(r"\b(?:RO|P)-\d{4}-\d+")


def read(name: str, to: str) -> tuple[str, str, list[str]] | None:
    """Return the last letter of a kind to somebody: subject, text, attached; None if pointless."""
    mail = [
        each
        for each in session.scalars(select(Mail).order_by(Mail.id))
        if each.template.endswith(f"/{name}") and each.to_person and each.to_person.name == to
    ][-1]
    content = written_by[mail.template](to=mail.to_person, **mail.context)
    if content is None:
        return None
    values = {"subject": content.subject, **content.values}
    text = render_template(f"{mail.template}.txt", **values)
    page = render_template(f"{mail.template}.html", **values)
    files = [file.content.decode() for file in content.attachments]
    for part in (content.subject, text, page, *files):
        assert not REFERENCE.search(part), part
        assert "Northmere" not in part
    return content.subject, " ".join(text.split()), files


@pytest.fixture
def sitting(app: Flask) -> Sitting:
    """Return a sitting with its adviser."""
    marcus = scenes.colleague("Marcus Reid", may_advise=True)
    return scenes.arranged(scenes.coordinator(), adviser=marcus, day=date(2026, 3, 17))


def test_an_offer_says_what_when_where_with_whom(sitting: Sitting) -> None:
    offer = scenes.offered(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    letter = read("offer_made", "Ann Lee")
    assert letter is not None
    subject, text, files = letter
    assert (subject, files) == ("Can you sit on Tuesday 17 March?", [])
    room = sitting.entry.room
    assert room is not None
    for words in (
        "Can you sit as panel member?",
        "Please answer by Thursday 5 March, 10am.",
        "Tuesday 17 March 2026, 5:30pm to 6:30pm",
        room.full_name,
        "Marcus Reid, adviser",
        f"/panels/offers/{offer.uuid}",
        "ring Jo Hartley on 01632 960001",
    ):
        assert words in text
    with changing():
        offers.withdraw_offer(offer=offer, actor=sitting.coordinator)
    assert read("offer_made", "Ann Lee") is None
    withdrawn = read("offer_withdrawn", "Ann Lee")
    assert withdrawn is not None
    assert withdrawn[0] == "No need to answer about Tuesday 17 March"


def test_a_yes_brings_an_invitation_unless_a_feed_does(sitting: Sitting) -> None:
    ann = scenes.volunteer("Ann Lee")
    scenes.accepted(sitting, MEMBER, ann)
    letter = read("seat_confirmed", "Ann Lee")
    assert letter is not None
    subject, text, (invitation,) = letter
    assert subject == "You are on the panel on Tuesday 17 March"
    assert "If you can no longer come, or may know the family after all" in text
    assert "METHOD:REQUEST" in invitation
    assert invitation.count("ATTENDEE") == 1
    told = read("offer_accepted", "Jo Hartley")
    assert told is not None
    assert "It still needs a chair." in told[1]
    session.add(Feed(person=ann.person, token_hash="x", last_fetched_at=clock.now()))
    session.commit()
    assert read("seat_confirmed", "Ann Lee") is None


def test_the_coordinator_learns_of_a_conflict_that_it_was_declared(sitting: Sitting) -> None:
    offer = scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    with changing():
        offers.declare_conflict(offer=offer, actor=offer.person)
    letter = read("seat_free", "Jo Hartley")
    assert letter is not None
    subject, text, _ = letter
    assert subject == "A seat is free again on Tuesday 17 March"
    assert "a conflict was declared. Nothing more is asked or recorded." in text
    assert "Ann Lee" not in text
    assert "needs a chair and a community member. Tell everyone by Tuesday 10 March." in text


def test_leaving_no_and_silence_are_told(sitting: Sitting) -> None:
    ann, ruth, sam = (scenes.volunteer(name) for name in ("Ann Lee", "Ruth", "Sam"))
    left = scenes.accepted(sitting, MEMBER, ann)
    said_no, silent = (
        scenes.offered(sitting, OBSERVER, ruth),
        scenes.offered(sitting, OBSERVER, sam),
    )
    with changing():
        offers.leave_seat(offer=left, actor=ann.person)
    with changing():
        offers.decline_offer(offer=said_no, actor=ruth.person)
    with clock.frozen(clock.at(date(2026, 3, 9), scenes.HALF_FIVE)), changing():
        offers.lapse_offer(offer=silent)
    found = [read(name, "Jo Hartley") for name in ("seat_free", "offer_declined", "offer_lapsed")]
    assert [letter and letter[0] for letter in found] == [
        "Ann Lee can no longer sit on Tuesday 17 March",
        "Ruth can’t make it on Tuesday 17 March",
        "No answer from Sam about Tuesday 17 March",
    ]


def test_the_other_who_was_asked_is_told_that_the_seat_is_taken(sitting: Sitting) -> None:
    ann, ruth = scenes.volunteer("Ann Lee"), scenes.volunteer("Ruth")
    scenes.offered(sitting, MEMBER, ruth)
    scenes.accepted(sitting, MEMBER, ann)
    letter = read("offer_taken", "Ruth")
    assert letter is not None
    assert letter[0] == "The seat on Tuesday 17 March has been taken"


def test_a_move_says_what_it_was_and_what_it_is(sitting: Sitting) -> None:
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    scenes.offered(sitting, OBSERVER, scenes.volunteer("Ruth"))
    laura, hall = scenes.colleague("Laura Finch", may_advise=True), RoomFactory(name="Hall")
    with changing():
        sittings.move_sitting(
            sitting=sitting,
            version=sitting.version,
            facts=scenes.facts(hall, laura, day=date(2026, 3, 18)),
            room=hall,
            actor=sitting.coordinator,
        )
    letter = read("sitting_moved", "Ann Lee")
    assert letter is not None
    subject, text, (invitation,) = letter
    assert subject == "Changed: the panel on Wednesday 18 March"
    assert "Day: was Tuesday 17 March 2026, is now Wednesday 18 March 2026" in text
    assert f"is now {hall.full_name}" in text
    assert "Adviser: was Marcus Reid, is now Laura Finch" in text
    assert "SEQUENCE:1" in invitation
    manager = read("sitting_moved", "Casey Moran")
    assert manager is not None
    assert "Please tell the child and any parent under the order." in manager[1]
    asked, off, on = (
        read("offer_moved", "Ruth"),
        read("seat_released", "Marcus Reid"),
        read("adviser_assigned", "Laura Finch"),
    )
    assert asked is not None
    assert asked[0] == "Can you sit on Wednesday 18 March? The panel has moved"
    assert off is not None
    assert "METHOD:CANCEL" in off[2][0]
    assert on is not None
    assert on[0] == "You advise the panel on Wednesday 18 March"


def test_a_cancelled_sitting_is_called_off_in_calendars_too(sitting: Sitting) -> None:
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    with changing():
        sittings.cancel_sitting(
            sitting=sitting,
            version=sitting.version,
            reason=CancelReason.ROOM,
            actor=sitting.coordinator,
        )
    letter = read("sitting_cancelled", "Ann Lee")
    assert letter is not None
    subject, text, (invitation,) = letter
    assert subject == "Cancelled: the panel on Tuesday 17 March"
    assert "Reason: the room is not available." in text
    assert "METHOD:CANCEL" in invitation
    for name, to in (("offer_accepted", "Jo Hartley"), ("panel_arranged", "Casey Moran")):
        assert read(name, to) is None


def test_a_panel_that_could_not_sit_asks_for_another(sitting: Sitting) -> None:
    with clock.frozen(clock.at(date(2026, 3, 18), scenes.HALF_FIVE)):
        jobs.close_ended()
        letter = read("sitting_missed", "Jo Hartley")
    assert letter is not None
    assert letter[0] == "The panel on Tuesday 17 March could not sit"
    assert "it needed a chair and a community member." in letter[1]
    assert "so that its order shows as without a panel again" in letter[1]


def test_somebody_released_learns_so(sitting: Sitting) -> None:
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    with changing():
        seats.release(seat=scenes.seat(sitting, MEMBER), actor=sitting.coordinator)
    letter = read("seat_released", "Ann Lee")
    assert letter is not None
    assert letter[0] == "You are no longer on the panel on Tuesday 17 March"
    assert "METHOD:CANCEL" in letter[2][0]


def test_a_case_manager_learns_when_to_tell_the_child(sitting: Sitting) -> None:
    letter = read("panel_arranged", "Casey Moran")
    assert letter is not None
    assert "Please tell everyone by Tuesday 10 March." in letter[1]
    assert f"/panels/sittings/{sitting.entry.uuid}" in letter[1]

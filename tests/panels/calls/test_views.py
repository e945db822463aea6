"""Open calls on the pages: the promise, the names, the waiting list, what somebody could take."""

from datetime import date, time

import pytest

from portal import clock
from portal.database import changing, session
from portal.panels.actions import offers
from portal.panels.actions.entries import publish_sitting
from portal.panels.models import Offer, SeatKind, Sitting
from portal.people.models import Person
from tests.pages import Pages
from tests.panels import scenes
from tests.statements import count_statements

MEMBER = SeatKind.MEMBER
CHOOSE = {"mode": "choose", "confirm_by": ["5", "3", "2026"]}


@pytest.fixture
def sitting(jo: Person, margaret: Person) -> Sitting:
    """Return a sitting two weeks ahead that Margaret Osei and Ann Lee could sit on."""
    scenes.volunteer("Ann Lee")
    return scenes.arranged(jo, day=date(2026, 3, 16))


def offer_to(sitting: Sitting, name: str) -> Offer:
    """Return the newest offer of the member's seat to somebody."""
    session.expire_all()
    return [o for o in scenes.seat(sitting, MEMBER).offers if o.person.name == name][-1]


def address(sitting: Sitting, name: str = "Margaret Osei") -> str:
    return f"/panels/offers/{offer_to(sitting, name).uuid}"


def says_yes(sitting: Sitting, name: str) -> None:
    offer = offer_to(sitting, name)
    with changing():
        offers.accept_offer(offer=offer, actor=offer.person)


def test_a_call_is_opened_with_a_promise_that_everybody_reads(
    pages: Pages, sitting: Sitting, margaret: Person
) -> None:
    url = scenes.of(sitting, "/seats/2/call")
    page = pages.get(url)
    assert page.heading == "Ask everybody who can be panel member on Monday 16 March"
    assert "2 people can sit then as things stand" in page.words
    assert [box["value"] for box in page.select("[name=confirm_by]")] == ["5", "3", "2026"]
    page = pages.post(url, 422, mode="choose", confirm_by=["", "", ""])
    assert page.problems == ["Enter the day by which you will confirm"]
    page = pages.post(url, 422, mode="choose", confirm_by=["16", "3", "2026"])
    assert page.problems[0].startswith("That is not an hour before the sitting.")
    page = pages.submit(url, **CHOOSE)
    assert page.notices == ["Everybody who can has been asked, by email and here."]
    assert "You promised to confirm by Thursday 5 March, 5pm." in scenes.text_of(page, "#seat-2")
    scenes.enter(pages, margaret)
    page = pages.get(address(sitting))
    assert page.heading == "Would you like to sit on Monday 16 March?"
    assert "Put your name down by Thursday 5 March, 5pm We will confirm by then" in page.words
    page = pages.submit(f"{address(sitting)}/answer", answer="yes")
    assert page.heading == "Your name is down"
    assert "We will confirm by Thursday 5 March, 5pm" in page.words
    duties = pages.get("/panels/duties").words
    assert "Where my name is down Monday 16 March, 5:30pm" in duties
    assert duties.count("We confirm by Thursday 5 March, 5pm") == 1
    with clock.frozen(clock.at(date(2026, 3, 6), time(9))):
        scenes.enter(pages, margaret)
        assert "We are late, and we are sorry." in pages.get(address(sitting)).words


def test_the_coordinator_chooses_and_sees_what_is_overdue(
    pages: Pages, sitting: Sitting, jo: Person, margaret: Person
) -> None:
    pages.submit(scenes.of(sitting, "/seats/2/call"), **CHOOSE)
    for name in ("Margaret Osei", "Ann Lee"):
        says_yes(sitting, name)
    with clock.frozen(clock.at(date(2026, 3, 6), time(9))):
        scenes.enter(pages, jo)
        needs = scenes.text_of(pages.get("/?show=promises"), "#needs")
        assert "2 people wait to be told." in needs
        card = scenes.text_of(pages.get(scenes.of(sitting)), "#seat-2")
        assert "Overdue" in card
        assert "2 names so far" in card
        chosen = scenes.of(sitting, f"/offers/{offer_to(sitting, 'Margaret Osei').uuid}/choose")
        page = pages.submit(chosen)
        assert page.notices == [
            "Margaret Osei has the seat. Everybody who put their name down is told."
        ]
        assert "Jo Hartley chose Margaret Osei as panel member" in page.words


def test_who_comes_too_late_reads_just_taken_and_may_stand_by(
    pages: Pages, sitting: Sitting, margaret: Person
) -> None:
    pages.submit(scenes.of(sitting, "/seats/2/call"), mode="first", confirm_by=["", "", ""])
    scenes.enter(pages, margaret)
    page = pages.get(address(sitting))
    assert "The first to say yes has the seat" in page.words
    says_yes(sitting, "Ann Lee")
    page = pages.submit(f"{address(sitting)}/answer", answer="yes")
    assert page.heading == "Just taken"
    page = pages.submit(f"{address(sitting)}/answer", answer="wait")
    assert page.heading == "You are standing by"
    assert "You are asked first" in page.words
    page = pages.submit(f"{address(sitting)}/answer", answer="no")
    assert page.heading == "Thank you for telling us"


def test_a_call_is_closed(pages: Pages, sitting: Sitting) -> None:
    pages.submit(scenes.of(sitting, "/seats/2/call"), **CHOOSE)
    page = pages.submit(scenes.of(sitting, "/seats/2/call/close"))
    assert page.notices == ["The call is closed. Everybody who put their name down is told."]
    assert "Nobody yet" in scenes.text_of(page, "#seat-2")


def test_what_i_could_take_is_one_click_away(
    pages: Pages, sitting: Sitting, jo: Person, margaret: Person
) -> None:
    pages.submit(scenes.of(sitting, "/seats/2/call"), mode="first", confirm_by=["", "", ""])
    free = scenes.arranged(jo, day=date(2026, 3, 17))
    chairs_only = scenes.arranged(jo, day=date(2026, 3, 18))
    scenes.accepted(chairs_only, MEMBER, scenes.members()[-1])
    scenes.enter(pages, margaret)
    page = pages.get("/panels/cover")
    assert [item.get_text() for item in page.select("#openings h2")] == [
        "Monday 16 March, 5:30pm to 6:30pm",
        "Tuesday 17 March, 5:30pm to 6:30pm",
    ]
    assert "RO-2026" not in page.text
    assert "P-2026" not in page.text
    page = pages.submit(f"/panels/cover/{sitting.entry.uuid}/2")
    assert page.heading == "You are on the panel"
    page = pages.submit(f"/panels/cover/{free.entry.uuid}/2")
    assert page.heading == "Your name is down"
    page = pages.get("/panels/cover")
    assert "Nothing that you could take" in page.words
    assert "1 panel has your name already." in page.words
    page = pages.submit(f"/panels/cover/{chairs_only.entry.uuid}/1")
    assert page.notices[0].startswith("This seat is not open to you.")
    pages.post(f"/panels/cover/{chairs_only.entry.uuid}/9", 404)


def test_what_i_could_take_costs_the_same_for_one_panel_and_three(
    pages: Pages, jo: Person, margaret: Person
) -> None:
    counts = []
    for number in range(3):
        scenes.arranged(jo, day=date(2026, 3, 16 + number))
        if number != 1:
            scenes.enter(pages, margaret)
            with count_statements() as sent:
                assert len(pages.get("/panels/cover").select("#openings > li")) == number + 1
            counts.append(len(sent))
    assert counts[0] == counts[1]


def test_the_sitting_s_page_costs_the_same_however_many_are_asked(
    pages: Pages, sitting: Sitting, jo: Person
) -> None:
    for number in range(3):
        scenes.volunteer(f"Volunteer {number}")
    counts, url = [], scenes.of(sitting)
    for _ in range(2):
        scenes.enter(pages, jo)
        with count_statements() as sent:
            pages.get(url)
        counts.append(len(sent))
        pages.submit(f"{url}/seats/2/call", **CHOOSE)
    assert counts[0] == counts[1]


def test_a_plan_in_pencil_is_told_to_nobody(
    pages: Pages, sitting: Sitting, jo: Person, margaret: Person
) -> None:
    draft = scenes.arranged(jo, day=date(2026, 3, 16), at=time(17))
    scenes.seat(draft, MEMBER).pencilled = margaret
    session.commit()
    with changing():
        publish_sitting(draft, actor=jo)
    offer = Offer(seat=scenes.seat(sitting, MEMBER), person=margaret, sits_on=date(2026, 3, 16))
    offer.expires_at = clock.at(date(2026, 3, 10), time(9))
    session.add(offer)
    session.commit()
    scenes.enter(pages, margaret)
    words = pages.get(address(sitting)).words
    assert "It would be your first panel in March" in words
    assert "You have promised nothing else at that time" in words
    page = pages.submit(f"{address(sitting)}/answer", answer="yes")
    assert page.heading == "You are on the panel"

from datetime import date, time, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.database import session
from portal.members.models import Availability, PartOfDay
from portal.panels.models import SeatKind
from tests.factories import (
    RoomFactory,
    VenueFactory,
)
from tests.home.desks import card, scene, volunteer
from tests.members.agreements import scenes as agreement_scenes
from tests.members.rounds import scenes as round_scenes
from tests.pages import Pages
from tests.panels import scenes
from tests.panels.duties.test_queries import called
from tests.statements import count_statements

STATEMENTS = 22


def test_volunteer_sees_the_next_duty_with_whom_and_where(app: Flask, pages: Pages) -> None:
    jo = scenes.coordinator()
    sitting = scene(jo)
    margaret = volunteer(pages)
    scenes.accepted(sitting, SeatKind.MEMBER, margaret)
    page = pages.get("/")
    assert page.heading == "Hello Margaret"
    assert card(page, "duty") == (
        "Your next duty is on Tuesday 10 March You said yes Tuesday 10 March, 5:30pm "
        "Northmere Library, Room 2 You are a member of 1 panel. It ends at 6:30pm. "
        "With Marcus Reid (adviser). See this duty All my duties"
    )


def test_volunteer_sees_offers_and_until_when(app: Flask, pages: Pages) -> None:
    sitting = scene(scenes.coordinator())
    offer = scenes.offered(sitting, SeatKind.MEMBER, volunteer(pages))
    page = pages.get("/")
    assert card(page, "offers").startswith(
        "Offers to answer: 1 Tuesday 10 March, 5:30pm, Northmere Library 1 panel, as panel member."
    )
    assert "Answer by" in card(page, "offers")
    assert page.select_one(f"#offers a[href='/panels/offers/{offer.uuid}']")


def test_volunteer_page_carries_no_reference(app: Flask, pages: Pages) -> None:
    sitting = scene(scenes.coordinator())
    scenes.accepted(sitting, SeatKind.MEMBER, volunteer(pages))
    assert sitting.panels[0].ref not in str(pages.get("/"))
    heard = sitting.panels[0].order
    assert heard is not None
    assert heard.ref not in str(pages.get("/"))


def test_volunteer_who_has_not_said_when_is_asked(app: Flask, pages: Pages) -> None:
    margaret = volunteer(pages)
    page = pages.get("/")
    assert "Say when you are usually free" in card(page, "dates")
    assert len(page.select(".govuk-button:not(.govuk-button--secondary)")) == 1
    margaret.availability.append(Availability(weekday=1, part=PartOfDay.EVENING))
    session.commit()
    assert card(pages.get("/"), "dates").startswith(
        "When you are free You told us 1 part of the week"
    )


def test_volunteer_is_asked_for_dates_until_they_have_sent_them(app: Flask, pages: Pages) -> None:
    margaret = round_scenes.volunteer()
    asked = round_scenes.opened(scenes.coordinator())
    asked.closes_at = clock.now() + timedelta(days=5)
    session.commit()
    scenes.enter(pages, margaret.person)
    page = pages.get("/")
    assert "When could you sit in April?" in page.words
    assert page.select_one(f"main a[href='/members/me/rounds/{asked.uuid}']")
    round_scenes.sent(asked, margaret, 0)
    assert "When could you sit" not in pages.get("/").words


def test_volunteer_is_asked_to_sign_until_they_have(app: Flask, pages: Pages) -> None:
    margaret = volunteer(pages)
    text = agreement_scenes.published(scenes.coordinator())
    assert (
        card(pages.get("/"), "to-sign") == "1 text to read and sign Code of conduct Read and sign"
    )
    agreement_scenes.signed(margaret, text)
    assert not pages.get("/").select("#to-sign")


def test_volunteer_with_nothing_is_told_what_will_happen(app: Flask, pages: Pages) -> None:
    volunteer(pages)
    page = pages.get("/")
    assert "You have no duty to come" in card(page, "duty")
    assert "No offer waits for you" in card(page, "offers")
    assert "Subscribe once" in card(page, "subscribe")


def test_volunteer_is_thanked_in_figures(app: Flask, pages: Pages) -> None:
    sitting = scene(scenes.coordinator())
    margaret = volunteer(pages)
    scenes.accepted(sitting, SeatKind.MEMBER, margaret)
    assert "This year you have sat" not in pages.get("/").words
    with clock.frozen(clock.now() + timedelta(days=20)):
        scenes.held(sitting)
        pages.sign_in(str(margaret.person.email))
        assert "This year you have sat 1 time, 1 hour. Thank you." in pages.get("/").words


def test_volunteer_sees_what_they_could_take_and_who_looks_for_cover(
    app: Flask, pages: Pages
) -> None:
    jo = scenes.coordinator()
    sitting, margaret = scene(jo), volunteer(pages)
    offer = called(scenes.arranged(jo, day=date(2026, 3, 17)), margaret)
    scenes.accepted(sitting, SeatKind.MEMBER, margaret)
    graham = scenes.accepted(sitting, SeatKind.OBSERVER, scenes.volunteer("Graham Holt"))
    graham.seat.cover_wanted_at = clock.now()
    session.commit()
    page = pages.get("/")
    assert page.select_one(f"#open-seats a[href='/panels/offers/{offer.uuid}']")
    assert "Graham Holt is looking for cover. Nothing changes for you" in card(page, "duty")


@pytest.mark.parametrize("count", [1, 3])
def test_volunteer_home_costs_the_same_for_one_and_for_three(
    app: Flask, pages: Pages, count: int
) -> None:
    jo = scenes.coordinator()
    margaret = volunteer(pages)
    scenes.accepted(scene(jo), SeatKind.MEMBER, margaret)
    for number in range(count):
        room = RoomFactory(venue=VenueFactory(name=f"Hall {number}"))
        day = date(2026, 3, 16 + number)
        sitting = scenes.arranged(jo, room=room, day=day, at=time(10))
        scenes.offered(sitting, SeatKind.MEMBER, margaret)
    session.expunge_all()
    with count_statements() as sent:
        page = pages.get("/")
    assert len(page.select("#offers li")) == count
    assert len(sent) == STATEMENTS

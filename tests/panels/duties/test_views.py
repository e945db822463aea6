"""My duties: the next, what I said yes to, what I could take, my year."""

from datetime import date, time

from portal import clock
from portal.access.rules import Role
from portal.people.models import Person
from tests.factories import user_with
from tests.pages import Pages
from tests.panels import scenes
from tests.panels.duties.test_queries import CHAIR, MEMBER, called, held

CLAIM = "#past a[href='/members/me/expenses']"


def test_the_next_duty_stands_first_and_the_others_below(pages: Pages) -> None:
    jo, ann = scenes.coordinator(), scenes.chair("Ann Lee", account=True)
    scenes.accepted(scenes.arranged(jo, day=date(2026, 3, 17)), MEMBER, ann)
    soon = scenes.arranged(jo)
    scenes.accepted(soon, CHAIR, ann)
    scenes.enter(pages, ann.person)
    page = pages.get("/panels/duties")
    assert "My next duty is on Tuesday 10 March" in page.words
    assert scenes.attribute_of(page, "section[aria-labelledby=next-h] a", "href") == scenes.of(soon)
    others = [each.get_text() for each in page.select("section[aria-labelledby=coming-h] h3")]
    assert others == ["Tuesday 17 March, 5:30pm to 6:30pm"]


def test_what_many_are_asked_for_leads_to_its_answer(pages: Pages, margaret: Person) -> None:
    member = scenes.volunteer("Ann Lee", account=True)
    offer = called(scenes.arranged(scenes.coordinator()), member)
    scenes.enter(pages, member.person)
    page = pages.get("/panels/duties")
    assert scenes.attribute_of(page, "#open-seats a", "href") == f"/panels/offers/{offer.uuid}"
    assert "We say who it is by Thursday 5 March, 5pm" in page.words
    assert "P-2026" not in page.words
    scenes.enter(pages, margaret)
    assert not pages.get("/panels/duties").select("#open-seats")


def test_my_year_says_what_it_counts(pages: Pages) -> None:
    ann = scenes.chair("Ann Lee", account=True)
    held(CHAIR, ann, date(2026, 1, 13))
    held(MEMBER, ann, date(2026, 2, 10))
    scenes.enter(pages, ann.person)
    words = " ".join(pages.get("/panels/duties").words.split())
    assert (
        "My year Panels that were held from Thursday 1 January 2026 to Thursday 31 December 2026, "
        "both days included. Sittings 2 Hours 2 hours Chaired 1 sitting" in words
    )


def test_a_past_panel_leads_a_volunteer_to_what_it_cost_them(pages: Pages) -> None:
    ann = scenes.volunteer("Ann Lee", account=True)
    scenes.enter(pages, ann.person)
    assert not pages.get("/panels/duties").select(CLAIM)
    held(MEMBER, ann, date(2026, 2, 10))
    assert pages.get("/panels/duties").select(CLAIM)


def test_a_colleague_is_led_to_no_claim(pages: Pages) -> None:
    jo, marcus = scenes.coordinator(), scenes.colleague("Marcus Reid", may_advise=True)
    user_with(Role.STAFF, person=marcus)
    sitting = scenes.arranged(jo, adviser=marcus)
    with clock.frozen(clock.at(scenes.TENTH, time(23, 30))):
        scenes.held(sitting)
        scenes.enter(pages, marcus)
        page = pages.get("/panels/duties")
    assert "Tuesday 10 March" in scenes.text_of(page, "#past")
    assert not page.select(CLAIM)

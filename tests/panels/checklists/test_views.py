"""The checklist on the pages: box by box, all at once, and who may tick."""

from datetime import date, time

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.database import session
from portal.panels.models import PanelCheck, SeatKind, Sitting
from portal.people.models import Area, Person
from tests.factories import PersonFactory, user_with
from tests.pages import Page, Pages
from tests.panels import scenes
from tests.statements import count_statements

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
VENUE, PAPERS = "Venue confirmed", "Papers to read at the venue from (time)"
SENTENCE = "Ticks only. Nothing about a child or a victim is written here."


@pytest.fixture
def marcus(app: Flask) -> Person:
    return adviser("Marcus Reid")


def adviser(name: str) -> Person:
    return user_with(Role.STAFF, person=PersonFactory(name=name, may_advise=True)).person


def check(sitting: Sitting, item: str = VENUE) -> PanelCheck:
    session.expire_all()
    return next(each for each in sitting.panels[0].checks if each.item == item)


def at(sitting: Sitting, more: object = "") -> str:
    ref = sitting.panels[0].ref
    return scenes.of(sitting, f"/panels/{ref}/checklist" + (f"/{more}" if more else ""))


def by_itself(pages: Pages, url: str, status: int = 200, /, **fields: object) -> BeautifulSoup:
    """Save a box as htmx does: with all the form, and its own line for an answer."""
    answer = pages.client.post(url, data=fields, headers=HTMX)
    assert answer.status_code == status
    return BeautifulSoup(answer.text, "html.parser")


def boxes(page: Page) -> list[str]:
    """Return the items whose boxes are ticked."""
    found = page.select("#checklist [name=done][checked]")
    return [scenes.text_of(page, f"label[for={box['id']}]") for box in found]


def test_the_list_stands_on_the_sittings_page(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo)
    page = pages.get(scenes.of(sitting))
    assert scenes.text_of(page, "#checklist h2") == "Before the day: 0 of 6 done"
    assert len(page.select("#checklist [name=done]")) == 6
    assert SENTENCE in scenes.text_of(page, "#checklist")
    assert "Certificate" not in scenes.text_of(page, "#checklist")


def test_each_box_is_saved_by_itself(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo)
    venue, papers = check(sitting).id, check(sitting, PAPERS).id
    part = by_itself(pages, at(sitting, venue), done=[venue, papers])
    assert "Jo Hartley, today, 10am" in scenes.text_of(part, f"#check-{venue}")
    assert scenes.text_of(part, "h2[hx-swap-oob]") == "Before the day: 1 of 6 done"
    happened = scenes.text_of(pages.get(scenes.of(sitting)), "#history")
    assert "Venue confirmed" not in happened, "the list itself says who ticked it, and when"
    assert "Jo Hartley arranged it" in happened
    assert check(sitting, PAPERS).done_at is None, "the other box is not this one's"
    part = by_itself(pages, at(sitting, venue), was=[venue])
    assert scenes.text_of(part, "h2[hx-swap-oob]") == "Before the day: 0 of 6 done"
    page = pages.submit(at(sitting, venue), done=venue)
    assert boxes(page) == [VENUE]


def test_a_box_with_a_time_asks_for_it_and_keeps_what_was_typed(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo)
    number = check(sitting, PAPERS).id
    url, field = at(sitting, number), f"at_{number}"
    part = by_itself(pages, url, 422, done=number)
    assert part.select_one(f"#ck-{number}[checked]"), "only its time is missing"
    assert "needs its time. Enter a time, like 4:45pm." in scenes.text_of(
        part, ".govuk-error-message"
    )
    assert scenes.attribute_of(part, ".govuk-error-summary a", "href") == f"#{field}"
    part = by_itself(pages, url, 422, done=number, **{field: "before tea"})
    assert scenes.attribute_of(part, f"#{field}") == "before tea"
    assert check(sitting, PAPERS).done_at is None
    part = by_itself(pages, url, **{field: "4.45pm"})
    assert scenes.attribute_of(part, f"#{field}") == "4.45pm", "typed before the box is ticked"
    part = by_itself(pages, url, done=number, **{field: "4.45pm"})
    words = scenes.text_of(part, f"label[for=ck-{number}]")
    assert words == "Papers to read at the venue from 4:45pm"


def test_the_whole_list_is_saved_without_javascript(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo)
    venue, papers = check(sitting).id, check(sitting, PAPERS).id
    tea = check(sitting, "Refreshments").id
    page = pages.post(at(sitting), 422, done=[venue, papers], **{f"at_{papers}": ""})
    assert page.problems == [f"“{PAPERS}” needs its time. Enter a time, like 4:45pm."]
    assert boxes(page) == [VENUE, PAPERS]
    assert check(sitting).done_at is None
    page = pages.submit(at(sitting), done=[venue, papers], **{f"at_{papers}": "4:45pm"})
    assert page.notices == ["The list is saved."]
    assert boxes(page) == [VENUE, "Papers to read at the venue from 4:45pm"]
    # Somebody else ticked the refreshments meanwhile: this form did not know, and leaves it.
    by_itself(pages, at(sitting, tea), done=tea)
    page = pages.submit(
        at(sitting), was=[venue, papers], done=[papers, 10**12, "x"], **{f"at_{papers}": "5pm"}
    )
    assert boxes(page) == ["Papers to read at the venue from 5pm", "Refreshments"]


def test_an_item_is_taken_off_and_put_back(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo)
    page = pages.submit(at(sitting, f"{check(sitting).id}/off"))
    assert scenes.text_of(page, "#checklist h2") == "Before the day: 0 of 5 done"
    assert [each["value"] for each in page.select("#checklist option")] == [VENUE]
    page = pages.submit(at(sitting, "add"), item="Ask about the brother")
    assert page.notices == ["That is not on the service’s list. Choose something from it."]
    page = pages.submit(at(sitting, "add"), item=VENUE)
    assert page.notices == [f"“{VENUE}” is on the list."]
    assert scenes.text_of(page, "#checklist h2") == "Before the day: 0 of 6 done"


def test_the_adviser_of_a_sitting_ticks_too(pages: Pages, jo: Person, marcus: Person) -> None:
    sitting = scenes.arranged(jo, adviser=marcus)
    scenes.enter(pages, marcus)
    page = pages.get(scenes.of(sitting))
    assert SENTENCE in page.words
    assert not page.select("#checklist details")
    number = check(sitting).id
    part = by_itself(pages, at(sitting, number), done=number)
    assert "Marcus Reid, today" in scenes.text_of(part, f"#check-{number}")
    assert not part.select("#history"), "their page has none"
    papers = check(sitting, PAPERS).id
    page = pages.post(at(sitting), 422, was=number, done=[number, papers])
    assert page.heading == "Panel on Tuesday 10 March"
    assert boxes(page) == [VENUE, PAPERS]
    pages.post(at(sitting, "add"), 403, item=VENUE)
    pages.post(at(sitting, f"{number}/off"), 403)


def test_nobody_else_ticks(
    pages: Pages, jo: Person, marcus: Person, limited: Person, northmere: Area
) -> None:
    casey = user_with(Role.STAFF, person=PersonFactory(name="Casey Moran")).person
    order = scenes.order(jo, area=northmere, case_manager=casey)
    sitting = scenes.arranged(jo, order, adviser=marcus)
    draft = scenes.draft(jo, adviser=marcus, day=date(2026, 3, 11))
    number = check(sitting).id
    for person in (adviser("Laura Finch"), casey, limited):
        scenes.enter(pages, person)
        for url in (at(sitting), at(sitting, number)):
            pages.post(url, 404, done=number)
    scenes.enter(pages, casey)
    assert not pages.get(scenes.of(sitting)).select("#checklist")
    scenes.enter(pages, marcus)
    pages.post(at(draft), 404)
    pages.post(at(sitting, check(draft).id), 404)
    scenes.enter(pages, limited)
    pages.post(at(sitting, "add"), 404, item=VENUE)
    pages.post(at(sitting, f"{number}/off"), 404)
    ann = scenes.volunteer("Ann Lee", account=True)
    scenes.accepted(sitting, SeatKind.MEMBER, ann)
    scenes.enter(pages, ann.person)
    assert not pages.get(scenes.of(sitting)).select("#checklist")
    pages.post(at(sitting), 403, done=number)
    assert check(sitting).done_at is None


def test_a_manager_reads_the_list(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo)
    pages.submit(at(sitting), done=check(sitting).id)
    scenes.enter(pages, user_with(Role.MANAGER).person)
    page = pages.get(scenes.of(sitting))
    assert "Venue confirmed Done Jo Hartley, today, 10am" in page.words
    assert not page.select("#checklist form")
    pages.post(at(sitting), 403)


def test_once_it_is_over_the_list_is_read(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo)
    with clock.frozen(clock.at(scenes.TENTH, time(18, 30))):
        scenes.enter(pages, jo)
        page = pages.get(scenes.of(sitting))
        assert not page.select("#checklist form")
        page = pages.post(at(sitting), 422, done=check(sitting).id)
        assert page.problems == [
            "P-2026-001 is over, or has no sitting just now. "
            "Its list can be changed while its sitting is still to come."
        ]


def test_several_panels_have_a_list_each_and_cost_no_more(
    pages: Pages, jo: Person, northmere: Area
) -> None:
    counts, words = [], []
    for number in (1, 3):
        orders = [scenes.order(jo, area=northmere) for _ in range(number)]
        sitting = scenes.arranged(jo, *orders, day=date(2026, 3, 10 + number))
        pages.submit(at(sitting), done=check(sitting).id)
        url = scenes.of(sitting)
        scenes.enter(pages, jo)
        with count_statements() as sent:
            page = pages.get(url)
        counts.append(sum("panel_check" in each for each in sent))
        assert len(page.select("#checklist > section")) == number
        words.append(scenes.text_of(page, "#checklist h2"))
    assert counts == [1, 1]
    assert words == ["Before the day: 1 of 6 done", "Before the day, P-2026-002: 1 of 6 done"]

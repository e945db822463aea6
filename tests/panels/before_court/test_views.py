"""The pages of panels before court, and all others that show one beside orders."""

from datetime import date, time
from typing import Any

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.panels.models import SeatKind
from portal.people.models import Area, Person
from tests.factories import PersonFactory, RoomFactory, user_with
from tests.pages import Pages
from tests.panels import scenes


def form(northmere: Area, manager: Person, **values: Any) -> dict[str, Any]:
    """Return what a coordinator types about a panel before court."""
    return {
        "court_on": ["20", "3", "2026"],
        "area": northmere.id,
        "case_manager": manager.id,
        **values,
    }


def test_it_is_entered_arranged_and_shown(pages: Pages, jo: Person, northmere: Area) -> None:
    page = pages.get("/panels/before-court")
    assert "No panels before court" in page.words
    dee = scenes.colleague("Dee Marsh")
    page = pages.submit("/panels/before-court/new", **form(northmere, dee))
    assert page.heading == "Pre-court panel P-2026-001"
    for words in (
        "Court on Friday 20 March 2026, Northmere. Needs a date",
        "14 working days left",
        "Tell everyone by Friday 13 March",
        "Dee Marsh",
        "Jo Hartley entered it",
    ):
        assert words in page.words
    page = pages.get(scenes.attribute_of(page, "a.govuk-button", "href"))
    assert scenes.text_of(page, "#order_1 [selected]") == (
        "P-2026-001, Northmere, pre-court panel, court on Friday 20 March"
    )
    sitting = scenes.sitting_form(order_1="P-2026-001", room=RoomFactory().id)
    page = pages.submit("/panels/sittings/new", **sitting)
    assert page.heading == "Pre-court panel P-2026-001"
    assert "Before court on Friday 20 March , case manager Dee Marsh." in page.words
    assert "It sits on Tuesday 10 March, with 8 working days in hand." in page.words
    page = pages.get("/panels/before-court")
    assert "P-2026-001 Northmere" in page.words
    assert "Arranged" in page.words


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        (
            {"court_on": ["2", "3", "2026"]},
            "That day in court is not to come any more. Enter the court date to come. "
            "If court has made its order, enter the order instead.",
        ),
        ({"court_on": ["2", "3", "2028"]}, "That is more than a year ahead. Check the year."),
        ({"court_on": ["", "", ""]}, "Enter the court date to come"),
        ({"area": "999"}, "Choose the area"),
        ({"case_manager": ""}, "Choose the case manager"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(
    pages: Pages, jo: Person, northmere: Area, values: dict[str, Any], problem: str
) -> None:
    typed = form(northmere, scenes.colleague("Dee Marsh"), **values)
    page = pages.post("/panels/before-court/new", 422, **typed)
    assert page.problems == [problem]


def test_a_stale_correction_shows_both_versions(pages: Pages, jo: Person, northmere: Area) -> None:
    panel = scenes.before_court(jo, area=northmere)
    url, version = f"/panels/before-court/{panel.ref}/edit", panel.version
    typed = form(northmere, panel.case_manager, version=version)
    page = pages.submit(url, **{**typed, "court_on": ["27", "3", "2026"]})
    assert "Court on Friday 27 March 2026" in page.words
    page = pages.post(url, 409, **{**typed, "court_on": ["26", "3", "2026"]})
    row = [cell.get_text() for cell in page.select("#both tbody tr > *")]
    assert row == ["Court date to come", "Friday 27 March", "Thursday 26 March"]
    fresh = scenes.attribute_of(page, "[name=version]")
    page = pages.submit(url, **{**typed, "court_on": ["26", "3", "2026"], "version": fresh})
    assert "Jo Hartley corrected it" in page.words


def test_it_is_cancelled_or_explained(pages: Pages, jo: Person) -> None:
    panel, late = scenes.before_court(jo), scenes.before_court(jo)
    page = pages.submit(f"/panels/before-court/{panel.ref}/drop")
    assert page.notices == [f"{panel.ref} is cancelled."]
    assert not page.select("main form")
    url = f"/panels/before-court/{late.ref}"
    with clock.frozen(clock.at(date(2026, 3, 23), time(9))):
        pages.sign_in(jo.email or "")
        assert "No reason given yet" in pages.get(url).words
        page = pages.submit(f"{url}/late-reason", late_reason="No suitable room")
        assert scenes.attribute_of(page, "#late [selected]") == "No suitable room"
        assert "Court was 1 working day ago" in pages.get("/panels/before-court").words


def test_its_address_leads_to_it_while_it_has_no_date(pages: Pages, jo: Person) -> None:
    panel = scenes.before_court(jo)
    answer = pages.get(f"/panels/{panel.ref}", 302).response
    assert answer.headers["Location"] == f"/panels/before-court/{panel.ref}"


def test_lists_searches_home_and_duties_have_it_too(pages: Pages, app: Flask) -> None:
    marcus = user_with(Role.STAFF, person=PersonFactory(name="Marcus Reid", may_advise=True))
    dee = user_with(Role.STAFF, person=PersonFactory(name="Dee Marsh")).person
    jo = scenes.coordinator()
    panel = scenes.before_court(jo, manager=dee)
    sitting = scenes.arranged(jo, panel, adviser=marcus.person)
    ann = scenes.volunteer("Ann Lee", account=True)
    scenes.offered(sitting, SeatKind.MEMBER, ann)
    scenes.enter(pages, jo)
    for url in ("/panels/", f"/panels/?q={panel.ref}", "/panels/?show=risk", "/"):
        assert panel.ref in pages.get(url).words
    assert panel.ref not in pages.get("/panels/?q=RO-2026").words
    scenes.enter(pages, dee)
    assert f"Pre-court panel {panel.ref}" in pages.get("/panels/duties").words
    assert panel.ref in pages.get("/").words
    assert f"{panel.ref} , pre-court panel" in pages.get(f"/panels/{panel.ref}").words
    scenes.enter(pages, ann.person)
    assert "P-2026" not in pages.get("/").words
    pages.get(f"/panels/before-court/{panel.ref}", 403)


def test_a_coordinator_of_one_area_sees_none_of_another(
    pages: Pages, app: Flask, limited: Person
) -> None:
    jo = scenes.coordinator()
    panel = scenes.before_court(jo)
    scenes.enter(pages, limited)
    assert panel.ref not in pages.get("/panels/before-court").words
    for more in ("", "/edit"):
        pages.get(f"/panels/before-court/{panel.ref}{more}", 404)
    pages.post(f"/panels/before-court/{panel.ref}/drop", 404)
    pages.get(f"/panels/{panel.ref}", 404)

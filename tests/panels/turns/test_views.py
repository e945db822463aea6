"""Panels put in, taken off and given another turn, from the sitting's page."""

from datetime import date

from portal.access.rules import Role
from portal.people.models import Area, Person
from tests.factories import AreaFactory, PersonFactory, user_with
from tests.pages import Pages
from tests.panels import scenes


def test_panels_are_put_in_given_another_turn_and_taken_off(
    pages: Pages, jo: Person, northmere: Area
) -> None:
    sitting = scenes.evening(jo, area=northmere)
    first, second = scenes.order(jo, area=northmere), scenes.order(jo, area=northmere)
    elsewhere = scenes.order(jo, area=AreaFactory())
    url = scenes.of(sitting, "/panels/add")
    options = [option["value"] for option in pages.get(url).select("#panel option")]
    assert options == ["", first.ref, second.ref]
    assert elsewhere.ref not in options
    page = pages.post(url, 422, version=sitting.version)
    assert page.problems == ["Choose an order", "Choose the kind of panel"]
    page = pages.submit(url, version=sitting.version, panel=first.ref, kind="initial")
    assert page.heading == "Initial panel P-2026-001 Draft"
    assert "Put another panel in" in page.words
    page = pages.submit(url, version=sitting.version, panel=second.ref, kind="progress")
    assert page.heading == "2 panels on Tuesday 10 March Draft"
    panels = scenes.of(sitting, "/panels/P-2026-002")
    page = pages.submit(f"{panels}/turn", version=sitting.version, place=1)
    turns = [item.get_text() for item in page.select("#turns .app-ref") if "P-" in item.get_text()]
    assert turns == ["P-2026-002", "P-2026-001"]
    page = pages.submit(f"{panels}/off", version=1)
    assert page.notices == ["This sitting was changed since you opened it. See how it now stands."]
    page = pages.submit(f"{panels}/off", version=sitting.version)
    assert page.notices == ["P-2026-002 is off this sitting and needs another date."]
    page = pages.submit(url, version=sitting.version, panel=second.ref, kind="progress")
    assert page.notices == ["P-2026-002 is in. See below when each panel starts."]
    pages.post(scenes.of(sitting, "/panels/P-2026-999/off"), 404, version=sitting.version)


def test_why_a_panel_is_late_is_asked_when_it_is_put_in_after_its_last_day(
    pages: Pages, jo: Person, northmere: Area
) -> None:
    sitting = scenes.evening(jo, area=northmere, day=date(2026, 3, 13))
    order = scenes.order(jo, area=northmere)
    url = scenes.of(sitting, "/panels/add")
    form = {"version": sitting.version, "panel": order.ref, "kind": "initial"}
    page = pages.post(url, 409, **form)
    assert page.problems[0].startswith("Friday 13 March is after its last day")
    page = pages.submit(url, **form, late_reason="-")
    assert "Late, no reason given yet" in page.words


def test_a_panel_before_court_is_put_in_by_its_own_reference(
    pages: Pages, jo: Person, northmere: Area
) -> None:
    panel = scenes.before_court(jo, area=northmere)
    sitting = scenes.arranged(jo, scenes.order(jo, area=northmere))
    url = scenes.of(sitting, "/panels/add")
    page = pages.submit(url, version=sitting.version, panel=panel.ref, kind="initial")
    assert page.notices[0].startswith(f"{panel.ref} is in.")
    assert "Before court on" in scenes.text_of(page, "#turns")


def test_only_who_arranges_changes_the_panels_of_a_sitting(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo)
    scenes.enter(pages, user_with(Role.MANAGER, person=PersonFactory()).person)
    assert not pages.get(scenes.of(sitting)).select("#turns")
    pages.post(scenes.of(sitting, "/panels/P-2026-001/off"), 403, version=sitting.version)
    pages.get(scenes.of(sitting, "/panels/add"), 403)

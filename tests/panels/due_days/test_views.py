"""Where a due day in the calendar leads."""

from uuid import uuid4

from portal.people.models import Person
from tests.pages import Pages
from tests.panels import scenes


def test_a_due_day_leads_to_its_order(pages: Pages, jo: Person) -> None:
    order = scenes.order(jo)
    page = pages.get("/calendar/month/2026-03")
    link = scenes.attribute_of(page, "a.app-k4", "href")
    assert link == f"/panels/due/{order.uuid}"
    answer = pages.get(link, 302).response
    assert answer.headers["Location"] == f"/panels/orders/{order.ref}"


def test_a_due_day_before_court_leads_to_its_panel(pages: Pages, jo: Person) -> None:
    panel = scenes.before_court(jo)
    answer = pages.get(f"/panels/due/{panel.due_uuid}", 302).response
    assert answer.headers["Location"] == f"/panels/before-court/{panel.ref}"
    pages.get(f"/panels/due/{uuid4()}", 404)


def test_it_leads_nobody_of_another_area_there(pages: Pages, limited: Person) -> None:
    order = scenes.order(scenes.coordinator())
    scenes.enter(pages, limited)
    page = pages.get("/calendar/month/2026-03")
    assert scenes.attribute_of(page, "a.app-k4", "href").startswith("/calendar/entries/")
    pages.get(f"/panels/due/{order.uuid}", 404)

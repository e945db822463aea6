"""The pages of orders, as a coordinator and a case manager read them."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from portal.access.rules import Role
from portal.panels.models import (
    SeatKind,
)
from portal.people.models import Area, Person
from tests.factories import PersonFactory, user_with
from tests.pages import Pages
from tests.panels import scenes

CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def test_an_order_is_entered_and_its_clock_shown(pages: Pages, jo: Person, northmere: Area) -> None:
    dee = scenes.colleague("Dee Marsh")
    page = pages.get("/panels/orders/new")
    assert "no name, no initials" in page.words
    assert "The initial panel must then sit within 5 working days" in page.words
    page = pages.submit("/panels/orders/new", **scenes.order_form(northmere, dee))
    assert page.heading == "Order RO-2026-001"
    assert page.notices == ["RO-2026-001 is entered."]
    for words in (
        "Due Wednesday 11 March",
        "7 working days left",
        "Tell everyone by Wednesday 4 March : 5 working days before it is due.",
        "Today is day 13 of 20.",
        "Day 1 was Thursday 12 February, the day after court.",
        "Jo Hartley entered it",
    ):
        assert words in page.words
    ticks = [tick["class"][0] for tick in page.select(".app-ticks li")]
    assert ticks == ["is-past"] * 12 + ["is-now"] + ["is-left"] * 6 + ["is-due"]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        (
            {"court_date": ["3", "3", "2026"]},
            "The court date is in the future. Enter the day on which the court made the order.",
        ),
        ({"court_date": ["31", "2", "2026"]}, "Enter a real date, like 27 3 2026"),
        ({"court_date": ["", "", ""]}, "Enter the date on which the court made the order"),
        ({"months": "13"}, "Enter a whole number from 3 to 12"),
        ({"months": "\0" * 9}, "Enter a whole number from 3 to 12"),
        ({"months": "9" * 10_000}, "Enter a whole number from 3 to 12"),
        ({"area": "999"}, "Choose the area"),
        ({"case_manager": "\u202e😀"}, "Choose the case manager"),
    ],
)
def test_what_no_court_ordered_is_refused_and_stays_typed(
    pages: Pages, jo: Person, northmere: Area, values: dict[str, Any], problem: str
) -> None:
    form = scenes.order_form(northmere, scenes.colleague("Dee Marsh"), **values)
    page = pages.post("/panels/orders/new", 422, **form)
    assert page.problems == [problem]
    if "months" not in values:
        assert scenes.attribute_of(page, "#months") == "6"


def test_an_order_sent_twice_is_one_order(pages: Pages, jo: Person, northmere: Area) -> None:
    form = scenes.order_form(northmere, scenes.colleague("Dee Marsh"))
    headings = [pages.submit("/panels/orders/new", **form).heading for _ in range(2)]
    assert headings == ["Order RO-2026-001"] * 2


def test_a_stale_correction_shows_both_versions(pages: Pages, jo: Person, northmere: Area) -> None:
    order = scenes.order(jo, area=northmere)
    url = f"/panels/orders/{order.ref}/edit"
    form = scenes.order_form(northmere, order.case_manager, version=order.version)
    pages.submit(url, **{**form, "months": "9"})
    page = pages.post(url, 409, **{**form, "months": "12"})
    assert page.problems == [
        "Somebody changed this order while you were typing. Compare the two, then save again"
    ]
    row = [cell.get_text() for cell in page.select("#both tbody tr > *")]
    assert row == ["Length of the order in months", "9", "12"]
    assert scenes.attribute_of(page, "#months") == "12"
    fresh = scenes.attribute_of(page, "[name=version]")
    assert "12 months" in pages.submit(url, **{**form, "months": "12", "version": fresh}).words


def test_orders_without_a_panel_come_first_and_narrow_as_one_types(
    pages: Pages, jo: Person, northmere: Area
) -> None:
    arranged = scenes.order(jo, area=northmere, court_date=date(2026, 2, 2))
    scenes.arranged(jo, arranged)
    late = scenes.order(jo, area=northmere, court_date=date(2026, 1, 5))
    urgent = scenes.order(jo, area=northmere, intensive=True, court_date=date(2026, 2, 26))
    page = pages.get("/panels/orders")
    assert [each.get_text() for each in page.select("tbody th a")] == [
        late.ref,
        urgent.ref,
        arranged.ref,
    ]
    assert "Overdue by 20 working days" in page.words
    assert "3 working days left Tell everyone by Tuesday 3 March" in page.words
    part = pages.fragment(f"/panels/orders?q={urgent.ref[-3:]}&state=without")
    assert [each.get_text() for each in part.select("tbody th a")] == [urgent.ref]
    pages.get("/panels/orders?state=nonsense&area=x&page=0&q=%00%25")


def test_an_order_ends_and_opens_again(pages: Pages, jo: Person) -> None:
    order = scenes.order(jo)
    assert "Ended on Monday 2 March" in pages.submit(f"/panels/orders/{order.ref}/end").words
    page = pages.submit(f"/panels/orders/{order.ref}/reopen")
    assert page.notices == [f"{order.ref} is open again."]
    scenes.arranged(jo, order)
    page = pages.submit(f"/panels/orders/{order.ref}/end")
    assert page.notices == [
        "P-2026-001 is still arranged for this order. Cancel that panel first, then end the order."
    ]


def test_a_case_manager_ticks_their_own_orders_alone(pages: Pages, app: Flask) -> None:
    dee = user_with(Role.STAFF, person=PersonFactory(name="Dee Marsh")).person
    jo = scenes.coordinator()
    mine, other = scenes.order(jo, case_manager=dee), scenes.order(jo)
    scenes.enter(pages, dee)
    page = pages.get("/panels/my-orders")
    assert [each.get_text() for each in page.select("tbody th .app-ref")] == [mine.ref]
    page = pages.submit(f"/panels/my-orders/{mine.ref}/copied", copied="1")
    assert "Copied today, 10am" in page.words
    page = pages.submit(f"/panels/my-orders/{mine.ref}/copied")
    assert "Tick: copied into the case system" in page.words
    pages.post(f"/panels/my-orders/{other.ref}/copied", 404, copied="1")
    pages.get("/panels/orders", 403)

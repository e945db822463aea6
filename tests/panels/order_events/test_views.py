"""The pages of what happens to an order: from another area, extended, ended early, moved away."""

from typing import Any

import pytest

from portal.panels.models import OrderState, PanelKind, ReferralOrder
from portal.people.models import Area, Person
from tests.pages import Page, Pages
from tests.panels import scenes
from tests.panels.scenes import attribute_of

EXTENSION = {"months": "3", "on_day": ["2", "3", "2026"]}


@pytest.fixture
def order(jo: Person, northmere: Area) -> ReferralOrder:
    """Return an order of six months whose contract is signed."""
    order = scenes.order(jo, area=northmere)
    scenes.signed(order, jo)
    return order


def of(order: ReferralOrder, more: str = "") -> str:
    """Return the address of an order's page."""
    return f"/panels/orders/{order.ref}{more}"


def said(page: Page) -> list[list[str]]:
    """Return what a confirming page lists: which panel, old day, new day."""
    return [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in page.select("#plan tbody tr")
    ]


def test_an_extension_says_first_what_moves(pages: Pages, order: ReferralOrder) -> None:
    assert "It is 6 months long." in pages.get(of(order, "/extension")).words
    page = pages.post(of(order, "/extension"), 422, **EXTENSION)
    assert said(page) == [
        ["Progress panel", "not planned", "Wednesday 2 September 2026, proposed"],
        ["Final panel P-2026-002", "Wednesday 2 September 2026", "Wednesday 2 December 2026"],
    ]
    key = attribute_of(page, "button[name=replanned]")
    page = pages.submit(of(order, "/extension"), **EXTENSION, replanned=key)
    assert page.notices == ["The extension is noted."]
    assert "6 months and 3 months more" in page.words
    assert "Extension by 3 months, Monday 2 March 2026" in page.words
    take_back = attribute_of(page, "#plan form[action*=take-back]", "action")
    page = pages.post(take_back, 422)
    page = pages.submit(take_back, replanned=attribute_of(page, "button[name=replanned]"))
    assert "runs until Wednesday 2 September 2026" in page.words
    pages.post(take_back, 404)


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        (
            {"months": "7"},
            "An order lasts 12 months at most, and this one is 6 months long. Enter 6 at most.",
        ),
        ({"months": "0"}, "Enter a whole number from 1 to 12"),
        (
            {"on_day": ["3", "3", "2026"]},
            "That day is in the future. Note it once it has happened.",
        ),
        ({"on_day": ["", "", ""]}, "Enter the day on which it was extended"),
    ],
)
def test_an_extension_that_cannot_be_is_refused(
    pages: Pages, order: ReferralOrder, values: dict[str, Any], problem: str
) -> None:
    page = pages.post(of(order, "/extension"), 422, **{**EXTENSION, **values})
    assert page.problems == [problem]
    assert attribute_of(page, "#months") == values.get("months", "3")


def test_an_order_without_a_contract_is_not_extended(pages: Pages, jo: Person) -> None:
    page = pages.post(of(scenes.order(jo), "/extension"), 422, **EXTENSION)
    assert page.problems == [
        "The contract is not signed yet, so there is nothing to extend. "
        "Note when it was signed first, or correct the length of the order."
    ]


@pytest.mark.parametrize(
    ("what", "words"),
    [("/early-end", "Early end"), ("/transfer", "Transfer to another area")],
)
def test_an_end_says_first_what_is_dropped(
    pages: Pages, jo: Person, order: ReferralOrder, what: str, words: str
) -> None:
    scenes.arranged(jo, order, kind=PanelKind.PROGRESS)
    pages.get(of(order, what))
    form = {"on_day": ["2", "3", "2026"]}
    page = pages.post(of(order, what), 422, **form)
    assert said(page) == [
        ["Progress panel P-2026-001", "Tuesday 10 March 2026", "taken out of the plan"],
        ["Final panel P-2026-002", "Wednesday 2 September 2026", "taken out of the plan"],
    ]
    assert "a sitting of that panel alone is cancelled" in page.words
    assert order.state is OrderState.OPEN
    key = attribute_of(page, "button[name=replanned]")
    page = pages.submit(of(order, what), **form, replanned=key)
    assert page.notices == [f"{order.ref} is ended here."]
    assert f"{words}, Monday 2 March 2026" in page.words
    page = pages.submit(of(order, "/reopen"))
    assert "Final panel P-2026-004 Proposed" in page.words


def test_a_correction_of_the_length_says_first_what_moves(
    pages: Pages, order: ReferralOrder
) -> None:
    form = scenes.order_form(order.area, order.case_manager, version=order.version, months="9")
    page = pages.post(of(order, "/edit"), 422, **form)
    assert said(page)[-1][1:] == ["Wednesday 2 September 2026", "Wednesday 2 December 2026"]
    assert attribute_of(page, "#plan [name=months]") == "9"
    key = attribute_of(page, "button[name=replanned]")
    page = pages.submit(of(order, "/edit"), **form, replanned=key)
    assert "runs until Wednesday 2 December 2026" in page.words


def test_an_order_comes_from_another_area(pages: Pages, jo: Person, northmere: Area) -> None:
    form = scenes.order_form(
        northmere,
        scenes.colleague("Dee Marsh"),
        court_date=["15", "10", "2025"],
        signed_on=["3", "11", "2025"],
        on_day=["24", "2", "2026"],
        months="12",
    )
    assert "needs no initial panel" in pages.get("/panels/orders/transferred").words
    page = pages.post("/panels/orders/transferred", 422, **{**form, "months": "3"})
    assert page.problems == [
        "By that length, its contract ended on 3 February 2026. "
        "Add to the length what it was extended by, or check the days."
    ]
    headings = [pages.submit("/panels/orders/transferred", **form) for _ in range(2)]
    assert {page.heading for page in headings} == {"Order RO-2026-001"}
    page = headings[0]
    assert "Transfer from another area, Tuesday 24 February 2026" in page.words
    assert "Initial panel" not in page.words
    assert len(page.select(".app-line > li")) == 3
    assert "Needs a date (0)" in pages.get("/panels/orders").words


def test_nobody_notes_what_happened_in_another_area(
    pages: Pages, order: ReferralOrder, limited: Person
) -> None:
    scenes.enter(pages, limited)
    for more in ("/extension", "/early-end", "/transfer", "/contract", "/plan/accept"):
        pages.post(of(order, more), 404, **EXTENSION)

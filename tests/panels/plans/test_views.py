"""An order's plan as its coordinator reads and changes it, with htmx and without."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.database import changing
from portal.panels.actions import plans
from portal.panels.models import PanelKind, ReferralOrder
from portal.people.models import Person
from tests.factories import RoomFactory, user_with
from tests.pages import Pages
from tests.panels import scenes

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
SIGNED = {"signed_on": ["2", "3", "2026"]}


def of(order: ReferralOrder, more: str = "") -> str:
    """Return the address of an order's page."""
    return f"/panels/orders/{order.ref}{more}"


def steps(page: BeautifulSoup) -> list[str]:
    """Return the time line as people read it: which panel, and how it stands."""
    return [
        " ".join(f"{each.h3.get_text(' ')} {each.p.get_text(' ')}".split())
        for each in page.select(".app-line > li")
        if each.h3 and each.p
    ]


def live(pages: Pages, url: str, **fields: Any) -> BeautifulSoup:
    """Post as htmx does, and return what it puts into the page."""
    answer = pages.client.post(url, data=fields, headers=HTMX)
    return BeautifulSoup(answer.text, "html.parser")


@pytest.fixture
def order(jo: Person) -> ReferralOrder:
    """Return an order of a year with its initial panel arranged."""
    order = scenes.order(jo, months=12)
    scenes.arranged(jo, order)
    return order


def test_a_contract_is_noted_and_its_panels_proposed(pages: Pages, order: ReferralOrder) -> None:
    page = pages.get(of(order))
    assert "Contract not signed yet" in page.words
    page = pages.submit(of(order, "/contract"), **SIGNED, version=order.version)
    assert steps(page) == [
        "Initial panel P-2026-001 Arranged Tuesday 10 March, 5:30pm",
        "Progress panel P-2026-002 Proposed",
        "Progress panel P-2026-003 Proposed",
        "Progress panel P-2026-004 Proposed",
        "Final panel P-2026-005 Proposed",
    ]
    for words in (
        "The contract was signed on Monday 2 March 2026 and runs until Tuesday 2 March 2027 .",
        "Due by Tuesday 2 June: 62 working days left.",
        "Accept all 4",
        "Jo Hartley noted that the contract was signed on Monday 2 March",
    ):
        assert words in page.words
    page = pages.submit(of(order, "/plan/accept"))
    assert page.notices == ["4 panels accepted. Each now needs a date."]
    assert "P-2026-002 due Tuesday 2 June" in scenes.text_of(page, "#clock")
    assert "Tell everyone by Tuesday 26 May" in page.words


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (
            ["3", "3", "2026"],
            "That day is in the future. Enter the day on which it was signed.",
        ),
        (
            ["10", "2", "2026"],
            "That is before court made the order. Check the day and the year.",
        ),
        (["", "", ""], "Enter the day on which the contract was signed"),
    ],
)
def test_a_day_that_cannot_be_is_refused_and_stays_typed(
    pages: Pages, order: ReferralOrder, day: list[str], problem: str
) -> None:
    page = pages.post(of(order, "/contract"), 422, signed_on=day, version=order.version)
    assert page.problems == [problem]
    assert page.heading == f"Order {order.ref}"
    assert scenes.attribute_of(page, "#signed_on-year") == day[2] if day[2] else True


def test_a_stale_day_is_refused(pages: Pages, order: ReferralOrder) -> None:
    version = order.version
    pages.submit(of(order, "/contract"), **SIGNED, version=version)
    page = pages.post(of(order, "/contract"), 422, signed_on=["25", "2", "2026"], version=version)
    assert page.problems == ["This order was changed since you opened it."]


def test_another_day_shows_old_and_new_first(pages: Pages, order: ReferralOrder) -> None:
    pages.submit(of(order, "/contract"), **SIGNED, version=order.version)
    fresh = scenes.attribute_of(pages.get(of(order)), "[name=version]")
    form = {"signed_on": ["25", "2", "2026"], "version": fresh}
    page = pages.post(of(order, "/contract"), 422, **form)
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.select("th, td")]
        for row in page.select("#plan tbody tr")
    ]
    assert rows[0] == ["Progress panel P-2026-002", "Tuesday 2 June 2026", "Friday 22 May 2026"]
    assert rows[-1] == [
        "Final panel P-2026-005",
        "Tuesday 2 March 2027",
        "Thursday 25 February 2027",
    ]
    assert not page.select("[value=keep]")
    key = scenes.attribute_of(page, "button[name=replanned]")
    page = pages.submit(of(order, "/contract"), **form, replanned=key)
    assert "runs until Thursday 25 February 2027" in page.words


def test_each_proposal_is_accepted_or_dropped_in_place(pages: Pages, order: ReferralOrder) -> None:
    pages.submit(of(order, "/contract"), **SIGNED, version=order.version)
    part = live(pages, of(order, "/plan/P-2026-002/accept"))
    assert steps(part)[1] == "Progress panel P-2026-002 Needs a date"
    assert scenes.text_of(part, "h3[data-focus]") == "Progress panel P-2026-002"
    assert {each["id"] for each in part.select("[hx-swap-oob]")} == {"clock", "history", "said"}
    part = live(pages, of(order, "/plan/P-2026-003/drop"))
    assert steps(part)[2] == "Progress panel P-2026-003 Cancelled"
    page = pages.get(of(order))
    link = scenes.attribute_of(page, "#step-P-2026-002 a.govuk-button", "href")
    assert link == f"/panels/sittings/new?order={order.ref}&kind=progress"
    pages.post(of(order, "/plan/P-2026-999/drop"), 404)


def test_moving_a_panel_lists_old_and_new_days_in_place_and_as_a_page(
    pages: Pages, order: ReferralOrder
) -> None:
    pages.submit(of(order, "/contract"), **SIGNED, version=order.version)
    url = of(order, "/plan/P-2026-002/day")
    part = pages.fragment(url)
    assert scenes.attribute_of(part, "#due_on-day") == "2"
    form = {"due_on": ["2", "7", "2026"]}
    part = live(pages, url, **form)
    assert part.select_one("#plan h2[data-focus]")
    page = pages.post(url, 422, **form)
    assert page.heading == f"The plan of {order.ref}"
    for root in (part, page):
        days = [cell.get_text() for cell in root.select("#plan tbody td:last-child")]
        assert days == [
            "Thursday 2 July 2026",
            "Friday 2 October 2026",
            "Thursday 31 December 2026",
        ]
        assert scenes.attribute_of(root, "[name=due_on]") == "2"
        assert root.select("button[value=keep]")
    page = pages.submit(url, **form, replanned="keep")
    assert "Due by Thursday 2 July" in scenes.text_of(page, "#step-P-2026-002")
    assert "Due by Wednesday 2 September" in scenes.text_of(page, "#step-P-2026-003")


@pytest.mark.parametrize(
    ("day", "problem"),
    [
        (["1", "3", "2026"], "That day has passed. Choose a day to come."),
        (
            ["7", "6", "2026"],
            "No panel sits on that day: it is a weekend or a bank holiday. "
            "The last working day before it is 5 June.",
        ),
        (
            ["3", "3", "2027"],
            "The contract ends on 2 March 2027. "
            "Choose a day before that, or note an extension first.",
        ),
        (["x", "6", "2026"], "Enter a real date, like 27 3 2026"),
    ],
)
def test_a_last_day_that_cannot_be_is_refused(
    pages: Pages, order: ReferralOrder, day: list[str], problem: str
) -> None:
    pages.submit(of(order, "/contract"), **SIGNED, version=order.version)
    page = pages.post(of(order, "/plan/P-2026-002/day"), 422, due_on=day)
    assert page.problems == [problem]


def test_moving_a_sitting_says_first_what_follows(pages: Pages, jo: Person) -> None:
    room, order = RoomFactory(), scenes.order(jo, months=12)
    scenes.signed(order, jo)
    sitting = scenes.arranged(jo, order, kind=PanelKind.PROGRESS, day=date(2026, 6, 1), room=room)
    form = scenes.sitting_form(
        room=room.id,
        date=["23", "6", "2026"],
        late_reason="No suitable room",
        version=sitting.version,
    )
    page = pages.post(scenes.of(sitting, "/change"), 422, **form)
    assert "Panels that come after it" in page.words
    assert scenes.attribute_of(page, "#late_reason [selected]") == "No suitable room"
    assert "Wednesday 23 September 2026" in page.words
    key = scenes.attribute_of(page, "button[name=replanned]")
    page = pages.submit(scenes.of(sitting, "/change"), **form, replanned=key)
    assert "Tuesday 23 June 2026" in page.words
    assert "Due by Wednesday 23 September" in pages.get(of(order)).words


def test_a_late_panel_is_explained_on_the_order_s_page(pages: Pages, jo: Person) -> None:
    order = scenes.order(jo)
    scenes.arranged(jo, order, day=date(2026, 3, 13))
    page = pages.get(of(order))
    assert "Due by Wednesday 11 March: 2 working days late." in page.words
    assert "No reason given yet" in page.words
    page = pages.submit(
        of(order, "/late-reason"), panel="P-2026-001", late_reason="No suitable room"
    )
    assert scenes.attribute_of(page, "#late-P-2026-001 [selected]") == "No suitable room"
    assert "No reason given yet" not in page.words
    assert "Jo Hartley said why P-2026-001 is late: No suitable room" in page.words
    page = pages.submit(of(order, "/late-reason"), panel="P-2026-001", late_reason="Ann was ill")
    assert page.notices == ["That reason is not on the list. Choose one of the list."]


def test_a_first_panel_that_is_overdue_is_explained_before_it_is_arranged(
    pages: Pages, jo: Person
) -> None:
    order = scenes.order(jo, court_date=date(2026, 1, 5))
    page = pages.get(of(order))
    assert steps(page) == ["Initial panel Needs a date"]
    assert "Due by Monday 2 February: overdue by 20 working days." in page.words
    page = pages.submit(of(order, "/late-reason"), late_reason="The court told us late")
    assert scenes.attribute_of(page, "#late-first [selected]") == "The court told us late"


def test_a_panel_of_one_s_own_is_planned(pages: Pages, order: ReferralOrder) -> None:
    page = pages.get(of(order, "/plan/new"))
    kinds = [each.get_text() for each in page.select("#kind option")]
    assert kinds == [
        "Choose a kind",
        "Progress panel",
        "Final panel",
        "Non-compliance panel",
        "Post-court panel",
    ]
    page = pages.post(of(order, "/plan/new"), 422, kind="pre_court", due_on=["1", "4", "2026"])
    assert page.problems == ["Choose the kind of panel"]
    page = pages.submit(of(order, "/plan/new"), kind="non_compliance", due_on=["1", "4", "2026"])
    assert "Non-compliance panel P-2026-002 Needs a date" in steps(page)


def test_the_address_of_a_panel_without_a_date_leads_to_its_order(
    pages: Pages, order: ReferralOrder
) -> None:
    pages.submit(of(order, "/contract"), **SIGNED, version=order.version)
    answer = pages.get("/panels/P-2026-002", 302).response
    assert answer.headers["Location"] == of(order, "#step-P-2026-002")


def test_a_manager_reads_the_plan_and_changes_nothing(pages: Pages, app: Flask) -> None:
    jo = scenes.coordinator()
    order = scenes.order(jo, months=12)
    scenes.signed(order, jo)
    scenes.enter(pages, user_with(Role.MANAGER).person)
    page = pages.get(of(order))
    assert len(steps(page)) == 4
    assert not page.select("main form, main .govuk-button")
    pages.post(of(order, "/plan/accept"), 403)


def test_the_plan_of_an_ended_order_is_closed(pages: Pages, order: ReferralOrder) -> None:
    other = scenes.order(order.case_manager, months=12)
    scenes.signed(other, order.case_manager)
    page = pages.submit(of(other, "/end"))
    assert not page.select("#plan form")
    page = pages.submit(of(other, "/plan/accept"))
    assert page.notices == [f"{other.ref} has ended. Open the order again first."]


def test_orders_that_need_a_date_stand_at_the_top_by_what_is_left(pages: Pages, jo: Person) -> None:
    planned, arranged = scenes.order(jo, months=12), scenes.order(jo)
    scenes.signed(planned, jo)
    with changing():
        plans.accept_plan(order=planned, actor=jo)
    scenes.arranged(jo, arranged, day=date(2026, 3, 13))
    new = scenes.order(jo)
    page = pages.get("/panels/orders")
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert [row.split()[0] for row in rows] == [new.ref, planned.ref, arranged.ref]
    assert "Progress panel P-2026-001 Tue 2 June" in rows[1]
    assert "62 working days left Tell everyone by Tuesday 26 May" in rows[1]
    assert "Late, no reason given yet" in rows[2]
    picks = [each.get_text() for each in page.select(".app-pick a")]
    assert picks == [
        "All (3)",
        "Needs a date (2)",
        "Needs a case manager (0)",
        "Panels to accept (0)",
        "Late (1)",
        "Late without a reason (1)",
        "Ending soon (0)",
        "Open (3)",
        "Ended (0)",
    ]
    with clock.frozen(clock.at(date(2027, 2, 15), scenes.HALF_FIVE)):
        pages.sign_in(jo.email or "")
        part = pages.fragment("/panels/orders?state=ending")
        assert [each.get_text() for each in part.select("tbody th a")] == [planned.ref]

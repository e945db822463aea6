"""From a coordinator's first page and lists to all cases handed over."""

import pytest
from flask import Flask

from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import session
from portal.people.models import Person
from tests.factories import AreaFactory, user_with
from tests.home.desks import rows
from tests.pages import Pages
from tests.reparation.handover.scenes import cases, closed, gone
from tests.reparation.sessions.scenes import practitioner, referral

ALL = "1 order, 1 panel before court and 1 referral"


def test_from_the_first_page_to_nothing_left(desk: Pages, jo: Person) -> None:
    sam, kim = gone(jo, AreaFactory()), practitioner("Kim Shaw")
    [row] = rows(desk.get("/?show=handovers"))
    assert row == [
        "Today",
        "Cases to hand over Sam Okafor",
        f"Account closed Nobody looks after {ALL}.",
        "Hand over all cases of Sam Okafor",
    ]
    here = f"/reparation/handovers/{sam.uuid}"
    page = desk.get("/").select_one(f"a[href='{here}']")
    assert page
    assert desk.post(here, 422).problems == ["Choose who takes them over"]
    page = desk.submit(here, to=kim.id)
    assert page.notices == [f"Kim Shaw has {ALL} more now. They get a letter."]
    assert "No case of Sam Okafor is open that you could hand over." in page.words
    page = desk.submit(here, to=kim.id)
    assert page.notices == ["Nothing was handed over: somebody did it meanwhile."]
    assert not rows(desk.get("/?show=handovers"))


@pytest.mark.parametrize(
    "path", ["/panels/orders?state=unmanaged", "/reparation/referrals?show=left"]
)
def test_both_lists_can_be_narrowed_to_what_nobody_looks_after(
    desk: Pages, jo: Person, path: str
) -> None:
    sam = gone(jo, AreaFactory())
    kim = practitioner("Kim Shaw")
    referral(kim)
    page = desk.get(path)
    assert "Sam Okafor Account closed" in page.words
    assert "Kim Shaw" not in page.words
    assert page.select(f"a[href='/reparation/handovers/{sam.uuid}']")


def test_no_order_is_given_to_somebody_who_can_sign_in_no_more(desk: Pages, jo: Person) -> None:
    sam, kim = practitioner(), practitioner("Kim Shaw")
    order, *_ = cases(jo, AreaFactory(), sam)
    closed(sam)

    def named(path: str) -> set[str]:
        options = desk.get(path).select("#case_manager option")
        return {option.get_text() for option in options} & {sam.name, kim.name}

    assert named("/panels/orders/new") == {"Kim Shaw"}
    assert named(f"/panels/orders/{order.ref}/edit") == {"Kim Shaw", "Sam Okafor"}


def test_nobody_is_offered_the_cases_of_somebody_who_can_sign_in(desk: Pages, jo: Person) -> None:
    desk.get(f"/reparation/handovers/{practitioner().uuid}", 404)


def test_a_practitioner_is_not_asked_about_referrals_of_others(app: Flask, jo: Person) -> None:
    sam = gone(jo, AreaFactory())
    own = Pages(app).sign_in(practitioner("Kim Shaw").email or "")
    assert "Needs a practitioner" not in own.get("/reparation/referrals").words
    assert "Sam" not in own.get("/reparation/referrals?show=left").words
    own.get(f"/reparation/handovers/{sam.uuid}", 403)


def test_a_coordinator_of_another_area_finds_nothing_to_hand_over(app: Flask, jo: Person) -> None:
    sam, south = gone(jo, AreaFactory()), AreaFactory()
    user = user_with(Role.COORDINATOR)
    session.add(UserArea(user_id=user.id, area_id=south.id))
    session.commit()
    limited = Pages(app).sign_in(user.email)
    assert "No case of Sam Okafor is open" in limited.get(f"/reparation/handovers/{sam.uuid}").words

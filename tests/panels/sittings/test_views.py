"""The pages of sittings, as each of those who may open them reads them."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import session
from portal.panels.models import (
    CancelReason,
    ReferralOrder,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.people.models import Area, Person
from tests.factories import AreaFactory, PersonFactory, RoomFactory, user_with
from tests.pages import Pages
from tests.panels import scenes

CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def test_a_sitting_is_arranged_from_an_order(pages: Pages, jo: Person, northmere: Area) -> None:
    order, room = scenes.order(jo, area=northmere), RoomFactory()
    marcus = scenes.colleague("Marcus Reid", may_advise=True)
    page = pages.get(f"/panels/sittings/new?order={order.ref}")
    assert scenes.attribute_of(page, "#order_1 [selected]") == order.ref
    assert scenes.attribute_of(page, "#minutes") == "60"
    form = scenes.sitting_form(order_1=order.ref, room=room.id, adviser=marcus.id)
    page = pages.submit("/panels/sittings/new", **form)
    assert page.heading == "Initial panel P-2026-001"
    assert "Can it sit? Not yet" in page.words
    assert "Not quorate: needs a chair and a community member" in page.words
    assert "It sits on day 19, with 1 day in hand." in page.words
    assert "Marcus Reid" in scenes.text_of(page, "#seat-3")
    uuid = session.scalars(select(Sitting)).one().entry.uuid
    assert page.find("a", href=f"/members/messages/new?occasion={uuid}")
    assert pages.submit("/panels/sittings/new", **form).heading == "Initial panel P-2026-001"
    assert session.scalar(select(func.count(Sitting.id))) == 1


def test_a_panel_after_its_due_day_is_allowed_and_said(pages: Pages, jo: Person) -> None:
    order, room = scenes.order(jo), RoomFactory()
    form = scenes.sitting_form(order_1=order.ref, room=room.id, date=["13", "3", "2026"])
    page = pages.post("/panels/sittings/new", 422, **form)
    assert page.problems == [
        "Friday 13 March is after its last day, Wednesday 11 March. "
        "Say why, or that you do not know yet."
    ]
    page = pages.submit("/panels/sittings/new", **form, late_reason="-")
    assert "P-2026-001 sits 2 working days after its due day, Wednesday 11 March." in page.notices
    assert "It sits on day 22, 2 working days late." in page.words
    assert "Late, no reason given yet Say why" in page.words


def test_why_a_panel_is_late_is_asked_when_its_sitting_moves_past_its_last_day(
    pages: Pages, jo: Person
) -> None:
    room, sitting = RoomFactory(), scenes.arranged(jo)
    url = scenes.of(sitting, "/change")
    assert not pages.get(url).select("[name=late_reason]")
    form = scenes.sitting_form(room=room.id, date=["13", "3", "2026"], version=sitting.version)
    page = pages.post(url, 422, **form)
    assert page.problems == [
        "Friday 13 March is after its last day, Wednesday 11 March. "
        "Say why, or that you do not know yet."
    ]
    page = pages.submit(url, **form, late_reason="No suitable room")
    assert "Late: no suitable room." in page.words
    # What was said stands, wherever else it goes.
    form |= {"version": sitting.version, "date": ["16", "3", "2026"]}
    assert "The sitting is changed." in pages.submit(url, **form).notices[0]


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        (
            {"date": ["2", "3", "2026"], "time": "9am"},
            "That date and time have passed. Choose a date and time to come.",
        ),
        ({"date": ["10", "3", "2030"]}, "That is more than two years ahead. Check the year."),
        ({"time": "half past"}, "Enter a time, like 5:30pm or 17:30"),
        (
            {"time": "5:20pm"},
            "A sitting starts on the quarter of an hour. "
            "Choose a time such as 5pm, 5:15pm, 5:30pm or 5:45pm.",
        ),
        (
            {"minutes": "50"},
            "A panel lasts whole quarters of an hour. "
            "Enter 15, 30, 45 and so on, up to 240 minutes.",
        ),
        ({"room": ""}, "Choose the room"),
        ({"order_1": "RO-2026-999"}, "Choose an order"),
        ({"clash_reason": "x" * 10_000}, "Shorten this to 200 characters: it is 9,800 too many"),
    ],
)
def test_a_sitting_that_cannot_be_is_refused_and_stays_typed(
    pages: Pages, jo: Person, values: dict[str, Any], problem: str
) -> None:
    order, room = scenes.order(jo), RoomFactory()
    form = scenes.sitting_form(**{"order_1": order.ref, "room": room.id, **values})
    page = pages.post("/panels/sittings/new", 422, **form)
    assert page.problems == [problem]
    assert scenes.attribute_of(page, "#date-year") == form["date"][2]  # type: ignore[index]  # a list


def test_a_taken_room_and_a_busy_adviser_are_named(pages: Pages, jo: Person) -> None:
    room, other = RoomFactory(), RoomFactory()
    marcus = scenes.colleague("Marcus Reid", may_advise=True)
    scenes.arranged(jo, room=room, adviser=marcus)
    form = scenes.sitting_form(order_1=scenes.order(jo).ref, room=room.id, time="6pm")
    page = pages.post("/panels/sittings/new", 422, **form)
    assert page.problems == [
        f"{room.full_name} is taken by “Panel, {room.venue.name}” on Tuesday 10 March, "
        "5:30pm to 6:30pm. Choose another room or another time."
    ]
    form |= {"room": other.id, "adviser": marcus.id}
    page = pages.post("/panels/sittings/new", 422, **form)
    assert page.problems[0].startswith(f"Marcus Reid has promised “Panel, {room.venue.name}”")
    assert page.find(id="clash_reason")
    page = pages.submit("/panels/sittings/new", **form, clash_reason="One building")
    assert "Jo Hartley gave Marcus Reid two duties at once: One building" in page.words


def test_a_move_says_first_who_would_lose_their_seat(pages: Pages, jo: Person) -> None:
    room = RoomFactory()
    sitting, ann = scenes.arranged(jo, room=room), scenes.volunteer("Ann Lee")
    scenes.accepted(sitting, MEMBER, ann)
    scenes.accepted(scenes.arranged(jo, day=date(2026, 3, 11)), MEMBER, ann)
    url = scenes.of(sitting, "/change")
    form = scenes.sitting_form(room=room.id, date=["11", "3", "2026"], version=sitting.version)
    page = pages.post(url, 422, **form)
    assert "Ann Lee would lose the seat: has promised to be elsewhere" in page.words
    release = scenes.attribute_of(page, "[name=release]")
    page = pages.submit(url, **form, release=release)
    assert "Wednesday 11 March 2026" in page.words
    assert "Nobody yet" in scenes.text_of(page, "#seat-2")
    page = pages.post(url, 409, **form)
    assert scenes.text_of(page, "#both").count("Tuesday") == 0
    assert "They are the same" in page.words


def test_a_stale_move_shows_both_versions(pages: Pages, jo: Person) -> None:
    room, sitting = RoomFactory(name="Hall"), scenes.arranged(jo)
    version = sitting.version
    pages.submit(
        scenes.of(sitting, "/change"), **scenes.sitting_form(room=room.id, version=version)
    )
    form = scenes.sitting_form(room=room.id, time="6pm", minutes="45", version=version)
    page = pages.post(scenes.of(sitting, "/change"), 409, **form)
    rows = [[cell.get_text() for cell in row.select("th,td")] for row in page.select("#both tr")]
    assert rows[1:] == [
        ["Start time", "5:30pm", "6:00pm"],
        ["Length of each panel, in minutes", "60", "45"],
    ]


def test_a_stale_move_to_another_room_names_both_rooms(pages: Pages, jo: Person) -> None:
    hall, attic, sitting = RoomFactory(name="Hall"), RoomFactory(name="Attic"), scenes.arranged(jo)
    version = sitting.version
    pages.submit(
        scenes.of(sitting, "/change"), **scenes.sitting_form(room=hall.id, version=version)
    )
    form = scenes.sitting_form(room=attic.id, version=version)
    page = pages.post(scenes.of(sitting, "/change"), 409, **form)
    label, now, typed = (cell.get_text() for cell in page.select("#both tbody :is(th, td)"))
    assert (label, now.split(", ")[1], typed.split(", ")[1]) == ("Room", "Hall", "Attic")


def test_a_cancelled_sitting_gives_its_orders_back(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo)
    page = pages.get(scenes.of(sitting, "/cancel"))
    assert "1 order will be without this panel again" in page.words
    pages.post(scenes.of(sitting, "/cancel"), 422, version=sitting.version)
    page = pages.submit(scenes.of(sitting, "/cancel"), version=sitting.version, reason="room")
    assert scenes.text_of(page, "#quorum h2") == "Cancelled"
    assert "The room is not available. Its orders need another panel." in page.words
    assert pages.get("/panels/orders?state=without").select("tbody tr")


def test_adviser_and_case_manager_see_the_references(pages: Pages, app: Flask) -> None:
    marcus = user_with(Role.STAFF, person=PersonFactory(name="Marcus Reid", may_advise=True)).person
    jo = scenes.coordinator()
    order = scenes.order(jo, case_manager=marcus)
    sitting = scenes.arranged(jo, order, adviser=marcus)
    scenes.enter(pages, marcus)
    page = pages.get("/panels/P-2026-001")
    assert f"P-2026-001 , initial panel, order {order.ref}" in page.words
    assert "Panels of my orders" in pages.get("/panels/duties").words
    pages.get(scenes.of(sitting, "/seats/1/candidates"), 403)


def test_a_coordinator_of_one_area_sees_no_other(pages: Pages, app: Flask, northmere: Area) -> None:
    user = user_with(Role.COORDINATOR, person=PersonFactory(name="Sam Field"))
    session.add(UserArea(user_id=user.id, area_id=AreaFactory(name="Castlebeck").id))
    session.commit()
    jo = scenes.coordinator()
    order = scenes.order(jo, area=northmere)
    sitting = scenes.arranged(jo, order)
    scenes.enter(pages, user.person)
    assert "0 sittings" in pages.get("/panels/").words
    assert "0 orders" in pages.get("/panels/orders").words
    for url in (scenes.of(sitting), f"/panels/orders/{order.ref}", "/panels/P-2026-001"):
        pages.get(url, 404)
    for url in (
        f"/panels/orders/{order.ref}/end",
        scenes.of(sitting, "/seats/1/offer"),
        scenes.of(sitting, "/cancel"),
        scenes.of(sitting, "/change"),
    ):
        pages.post(url, 404)
    dee = scenes.colleague("Dee Marsh")
    page = pages.post("/panels/orders/new", 422, **scenes.order_form(northmere, dee))
    assert page.problems == ["Choose the area"]
    page = pages.post(
        "/panels/sittings/new", 422, **scenes.sitting_form(order_1=order.ref, room=RoomFactory().id)
    )
    assert page.problems == ["Choose an order"]


def test_a_manager_reads_and_changes_nothing(pages: Pages, app: Flask) -> None:
    jo = scenes.coordinator()
    sitting = scenes.arranged(jo)
    manager = user_with(Role.MANAGER)
    scenes.enter(pages, manager.person)
    page = pages.get(scenes.of(sitting))
    assert not page.select("main form")
    assert "Move or change" not in page.words
    assert "Write to everybody on it" not in page.words
    pages.get("/panels/orders/new", 403)
    pages.post(scenes.of(sitting, "/cancel"), 403)
    assert sitting.state is SittingState.PUBLISHED
    assert session.scalar(select(func.count(ReferralOrder.id))) == 1


def test_the_list_of_panels_shows_how_each_stands(pages: Pages, jo: Person) -> None:
    marcus = scenes.colleague("Marcus Reid", may_advise=True)
    near = scenes.arranged(jo, adviser=marcus)
    far = scenes.arranged(jo, day=date(2026, 3, 24))
    ready = scenes.arranged(jo, day=date(2026, 3, 18), adviser=marcus)
    scenes.accepted(ready, CHAIR, scenes.chair())
    scenes.accepted(ready, MEMBER, scenes.volunteer("Ann Lee"))
    states = [each.get_text() for each in pages.get("/panels/").select("tbody .app-state")]
    assert states == [
        "Not quorate: needs a chair and a community member",
        "Quorate",
        "Not quorate: needs a chair, a community member and an adviser",
    ]
    part = pages.fragment("/panels/?show=risk")
    assert [a["href"] for a in part.select("tbody a")] == [scenes.of(near)]
    part = pages.fragment("/panels/?q=ann")
    assert [a["href"] for a in part.select("tbody a")] == [scenes.of(ready)]
    part = pages.fragment(f"/panels/?area={far.entry.area_id}")
    assert [a["href"] for a in part.select("tbody a")] == [scenes.of(far)]
    assert "0 sittings" in pages.get("/panels/?show=past").words


@pytest.mark.parametrize("form", ["/change", "/cancel"])
def test_no_form_opens_for_a_cancelled_sitting(pages: Pages, jo: Person, form: str) -> None:
    sitting = scenes.arranged(jo)
    pages.submit(
        scenes.of(sitting, "/cancel"), reason=CancelReason.ROOM.value, version=sitting.version
    )
    page = pages.get(scenes.of(sitting, form), 303)
    page = pages.get(page.response.headers["Location"])
    assert page.notices == [
        "This sitting is cancelled, so it can’t be changed. Arrange another one for its orders."
    ]

"""The pages of panels, as each of those who may open them reads them."""

from datetime import date, time
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import func, select

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import changing, session
from portal.panels.actions import offers, sittings
from portal.panels.models import (
    CancelReason,
    Offer,
    OfferState,
    OrderConflict,
    ReferralOrder,
    SeatKind,
    Sitting,
    SittingState,
)
from portal.people.models import Area, Person
from tests.factories import AreaFactory, PersonFactory, RoomFactory, user_with
from tests.pages import Page, Pages
from tests.panels import scenes

CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def northmere(app: Flask) -> Area:
    return AreaFactory(name="Northmere")


@pytest.fixture
def jo(pages: Pages) -> Person:
    """Return a coordinator who is signed in."""
    person = scenes.coordinator()
    pages.sign_in(person.email)
    return person


def of(sitting: Sitting, more: str = "") -> str:
    """Return the address of a sitting's page."""
    return f"/panels/sittings/{sitting.entry.uuid}{more}"


def order_form(northmere: Area, manager: Person, **values: object) -> dict[str, object]:
    """Return what a coordinator types about an order."""
    return {
        "court_date": ["11", "2", "2026"],
        "months": "6",
        "area": northmere.id,
        "case_manager": manager.id,
        "form_key": uuid4().hex,
        **values,
    }


def sitting_form(**values: object) -> dict[str, object]:
    """Return what a coordinator types about a sitting."""
    return {
        "date": ["10", "3", "2026"],
        "time": "5:30pm",
        "minutes": "60",
        "kind_1": "initial",
        "form_key": uuid4().hex,
        **values,
    }


def test_an_order_is_entered_and_its_clock_shown(pages: Pages, jo: Person, northmere: Area) -> None:
    dee = scenes.colleague("Dee Marsh")
    page = pages.get("/panels/orders/new")
    assert "no name, no initials" in page.words
    page = pages.submit("/panels/orders/new", **order_form(northmere, dee))
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
    pages: Pages, jo: Person, northmere: Area, values: dict[str, object], problem: str
) -> None:
    form = order_form(northmere, scenes.colleague("Dee Marsh"), **values)
    page = pages.post("/panels/orders/new", 422, **form)
    assert page.problems == [problem]
    if "months" not in values:
        assert page.find(id="months")["value"] == "6"


def test_an_order_sent_twice_is_one_order(pages: Pages, jo: Person, northmere: Area) -> None:
    form = order_form(northmere, scenes.colleague("Dee Marsh"))
    headings = [pages.submit("/panels/orders/new", **form).heading for _ in range(2)]
    assert headings == ["Order RO-2026-001"] * 2


def test_a_stale_correction_shows_both_versions(pages: Pages, jo: Person, northmere: Area) -> None:
    order = scenes.order(jo, area=northmere)
    url = f"/panels/orders/{order.ref}/edit"
    form = order_form(northmere, order.case_manager, version=order.version)
    pages.submit(url, **{**form, "months": "9"})
    page = pages.post(url, 409, **{**form, "months": "12"})
    assert page.problems == [
        "Somebody changed this order while you were typing. Compare the two, then save again"
    ]
    row = [cell.get_text() for cell in page.select("#both tbody tr > *")]
    assert row == ["Length of the order in months", "9", "12"]
    assert page.find(id="months")["value"] == "12"
    fresh = page.find(attrs={"name": "version"})["value"]
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
    pages.sign_in(dee.email)
    page = pages.get("/panels/my-orders")
    assert [each.get_text() for each in page.select("tbody th .app-ref")] == [mine.ref]
    page = pages.submit(f"/panels/my-orders/{mine.ref}/copied", copied="1")
    assert "Copied Today, 10am" in page.words
    page = pages.submit(f"/panels/my-orders/{mine.ref}/copied")
    assert "Tick: copied into the case system" in page.words
    pages.post(f"/panels/my-orders/{other.ref}/copied", 404, copied="1")
    pages.get("/panels/orders", 403)


def test_a_sitting_is_arranged_from_an_order(pages: Pages, jo: Person, northmere: Area) -> None:
    order, room = scenes.order(jo, area=northmere), RoomFactory()
    marcus = scenes.colleague("Marcus Reid", may_advise=True)
    page = pages.get(f"/panels/sittings/new?order={order.ref}")
    assert page.select_one("#order_1 [selected]")["value"] == order.ref
    assert page.find(id="minutes")["value"] == "60"
    form = sitting_form(order_1=order.ref, room=room.id, adviser=marcus.id)
    page = pages.submit("/panels/sittings/new", **form)
    assert page.heading == "Initial panel P-2026-001"
    assert "Can it sit? Not yet" in page.words
    assert "Not quorate: needs a chair and a community member" in page.words
    assert "It sits on day 19, with 1 day in hand." in page.words
    assert "Marcus Reid" in page.find(id="seat-3").get_text()
    assert pages.submit("/panels/sittings/new", **form).heading == "Initial panel P-2026-001"
    assert session.scalar(select(func.count(Sitting.id))) == 1


def test_a_panel_after_its_due_day_is_allowed_and_said(pages: Pages, jo: Person) -> None:
    order, room = scenes.order(jo), RoomFactory()
    form = sitting_form(order_1=order.ref, room=room.id, date=["13", "3", "2026"])
    page = pages.submit("/panels/sittings/new", **form)
    assert "P-2026-001 sits 2 working days after its due day, Wednesday 11 March." in page.notices
    assert "It sits on day 22, 2 working days late." in page.words


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
    pages: Pages, jo: Person, values: dict[str, object], problem: str
) -> None:
    order, room = scenes.order(jo), RoomFactory()
    form = sitting_form(**{"order_1": order.ref, "room": room.id, **values})
    page = pages.post("/panels/sittings/new", 422, **form)
    assert page.problems == [problem]
    assert page.find(id="date-year")["value"] == form["date"][2]  # type: ignore[index]  # a list


def test_a_taken_room_and_a_busy_adviser_are_named(pages: Pages, jo: Person) -> None:
    room, other = RoomFactory(), RoomFactory()
    marcus = scenes.colleague("Marcus Reid", may_advise=True)
    scenes.arranged(jo, room=room, adviser=marcus)
    form = sitting_form(order_1=scenes.order(jo).ref, room=room.id, time="6pm")
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


def test_seats_are_offered_taken_back_noted_and_released(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo)
    ann, graham = scenes.volunteer("Ann Lee"), scenes.chair()
    page = pages.get(of(sitting, "/seats/2/candidates"))
    assert [row.get_text() for row in page.select("#candidates tbody th a")] == [
        "Graham Holt",
        "Ann Lee",
    ]
    page = pages.submit(of(sitting, "/seats/2/offer"), person=ann.person_id)
    assert page.notices == ["Ann Lee has been asked, by email and here."]
    assert "Lapses Tomorrow, 8pm." in page.find(id="seat-2").get_text()
    offer = session.scalars(select(Offer)).one()
    page = pages.submit(of(sitting, f"/offers/{offer.uuid}/withdraw"))
    assert page.notices == ["The offer to Ann Lee is taken back, and they are told."]
    pages.submit(of(sitting, "/seats/2/offer"), person=ann.person_id)
    offer = session.scalars(select(Offer).where(Offer.state == OfferState.SENT)).one()
    page = pages.submit(of(sitting, f"/offers/{offer.uuid}/noted"), answer="yes")
    assert page.notices == ["Noted: Ann Lee said yes."]
    assert "Ann Lee said yes, noted by Jo Hartley" in page.words
    page = pages.submit(of(sitting, "/seats/2/release"))
    assert page.notices == ["Ann Lee is released, and told so. The seat is free."]
    page = pages.submit(of(sitting, "/seats/1/offer"), person=ann.person_id)
    assert page.notices[0].startswith("Ann Lee can’t be asked: Is not approved to chair.")
    pages.post(of(sitting, "/seats/1/offer"), 404, person="9" * 40)
    pages.post(of(sitting, "/seats/9/offer"), 404, person=graham.person_id)
    pages.post(of(sitting, f"/offers/{uuid4()}/withdraw"), 404)


def test_htmx_gets_the_seats_and_what_hangs_on_them(pages: Pages, jo: Person) -> None:
    sitting, graham = scenes.arranged(jo), scenes.chair()
    answer = pages.client.post(
        of(sitting, "/seats/1/offer"), data={"person": graham.person_id}, headers=HTMX
    )
    part = Page(answer.text, "html.parser")
    roots = [tag["id"] for tag in part.find_all(recursive=False)]
    assert roots == ["seats", "quorum", "candidates", "history", "said"]
    assert part.select_one("[data-focus]").get_text() == "Chair"
    assert [part.find(id=name).get("hx-swap-oob") for name in roots[:4]] == [
        None,
        *["outerMorph"] * 3,
    ]


def test_the_rest_of_the_register_is_one_click_away(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo)
    for number in range(12):
        scenes.volunteer(f"Volunteer {number:02}")
    part = pages.fragment(of(sitting, "/seats/2/candidates"))
    assert len(part.select("tbody tr")) == 10
    link = part.select_one("p a")
    assert link.get_text() == "Show the other 2 people and why they can or can’t"
    assert len(pages.fragment(link["hx-get"]).select("tbody tr")) == 12


def test_a_move_says_first_who_would_lose_their_seat(pages: Pages, jo: Person) -> None:
    room = RoomFactory()
    sitting, ann = scenes.arranged(jo, room=room), scenes.volunteer("Ann Lee")
    scenes.accepted(sitting, MEMBER, ann)
    scenes.accepted(scenes.arranged(jo, day=date(2026, 3, 11)), MEMBER, ann)
    url = of(sitting, "/change")
    form = sitting_form(room=room.id, date=["11", "3", "2026"], version=sitting.version)
    page = pages.post(url, 422, **form)
    assert "Ann Lee would lose the seat: has promised to be elsewhere" in page.words
    release = page.find(attrs={"name": "release"})["value"]
    page = pages.submit(url, **form, release=release)
    assert "Wednesday 11 March 2026" in page.words
    assert "Nobody yet" in page.find(id="seat-2").get_text()
    page = pages.post(url, 409, **form)
    assert page.find(id="both").get_text().count("Tuesday") == 0
    assert "They are the same" in page.words


def test_a_stale_move_shows_both_versions(pages: Pages, jo: Person) -> None:
    room, sitting = RoomFactory(name="Hall"), scenes.arranged(jo)
    version = sitting.version
    pages.submit(of(sitting, "/change"), **sitting_form(room=room.id, version=version))
    form = sitting_form(room=room.id, time="6pm", minutes="45", version=version)
    page = pages.post(of(sitting, "/change"), 409, **form)
    rows = [[cell.get_text() for cell in row.select("th,td")] for row in page.select("#both tr")]
    assert rows[1:] == [
        ["Start time", "5:30pm", "6:00pm"],
        ["Length of each panel, in minutes", "60", "45"],
    ]


def test_a_cancelled_sitting_gives_its_orders_back(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo)
    page = pages.get(of(sitting, "/cancel"))
    assert "1 order will be without this panel again" in page.words
    pages.post(of(sitting, "/cancel"), 422, version=sitting.version)
    page = pages.submit(of(sitting, "/cancel"), version=sitting.version, reason="room")
    assert page.find(id="quorum").h2.get_text() == "Cancelled"
    assert "The room is not available. Its orders need another panel." in page.words
    assert pages.get("/panels/orders?state=without").select("tbody tr")


@pytest.fixture
def margaret(app: Flask) -> Person:
    return scenes.volunteer("Margaret Osei", account=True).person


def asked(jo: Person, margaret: Person) -> Offer:
    """Return an offer of the member's seat to Margaret Osei."""
    marcus = scenes.colleague("Marcus Reid", may_advise=True)
    sitting = scenes.arranged(jo, adviser=marcus, day=date(2026, 3, 17))
    with changing():
        return offers.offer_seat(
            seat=scenes.seat(sitting, MEMBER), person=margaret, actor=sitting.coordinator
        )


@pytest.mark.parametrize(
    ("answer", "heading", "state"),
    [
        ("yes", "You are on the panel", OfferState.ACCEPTED),
        ("no", "Thank you for telling us", OfferState.DECLINED),
        ("conflict", "Thank you for telling us", OfferState.CONFLICT),
    ],
)
def test_an_offer_is_answered_on_its_page(
    pages: Pages, margaret: Person, answer: str, heading: str, state: OfferState
) -> None:
    offer = asked(scenes.coordinator(), margaret)
    url = f"/panels/offers/{offer.uuid}"
    pages.sign_in(margaret.email)
    page = pages.get(url)
    assert page.heading == "Can you sit on Tuesday 17 March?"
    for words in (
        "Answer by Thursday 5 March, 10am Then we ask the next person.",
        "Initial panel, as panel member .",
        "Tuesday 17 March 2026, 5:30pm to 6:30pm",
        "Marcus Reid, adviser: confirmed",
        "It would be your first panel in March, and you asked for at most 2",
        "Ring Jo Hartley on 01632 960001",
    ):
        assert words in page.words
    assert "RO-2026" not in page.text
    assert "P-2026" not in page.text
    for _ in range(2):
        page = pages.submit(f"{url}/answer", answer=answer)
        assert page.heading == heading
    assert offer.state is state
    assert not page.select(f"button[value={answer}]")


def test_a_conflict_can_be_said_after_a_yes(pages: Pages, margaret: Person) -> None:
    offer = asked(scenes.coordinator(), margaret)
    pages.sign_in(margaret.email)
    url = f"/panels/offers/{offer.uuid}/answer"
    page = pages.submit(url, answer="yes")
    assert "You can say it at any time, without blame." in page.words
    page = pages.submit(url, answer="conflict")
    assert "Nobody blames you for saying it." in page.words
    assert session.scalar(select(func.count(OrderConflict.id))) == 1


def test_somebody_else_sees_nothing_of_an_offer(pages: Pages, margaret: Person) -> None:
    offer = asked(scenes.coordinator(), margaret)
    other = scenes.volunteer("Ann Lee", account=True).person
    pages.sign_in(other.email)
    url = f"/panels/offers/{offer.uuid}"
    page = pages.get(url, 403)
    assert page.heading == "You are signed in as Ann Lee"
    for word in ("Margaret", "17 March", "Venue", "Jo Hartley"):
        assert word not in page.words
    assert page.find(attrs={"name": "next"})["value"] == url
    answer = pages.post(f"{url}/answer", 303, answer="yes")
    assert answer.response.headers["Location"] == url
    assert offer.state is OfferState.SENT
    pages.get(f"/panels/offers/{uuid4()}", 404)


def test_an_offer_that_has_ended_says_so(pages: Pages, margaret: Person) -> None:
    jo = scenes.coordinator()
    offer = asked(jo, margaret)
    sitting = offer.seat.sitting
    url = f"/panels/offers/{offer.uuid}"
    pages.sign_in(margaret.email)
    with clock.frozen(clock.at(date(2026, 3, 5), time(12))):
        pages.sign_in(margaret.email)
        page = pages.submit(f"{url}/answer", answer="yes")
        assert page.heading == "The time to answer has run out"
        assert "ring the coordinator" in page.words
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    pages.sign_in(margaret.email)
    assert pages.submit(f"{url}/answer", answer="yes").heading == "Just taken"
    with changing():
        sittings.cancel_sitting(
            sitting=sitting, version=sitting.version, reason=CancelReason.ROOM, actor=jo
        )
    assert pages.submit(f"{url}/answer", answer="yes").heading == "This panel is cancelled"
    page = pages.submit(f"{url}/answer", answer="nonsense")
    assert page.notices == ["Choose one of the answers."]


def test_my_duties_show_mine_alone(pages: Pages, margaret: Person) -> None:
    jo = scenes.coordinator()
    offer = asked(jo, margaret)
    pages.sign_in(margaret.email)
    page = pages.get("/panels/duties")
    assert "Can you sit on Tuesday 17 March, 5:30pm?" in page.words
    assert "Nothing to come" in page.words
    pages.submit(f"/panels/offers/{offer.uuid}/answer", answer="yes")
    page = pages.get("/panels/duties")
    assert "Tuesday 17 March, 5:30pm to 6:30pm" in page.words
    page = pages.get(of(offer.seat.sitting))
    assert page.heading == "Panel on Tuesday 17 March"
    assert "You are on it as panel member" in page.words
    assert "RO-2026" not in page.text
    pages.get("/panels/P-2026-001")
    with clock.frozen(clock.at(date(2026, 4, 1), time(10))):
        pages.sign_in(margaret.email)
        past = pages.get("/panels/duties")
        assert past.find(id="past").find("a").get_text() == "Tuesday 17 March, 5:30pm"
    pages.sign_in(margaret.email)
    other = scenes.arranged(jo)
    pages.get(of(other), 404)
    pages.get("/panels/", 403)
    pages.get("/panels/orders", 403)


def test_adviser_and_case_manager_see_the_references(pages: Pages, app: Flask) -> None:
    marcus = user_with(Role.STAFF, person=PersonFactory(name="Marcus Reid", may_advise=True)).person
    jo = scenes.coordinator()
    order = scenes.order(jo, case_manager=marcus)
    sitting = scenes.arranged(jo, order, adviser=marcus)
    pages.sign_in(marcus.email)
    page = pages.get("/panels/P-2026-001")
    assert f"P-2026-001 , initial panel, order {order.ref}" in page.words
    assert "Panels of my orders" in pages.get("/panels/duties").words
    pages.get(of(sitting, "/seats/1/candidates"), 403)


def test_a_coordinator_of_one_area_sees_no_other(pages: Pages, app: Flask, northmere: Area) -> None:
    user = user_with(Role.COORDINATOR, person=PersonFactory(name="Sam Field"))
    session.add(UserArea(user_id=user.id, area_id=AreaFactory(name="Castlebeck").id))
    session.commit()
    jo = scenes.coordinator()
    order = scenes.order(jo, area=northmere)
    sitting = scenes.arranged(jo, order)
    pages.sign_in(user.email)
    assert "0 sittings" in pages.get("/panels/").words
    assert "0 orders" in pages.get("/panels/orders").words
    for url in (of(sitting), f"/panels/orders/{order.ref}", "/panels/P-2026-001"):
        pages.get(url, 404)
    for url in (
        f"/panels/orders/{order.ref}/end",
        of(sitting, "/seats/1/offer"),
        of(sitting, "/cancel"),
        of(sitting, "/change"),
    ):
        pages.post(url, 404)
    dee = scenes.colleague("Dee Marsh")
    page = pages.post("/panels/orders/new", 422, **order_form(northmere, dee))
    assert page.problems == ["Choose the area"]
    page = pages.post(
        "/panels/sittings/new", 422, **sitting_form(order_1=order.ref, room=RoomFactory().id)
    )
    assert page.problems == ["Choose an order"]


def test_a_manager_reads_and_changes_nothing(pages: Pages, app: Flask) -> None:
    jo = scenes.coordinator()
    sitting = scenes.arranged(jo)
    manager = user_with(Role.MANAGER)
    pages.sign_in(manager.email)
    page = pages.get(of(sitting))
    assert not page.main.select("form")
    assert "Move or change" not in page.words
    pages.get("/panels/orders/new", 403)
    pages.post(of(sitting, "/cancel"), 403)
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
    assert [a["href"] for a in part.select("tbody a")] == [of(near)]
    part = pages.fragment("/panels/?q=ann")
    assert [a["href"] for a in part.select("tbody a")] == [of(ready)]
    part = pages.fragment(f"/panels/?area={far.entry.area_id}")
    assert [a["href"] for a in part.select("tbody a")] == [of(far)]
    assert "0 sittings" in pages.get("/panels/?show=past").words

"""Offering a seat and answering, on the pages where it is done."""

from datetime import date, time
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.database import changing, session
from portal.panels.actions import offers, sittings
from portal.panels.models import (
    CancelReason,
    Offer,
    OfferState,
    OrderConflict,
    SeatKind,
)
from portal.people.models import Person
from tests.pages import Page, Pages
from tests.panels import scenes

CHAIR, MEMBER, OBSERVER = SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.OBSERVER
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def asked(jo: Person, margaret: Person) -> Offer:
    """Return an offer of the member's seat to Margaret Osei."""
    marcus = scenes.colleague("Marcus Reid", may_advise=True)
    sitting = scenes.arranged(jo, adviser=marcus, day=date(2026, 3, 17))
    with changing():
        return offers.offer_seat(
            seat=scenes.seat(sitting, MEMBER), person=margaret, actor=sitting.coordinator
        )


def test_seats_are_offered_taken_back_noted_and_released(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo)
    ann, graham = scenes.volunteer("Ann Lee"), scenes.chair()
    page = pages.get(scenes.of(sitting, "/seats/2/candidates"))
    assert [row.get_text() for row in page.select("#candidates tbody th a")] == [
        "Graham Holt",
        "Ann Lee",
    ]
    page = pages.submit(scenes.of(sitting, "/seats/2/offer"), person=ann.person_id)
    assert page.notices == ["Ann Lee has been asked, by email and here."]
    assert "Lapses tomorrow, 8pm." in scenes.text_of(page, "#seat-2")
    offer = session.scalars(select(Offer)).one()
    page = pages.submit(scenes.of(sitting, f"/offers/{offer.uuid}/withdraw"))
    assert page.notices == ["The offer to Ann Lee is taken back, and they are told."]
    pages.submit(scenes.of(sitting, "/seats/2/offer"), person=ann.person_id)
    offer = session.scalars(select(Offer).where(Offer.state == OfferState.SENT)).one()
    page = pages.submit(scenes.of(sitting, f"/offers/{offer.uuid}/noted"), answer="yes")
    assert page.notices == ["Noted: Ann Lee said yes."]
    assert "Ann Lee said yes, noted by Jo Hartley" in page.words
    page = pages.submit(scenes.of(sitting, "/seats/2/release"))
    assert page.notices == ["Ann Lee is released, and told so. The seat is free."]
    page = pages.submit(scenes.of(sitting, "/seats/1/offer"), person=ann.person_id)
    assert page.notices[0].startswith("Ann Lee can’t be asked: Is not approved to chair.")
    pages.post(scenes.of(sitting, "/seats/1/offer"), 404, person="9" * 40)
    pages.post(scenes.of(sitting, "/seats/9/offer"), 404, person=graham.person_id)
    pages.post(scenes.of(sitting, f"/offers/{uuid4()}/withdraw"), 404)


def test_htmx_gets_the_seats_and_what_hangs_on_them(pages: Pages, jo: Person) -> None:
    sitting, graham = scenes.arranged(jo), scenes.chair()
    answer = pages.client.post(
        scenes.of(sitting, "/seats/1/offer"), data={"person": graham.person_id}, headers=HTMX
    )
    part = Page(answer.text, "html.parser")
    roots = [tag["id"] for tag in part.find_all(recursive=False)]
    assert roots == ["seats", "quorum", "candidates", "history", "said"]
    assert scenes.text_of(part, "[data-focus]") == "Chair"
    assert [part.select(f"#{name}")[0].get("hx-swap-oob") for name in roots[:4]] == [
        None,
        *["outerMorph"] * 3,
    ]


def test_the_rest_of_the_register_is_one_click_away(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo)
    for number in range(12):
        scenes.volunteer(f"Volunteer {number:02}")
    part = pages.fragment(scenes.of(sitting, "/seats/2/candidates"))
    assert len(part.select("tbody tr")) == 10
    link = part.select("p a")[0]
    assert link.get_text() == "Show the other 2 people and why they can or can’t"
    assert len(pages.fragment(str(link["hx-get"])).select("tbody tr")) == 12


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
    scenes.enter(pages, margaret)
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
    scenes.enter(pages, margaret)
    url = f"/panels/offers/{offer.uuid}/answer"
    page = pages.submit(url, answer="yes")
    assert "You can say it at any time, without blame." in page.words
    page = pages.submit(url, answer="conflict")
    assert "Nobody blames you for saying it." in page.words
    assert session.scalar(select(func.count(OrderConflict.id))) == 1


def test_somebody_else_sees_nothing_of_an_offer(pages: Pages, margaret: Person) -> None:
    offer = asked(scenes.coordinator(), margaret)
    other = scenes.volunteer("Ann Lee", account=True).person
    scenes.enter(pages, other)
    url = f"/panels/offers/{offer.uuid}"
    page = pages.get(url, 403)
    assert page.heading == "You are signed in as Ann Lee"
    for word in ("Margaret", "17 March", "Venue", "Jo Hartley"):
        assert word not in page.words
    assert scenes.attribute_of(page, "[name=next]") == url
    answer = pages.post(f"{url}/answer", 303, answer="yes")
    assert answer.response.headers["Location"] == url
    assert offer.state is OfferState.SENT
    pages.get(f"/panels/offers/{uuid4()}", 404)


def test_an_offer_that_has_ended_says_so(pages: Pages, margaret: Person) -> None:
    jo = scenes.coordinator()
    offer = asked(jo, margaret)
    sitting = offer.seat.sitting
    url = f"/panels/offers/{offer.uuid}"
    scenes.enter(pages, margaret)
    with clock.frozen(clock.at(date(2026, 3, 5), time(12))):
        scenes.enter(pages, margaret)
        page = pages.submit(f"{url}/answer", answer="yes")
        assert page.heading == "The time to answer has run out"
        assert "ring the coordinator" in page.words
    scenes.accepted(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    scenes.enter(pages, margaret)
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
    scenes.enter(pages, margaret)
    page = pages.get("/panels/duties")
    assert "Can you sit on Tuesday 17 March, 5:30pm?" in page.words
    assert "Nothing to come" in page.words
    pages.submit(f"/panels/offers/{offer.uuid}/answer", answer="yes")
    page = pages.get("/panels/duties")
    assert "Tuesday 17 March, 5:30pm to 6:30pm" in page.words
    page = pages.get(scenes.of(offer.seat.sitting))
    assert page.heading == "Panel on Tuesday 17 March"
    assert "You are on it as panel member" in page.words
    assert "RO-2026" not in page.text
    pages.get("/panels/P-2026-001")
    with clock.frozen(clock.at(date(2026, 4, 1), time(10))):
        scenes.enter(pages, margaret)
        past = pages.get("/panels/duties")
        assert scenes.text_of(past, "#past a") == "Tuesday 17 March, 5:30pm"
    scenes.enter(pages, margaret)
    other = scenes.arranged(jo)
    pages.get(scenes.of(other), 404)
    pages.get("/panels/", 403)
    pages.get("/panels/orders", 403)

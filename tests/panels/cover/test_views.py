"""Looking for cover, on the pages where it is done."""

from datetime import date, time

import pytest
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.panels.actions import offers
from portal.panels.models import Offer, SeatKind, Sitting
from portal.people.models import Person
from tests.pages import Pages
from tests.panels import scenes

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER
FRIDAY = date(2026, 3, 6)


@pytest.fixture
def sitting(jo: Person, margaret: Person) -> Sitting:
    """Return a sitting on Friday that can sit, with Margaret Osei on it; Ann Lee could be too."""
    adviser = scenes.colleague("Marcus Reid", may_advise=True)
    made = scenes.arranged(jo, adviser=adviser, day=FRIDAY)
    scenes.accepted(made, MEMBER, scenes.members()[0])
    scenes.accepted(made, CHAIR, scenes.chair())
    scenes.volunteer("Ann Lee", account=True)
    return made


def own_offer(sitting: Sitting) -> str:
    session.expire_all()
    return f"/panels/offers/{scenes.seat(sitting, MEMBER).offers[0].uuid}"


def newest(name: str) -> Offer:
    session.expire_all()
    found = session.scalars(select(Offer).join(Offer.person).where(Person.name == name))
    return max(found, key=lambda offer: offer.id)


def looks(pages: Pages, sitting: Sitting, margaret: Person, **fields: object) -> None:
    scenes.enter(pages, margaret)
    page = pages.submit(f"{own_offer(sitting)}/leave", **fields)
    assert page.heading == "You are looking for cover"


def test_far_from_the_day_the_page_says_that_one_may_leave_and_until_when(
    pages: Pages, jo: Person, margaret: Person
) -> None:
    far = scenes.arranged(jo, day=date(2026, 3, 17))
    scenes.accepted(far, MEMBER, scenes.members()[0])
    other = scenes.arranged(jo, day=date(2026, 3, 18))
    scenes.enter(pages, margaret)
    page = pages.get(scenes.of(far))
    words = scenes.text_of(page, "#cant")
    assert "You may leave freely until Tuesday 10 March." in words
    page = pages.get(f"{own_offer(far)}/leave")
    assert "the seat is free at once" in page.words
    page = pages.submit(f"{own_offer(far)}/answer", answer="leave")
    assert page.heading == "Thank you for telling us"
    assert "Would another date suit you?" in page.words
    assert scenes.attribute_of(page, "#openings form", "action") == (
        f"/panels/cover/{other.entry.uuid}/2"
    )


def test_near_to_the_day_the_page_says_that_one_stays_until_covered(
    pages: Pages, sitting: Sitting, margaret: Person
) -> None:
    scenes.enter(pages, margaret)
    words = scenes.text_of(pages.get(scenes.of(sitting)), "#cant")
    assert "the last day for that was Friday 27 February" in words
    assert "stay on the panel until somebody takes over" in words
    page = pages.submit(f"{own_offer(sitting)}/answer", answer="leave")
    assert page.heading == "You are on the panel"
    assert page.notices == [
        "It is too near to the day to leave. Ask for cover: you stay on the panel until "
        "somebody takes over."
    ]
    page = pages.get(f"{own_offer(sitting)}/leave")
    names = [option.get_text() for option in page.select("#colleague option")]
    assert names == ["Choose a colleague", "Ann Lee"]
    page = pages.post(f"{own_offer(sitting)}/leave", 422, who="colleague", colleague="")
    assert page.problems == ["Choose the colleague"]
    page = pages.post(f"{own_offer(sitting)}/leave", 422, who="colleague", colleague="999999")
    assert page.problems == ["Choose one of the answers in the list"]


def test_cover_is_asked_for_taken_and_everybody_sees_it(
    pages: Pages, sitting: Sitting, jo: Person, margaret: Person
) -> None:
    ann = scenes.members()[-1]
    looks(pages, sitting, margaret, who="both", colleague=ann.person_id, agreed="y")
    assert "Ann Lee has been asked by name." in pages.get(own_offer(sitting)).words
    assert "Looking for cover" in pages.get("/panels/duties").words
    scenes.enter(pages, jo)
    page = pages.get(scenes.of(sitting))
    assert "At risk: cover wanted" in scenes.text_of(page, "#quorum")
    card = scenes.text_of(page, "#seat-2")
    assert "Looking for cover" in card
    assert "Stays on the panel until somebody takes over." in card
    assert "At risk: cover wanted" in pages.get("/").words
    scenes.enter(pages, ann.person)
    url = f"/panels/offers/{newest('Ann Lee').uuid}"
    page = pages.get(url)
    assert page.heading == "Can you take over on Friday 6 March?"
    assert "Margaret Osei can’t make it" in page.words
    page = pages.submit(f"{url}/answer", answer="yes")
    assert page.heading == "You are on the panel"
    scenes.enter(pages, margaret)
    page = pages.get(own_offer(sitting))
    assert page.heading == "Thank you for telling us"
    assert "Ann Lee sits for you" in page.words
    page = pages.submit(f"{own_offer(sitting)}/answer", answer="stay")
    assert page.notices[0].startswith("Somebody has taken over from you already.")


def test_cover_is_among_what_others_could_take_and_can_be_taken_back(
    pages: Pages, sitting: Sitting, margaret: Person
) -> None:
    looks(pages, sitting, margaret, who="everybody", colleague="")
    ann = scenes.members()[-1]
    scenes.enter(pages, ann.person)
    page = pages.get("/panels/cover")
    assert "Margaret Osei looks for cover." in page.words
    scenes.enter(pages, margaret)
    page = pages.submit(f"{own_offer(sitting)}/answer", answer="stay")
    assert page.heading == "You are on the panel"
    scenes.enter(pages, ann.person)
    assert "Nothing that you could take" in pages.get("/panels/cover").words
    page = pages.get(f"/panels/offers/{newest('Ann Lee').uuid}")
    assert page.heading == "Nobody needs to take over"


def test_on_the_day_the_coordinator_sees_whom_to_ring_first(
    pages: Pages, sitting: Sitting, jo: Person, margaret: Person
) -> None:
    with clock.frozen(clock.at(FRIDAY, time(9))):
        scenes.enter(pages, margaret)
        page = pages.get(f"{own_offer(sitting)}/leave")
        assert "It is today: ring first." in page.words
        looks(pages, sitting, margaret, who="everybody", colleague="")
        scenes.enter(pages, jo)
        page = pages.get(scenes.of(sitting))
        assert page.text.index("Who could be a member") < page.text.index("Seats")
        assert "Mail cannot be relied on in the last hours." in page.words
        row = page.select("#candidates tbody tr")[0].select("td")[-1]
        assert str(row).startswith('<td role="cell"><a class="govuk-link app-nw" href="tel:')
        assert row.get_text().startswith("01632 960001")
        ann = scenes.members()[-1]
        page = pages.submit(
            scenes.of(sitting, "/seats/2/assign"), person=ann.person_id, answer="yes"
        )
        assert page.notices == ["Ann Lee said yes, and has the seat."]


def test_the_coordinator_notes_who_rang(pages: Pages, sitting: Sitting) -> None:
    page = pages.submit(scenes.of(sitting, "/seats/2/cover"))
    assert page.notices == ["Margaret Osei looks for cover."]
    page = pages.submit(scenes.of(sitting, "/seats/2/stay"))
    assert page.notices == ["Margaret Osei can come after all."]
    pages.post(scenes.of(sitting, "/seats/4/cover"), 404)


def test_somebody_else_sees_nothing_of_who_cannot_make_it(pages: Pages, sitting: Sitting) -> None:
    scenes.enter(pages, scenes.members()[-1].person)
    page = pages.get(f"{own_offer(sitting)}/leave", 403)
    assert page.heading == "You are signed in as Ann Lee"
    assert "Margaret" not in page.words


def test_while_it_sits_a_conflict_is_the_one_way_off(
    pages: Pages, sitting: Sitting, margaret: Person
) -> None:
    with clock.frozen(clock.at(FRIDAY, time(18))):
        scenes.enter(pages, margaret)
        page = pages.get(own_offer(sitting))
        assert [button["value"] for button in page.select("main button")] == ["conflict"]
        page = pages.submit(f"{own_offer(sitting)}/answer", answer="conflict")
        assert page.heading == "Thank you for telling us"


def test_a_seat_is_assigned_or_given_with_a_reason(pages: Pages, jo: Person) -> None:
    sitting = scenes.arranged(jo, day=date(2026, 3, 16))
    ann = scenes.volunteer("Ann Lee")
    page = pages.submit(scenes.of(sitting, "/seats/2/assign"), person=ann.person_id)
    assert page.notices == ["Ann Lee is told by email that they have the seat."]
    bo = scenes.volunteer("Bo Ray")
    page = pages.get(scenes.of(sitting, "/seats/1/candidates"))
    links = [str(a["href"]) for a in page.select("#candidates a") if "set-aside" in str(a["href"])]
    assert links == [scenes.of(sitting, f"/seats/1/set-aside?person={bo.person_id}")]
    page = pages.get(links[0])
    assert page.heading == "Bo Ray all the same, as chair?"
    assert "Is not approved to chair" in page.words
    page = pages.post(links[0], 422, person=bo.person_id, how="ask")
    assert page.problems == ["Say why, in a few words"]
    page = pages.submit(links[0], person=bo.person_id, how="ask", reason="Has chaired elsewhere")
    assert page.notices == ["Bo Ray has been asked for the seat. Your reason is kept."]
    assert "Set aside what speaks against them: Has chaired elsewhere" in page.words
    with changing():
        offers.accept_offer(offer=newest("Bo Ray"), actor=bo.person)
    words = pages.get(scenes.of(sitting)).words
    assert "Jo Hartley set aside what speaks against Bo Ray: Has chaired elsewhere" in words
    page = pages.post(links[0], 422, person=ann.person_id, how="assign", reason="Because")
    assert "Bo Ray has this seat. Choose a seat that is free." in page.problems[0]

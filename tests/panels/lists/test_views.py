"""Asking people one after another, on the sitting's page."""

from datetime import date

from portal.panels.models import SeatKind, Sitting
from portal.people.models import Person
from tests.pages import Page, Pages
from tests.panels import scenes

MEMBER = SeatKind.MEMBER
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def a_sitting(jo: Person, *names: str) -> Sitting:
    """Return a sitting two weeks ahead, and volunteers who can sit there."""
    for name in names:
        scenes.volunteer(name)
    return scenes.arranged(jo, day=date(2026, 3, 16))


def test_the_best_are_asked_one_after_another(pages: Pages, jo: Person) -> None:
    sitting = a_sitting(jo, "Ann Lee", "Bo Ray", "Cy Day")
    page = pages.get(scenes.of(sitting, "/seats/2/candidates"))
    assert "Ask all 3 one after another" in page.words
    page = pages.submit(scenes.of(sitting, "/seats/2/list"))
    assert page.notices == ["3 people are on the list, asked one after another."]
    card = scenes.text_of(page, "#seat-2")
    assert "Lapses Thursday 5 March, 10am, then Bo Ray." in card
    assert "2 more on the list" in card
    page = pages.submit(scenes.of(sitting, "/seats/2/list/stop"))
    assert page.notices == ["The list is stopped. Whoever has been asked may still answer."]
    assert "on the list" not in scenes.text_of(page, "#seat-2")


def test_while_somebody_is_asked_the_next_is_offered_next(pages: Pages, jo: Person) -> None:
    sitting = a_sitting(jo, "Ann Lee", "Bo Ray")
    ann, bo = scenes.members()
    pages.submit(scenes.of(sitting, "/seats/2/offer"), person=ann.person_id)
    page = pages.get(scenes.of(sitting, "/seats/2/candidates"))
    buttons = [button.get_text() for button in page.select("#candidates td button")]
    assert buttons == ["Offer next to Bo Ray", "Assign Bo Ray"]
    answer = pages.client.post(
        scenes.of(sitting, "/seats/2/list"), data={"person": bo.person_id}, headers=HTMX
    )
    part = Page(answer.text, "html.parser")
    assert scenes.text_of(part, "[data-focus]") == "Community member"
    assert "then Bo Ray." in scenes.text_of(part, "#seat-2")
    offer = next(o for o in scenes.seat(sitting, MEMBER).offers if o.person is bo.person)
    page = pages.submit(scenes.of(sitting, f"/offers/{offer.uuid}/withdraw"))
    assert page.notices == ["Bo Ray is off the list."]


def test_who_waits_their_turn_sees_nothing_of_it(pages: Pages, jo: Person) -> None:
    sitting = a_sitting(jo, "Ann Lee")
    margaret = scenes.volunteer("Margaret Osei", account=True)
    for member in (scenes.members()[0], margaret):
        pages.submit(scenes.of(sitting, "/seats/2/list"), person=member.person_id)
    offer = next(o for o in scenes.seat(sitting, MEMBER).offers if o.rank == 2)
    scenes.enter(pages, margaret.person)
    pages.get(f"/panels/offers/{offer.uuid}", 404)
    pages.get(scenes.of(sitting), 404)
    assert "Monday 16 March" not in pages.get("/panels/duties").words

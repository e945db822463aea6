"""Publishing from a sitting's page, and for a period and an area with a preview."""

from datetime import date

from portal.access.rules import Role
from portal.database import session
from portal.panels.models import SeatKind, SittingState
from portal.people.models import Area, Person
from tests.factories import PersonFactory, user_with
from tests.pages import Page, Pages
from tests.panels import scenes

CHAIR, MEMBER = SeatKind.CHAIR, SeatKind.MEMBER
DAYS = "first=2026-03-03&last=2026-03-31"


def hidden(page: Page) -> dict[str, str]:
    """Return what the form that publishes carries."""
    fields = page.select("form[method=post] input[type=hidden]")
    return {str(field["name"]): str(field["value"]) for field in fields}


def test_a_draft_is_published_from_its_page(pages: Pages, jo: Person) -> None:
    marcus, ann = scenes.colleague("Marcus Reid", may_advise=True), scenes.volunteer("Ann Lee")
    sitting = scenes.draft(jo, adviser=marcus)
    scenes.pencilled(sitting, MEMBER, ann)
    page = pages.get(scenes.of(sitting))
    section = scenes.text_of(page, "#publish")
    assert "Is asked: Ann Lee, as panel member" in section
    assert "Marcus Reid advises" in section
    assert "Even when all say yes it still needs a chair" in section
    assert "3 people get an email." in section
    seen = scenes.attribute_of(page, "#publish [name=seen]")
    page = pages.submit(scenes.of(sitting, "/publish"), seen="x" * 24)
    assert page.notices == [
        "Something was changed since you looked. See what would be published now."
    ]
    assert sitting.state is SittingState.DRAFT
    page = pages.submit(scenes.of(sitting, "/publish"), seen=seen)
    assert page.notices == [
        "Published: 1 sitting, 0 people on it by their yes, 1 asked. Everybody gets one email."
    ]
    assert "Not quorate: needs a chair and a community member" in page.words
    assert not page.select("#publish")
    page = pages.submit(scenes.of(sitting, "/publish"), seen=seen)
    assert page.notices == ["Nothing was left to publish: everybody planned has been told."]


def test_a_period_and_an_area_are_previewed_and_published(
    pages: Pages, jo: Person, northmere: Area
) -> None:
    graham, ann = scenes.chair(), scenes.volunteer("Ann Lee")
    scenes.answered_round(graham, confirm_by=date(2026, 3, 2))
    first = scenes.draft(jo, scenes.order(jo, area=northmere))
    elsewhere = scenes.draft(jo, day=date(2026, 3, 12))
    scenes.pencilled(first, CHAIR, graham)
    scenes.pencilled(elsewhere, MEMBER, ann)
    page = pages.get("/panels/rota/publish")
    assert "2 sittings, 4 emails" in page.words
    page = pages.get(f"/panels/rota/publish?{DAYS}&area={northmere.id}")
    assert "1 sitting, 2 emails" in page.words
    assert "Graham Holt is on it as chair, by their yes" in page.words
    assert "It still needs a community member and an adviser" in page.words
    assert "Promised by Monday 2 March" in page.words
    fields = hidden(page)
    page = pages.submit("/panels/rota/publish", **fields)
    assert page.notices == [
        "Published: 1 sitting, 1 person on it by their yes, 0 asked. Everybody gets one email."
    ]
    assert "Nothing to publish in these days" in page.words
    assert "Confirmed when promised" in page.words
    assert (first.state, elsewhere.state) == (SittingState.PUBLISHED, SittingState.DRAFT)
    again = pages.submit("/panels/rota/publish", **fields)
    assert again.notices[0].startswith("Nothing was left to publish")


def test_a_preview_that_is_no_longer_true_is_shown_anew(pages: Pages, jo: Person) -> None:
    sitting = scenes.draft(jo)
    fields = hidden(pages.get(f"/panels/rota/publish?{DAYS}"))
    scenes.pencilled(sitting, MEMBER, scenes.volunteer("Ann Lee"))
    page = pages.post("/panels/rota/publish", 409, **fields)
    assert page.problems == [
        "Something was changed since you looked. See what would be published now."
    ]
    assert "Is asked: Ann Lee" in page.words
    assert hidden(page)["seen"] != fields["seen"]
    assert sitting.state is SittingState.DRAFT


def test_days_that_are_no_days_are_said_to_be(pages: Pages, jo: Person) -> None:
    page = pages.get("/panels/rota/publish?first=2026-03-31&last=2026-03-03")
    assert page.problems == ["The last day must not be before the first"]
    page = pages.get("/panels/rota/publish?first=soon&last=&area=99")
    assert page.problems == [
        "Enter a real date, like 27 3 2026",
        "Enter the last day",
        "Choose one of the answers in the list",
    ]
    page = pages.post("/panels/rota/publish", 422, first="", last="")
    assert page.problems == ["Enter the first day", "Enter the last day"]


def test_only_who_arranges_publishes(pages: Pages, jo: Person) -> None:
    sitting = scenes.draft(jo)
    scenes.enter(pages, user_with(Role.MANAGER, person=PersonFactory()).person)
    assert not pages.get(scenes.of(sitting)).select("#publish")
    pages.get("/panels/rota/publish", 403)
    pages.post("/panels/rota/publish", 403)
    pages.post(scenes.of(sitting, "/publish"), 403)
    session.refresh(sitting)
    assert sitting.state is SittingState.DRAFT

"""Writing to many, as a coordinator does: the count first."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import session
from portal.members.models import MemberArea, Message
from portal.notifications.models import Mail
from portal.site.filters import day
from tests.factories import AreaFactory, MemberFactory, PersonFactory, RoomFactory, user_with
from tests.pages import Page, Pages
from tests.training.scenes import panel

NEW = "/members/messages/new"


@pytest.fixture
def coordinator(pages: Pages) -> Pages:
    return pages.sign_in(user_with(Role.COORDINATOR).email)


def fields(**values: object) -> dict[str, object]:
    return {
        "form_key": uuid4().hex,
        "who": "volunteers",
        "statuses": ["active"],
        "subject": "The summer party",
        "body": "Come.\nPlease.",
        **values,
    }


def hidden(page: Page) -> dict[str, object]:
    """Return what the page that counted carries back."""
    return {str(each["name"]): each["value"] for each in page.select("main input")}


def test_it_is_counted_first_and_sent_to_exactly_those(coordinator: Pages) -> None:
    MemberFactory(person=PersonFactory(name="Ann Lee"))
    MemberFactory(person=PersonFactory(name="Bo Ray", email=None))
    page = coordinator.post(NEW, 200, **fields(step="count"))
    assert page.heading == "This goes to 1 person. 1 has no email: Bo Ray."
    assert session.scalars(select(Mail)).all() == []
    assert coordinator.post(NEW, 200, **hidden(page), step="change").heading == "Write a message"
    done = coordinator.submit(NEW, **hidden(page), step="send")
    assert done.notices == ["On its way to 1 person."]
    assert "Volunteers: active" in done.words
    assert "Come. Please." in done.words
    coordinator.submit(NEW, **hidden(page), step="send")
    assert len(session.scalars(select(Message)).all()) == 1
    assert "The summer party" in coordinator.get("/members/messages").words


def test_who_joins_after_the_count_is_counted_before_it_is_sent(coordinator: Pages) -> None:
    MemberFactory()
    page = coordinator.post(NEW, 200, **fields(step="count"))
    MemberFactory()
    page = coordinator.post(NEW, 409, **hidden(page), step="send")
    assert page.heading == "This goes to 2 people."
    assert page.problems[0].startswith("Who gets this has changed")
    coordinator.submit(NEW, **hidden(page), step="send")


def test_it_goes_to_everybody_on_one_panel(coordinator: Pages) -> None:
    entry = panel(PersonFactory(name="Ann Lee"), clock.today() + timedelta(days=7))
    chosen = fields(who="occasion", occasion=str(entry.uuid), step="count")
    page = coordinator.post(NEW, 200, **chosen)
    assert page.heading == "This goes to 1 person."
    assert "Everybody on: Panel" in page.words


def test_the_page_of_a_panel_leads_to_a_message_to_everybody_on_it(coordinator: Pages) -> None:
    entry = panel(PersonFactory(name="Ann Lee"), clock.today() + timedelta(days=200))
    page = coordinator.get(f"{NEW}?occasion={entry.uuid}")
    assert page.select("[name=who][value=occasion][checked]")
    [chosen] = page.select("[name=occasion] option[selected]")
    assert str(chosen["value"]) == str(entry.uuid)
    assert chosen.get_text().endswith("1 person")
    assert coordinator.get(f"{NEW}?occasion=nonsense").select("[value=volunteers][checked]")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Panel, {venue}", "Panel, {venue}, {when}: 1 person"),
        ("Training: Listening", "Training: Listening, {when}, {venue}: 1 person"),
    ],
)
def test_a_panel_or_session_is_offered_with_its_place_once(
    coordinator: Pages, title: str, words: str
) -> None:
    entry = panel(PersonFactory(name="Ann Lee"), clock.today() + timedelta(days=7))
    entry.room = RoomFactory()
    known = {"venue": entry.room.venue.name, "when": f"{day(entry.starts_at)}, 5:30pm"}
    entry.title = title.format(**known)
    session.commit()
    [chosen] = coordinator.get(f"{NEW}?occasion={entry.uuid}").select("[name=occasion] [selected]")
    assert chosen.get_text() == words.format(**known)


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"statuses": []}, "Tick at least one status"),
        ({"who": "occasion"}, "Choose the panel or session"),
        ({"occasion": str(uuid4())}, "Choose one of the answers in the list"),
        ({"subject": ""}, "Enter a subject"),
        ({"body": "x" * 6_000}, "Shorten this to 5,000 characters: it is 1,000 too many"),
    ],
)
def test_what_will_not_do_comes_back_with_a_sentence(
    coordinator: Pages, wrong: dict[str, object], sentence: str
) -> None:
    assert coordinator.post(NEW, 422, **fields(**wrong)).problems == [sentence]


def test_nobody_and_a_case_are_refused_and_what_was_typed_stays(coordinator: Pages) -> None:
    page = coordinator.post(NEW, 200, **fields(step="count"))
    assert page.heading == "Nobody is in this audience"
    MemberFactory()
    page = coordinator.post(NEW, 422, **fields(body="About RO-2026-014", step="count"))
    assert page.problems == ["This names a case: RO-2026-014. Take the reference out of the email."]
    assert "About RO-2026-014" in page.get_text()


def test_a_coordinator_of_an_area_writes_to_its_volunteers(pages: Pages) -> None:
    north, south = AreaFactory(name="Northmere"), AreaFactory(name="Saltmarsh")
    user = user_with(Role.COORDINATOR)
    user.area_rows = [UserArea(area=north)]
    MemberFactory(area_rows=[MemberArea(area=south)])
    MemberFactory(area_rows=[MemberArea(area=north)])
    session.commit()
    pages.sign_in(user.email)
    page = pages.post(NEW, 200, **fields(step="count"))
    assert page.heading == "This goes to 1 person."
    page = pages.post(NEW, 422, **fields(area=str(south.id), step="count"))
    assert page.problems == ["Choose one of the answers in the list"]

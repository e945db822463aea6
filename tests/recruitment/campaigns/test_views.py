"""A coordinator's campaigns: drafted, opened, changed by two at once, and closed."""

from typing import Any

from flask import Flask

from portal.access.rules import Role
from portal.database import session
from portal.people.models import Person
from portal.recruitment.models import Campaign
from tests.factories import AreaFactory, user_with
from tests.pages import Pages
from tests.recruitment.applying import scenes

TYPED: dict[str, Any] = {
    **{name: text for name, text in scenes.CAMPAIGN.items() if isinstance(text, str)},
    "closes_on": ["31", "3", "2026"],
    "area_id": "",
}


def test_a_campaign_is_drafted_opened_and_closed(desk: Pages, pages: Pages) -> None:
    page = desk.submit("/recruitment/campaigns/new", **TYPED)
    assert page.heading == "Panel members 2026"
    assert "Draft: nobody can apply yet" in page.words
    address = f"/recruitment/campaigns/{session.query(Campaign).one().uuid}"
    pages.get("/recruitment/apply/panel-members-2026", 404)
    page = desk.submit(f"{address}/open")
    assert "Open until Tuesday 31 March" in page.words
    assert "/recruitment/apply/panel-members-2026" in page.words
    assert "Five days of training" in pages.get("/recruitment/apply/panel-members-2026").words
    assert "Closed" in desk.submit(f"{address}/close").words
    page = pages.get("/recruitment/apply/panel-members-2026", 410)
    assert page.heading == "Applications are closed"


def test_what_is_missing_is_said_and_nothing_typed_is_lost(desk: Pages) -> None:
    page = desk.post("/recruitment/campaigns/new", 422, **{**TYPED, "title": "", "slug": "A b"})
    assert page.problems == [
        "Enter a title",
        "Use small letters, figures and hyphens alone, like panel-members-spring",
    ]
    takes = page.select_one("#takes")
    assert takes is not None
    assert "Five days of training" in takes.get_text()


def test_a_campaign_without_a_closing_day_does_not_open_and_says_why(desk: Pages) -> None:
    desk.post("/recruitment/campaigns/new", **{**TYPED, "closes_on": ["", "", ""]})
    address = f"/recruitment/campaigns/{session.query(Campaign).one().uuid}"
    page = desk.submit(f"{address}/open")
    assert "the closing day is not set" in page.notices[-1]


def test_two_who_change_it_at_once_see_both_versions(desk: Pages, spring: Campaign) -> None:
    address = f"/recruitment/campaigns/{spring.uuid}/change"
    assert desk.get(address).heading == "Change Panel members 2026"
    desk.submit(address, **{**TYPED, "role": "Chair"}, version=spring.version)
    page = desk.post(address, 409, **{**TYPED, "role": "Observer"}, version="1")
    assert "Chair" in page.words
    role = page.select_one("#role")
    assert role is not None
    assert role["value"] == "Observer"


def test_a_campaign_leads_to_its_people_on_their_way(desk: Pages, spring: Campaign) -> None:
    address = f"/recruitment/campaigns/{spring.uuid}"
    assert "Nobody has applied yet." in desk.get(address).words
    scenes.applied(spring)
    page = desk.get(address)
    assert "1 application, 1 on their way." in page.words
    link = page.select_one(f"a[href='/recruitment/pipeline?campaign={spring.uuid}']")
    assert link is not None


def test_a_coordinator_of_another_area_reads_it_and_does_not_change_it(
    app: Flask, jo: Person
) -> None:
    made = scenes.drafted(jo, area_id=AreaFactory().id)
    di = scenes.limited(scenes.coordinator("Di Fox"), AreaFactory())
    assert di.email
    other = Pages(app).sign_in(di.email)
    address = f"/recruitment/campaigns/{made.uuid}"
    assert "Change what it says" not in other.get(address).words
    other.get(f"{address}/change", 403)
    other.post(f"{address}/open", 403)


def test_a_manager_reads_the_list_and_is_offered_no_change(app: Flask, spring: Campaign) -> None:
    boss = Pages(app).sign_in(user_with(Role.MANAGER).email)
    page = boss.get("/recruitment/campaigns")
    assert "Panel members 2026 Open until Tuesday 31 March" in page.words
    assert "New campaign" not in page.words
    boss.post(f"/recruitment/campaigns/{spring.uuid}/close", 403)

"""The pages of a volunteer's checks."""

from datetime import date, timedelta

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.members.models import CheckRecord, Member
from tests.factories import MemberFactory, PersonFactory, user_with
from tests.members.checks import scenes
from tests.pages import Page, Pages


@pytest.fixture
def ann(app: Flask) -> Member:
    return MemberFactory(person=PersonFactory(name="Ann Lee"), number="V012")


@pytest.fixture
def check(ann: Member) -> CheckRecord:
    return scenes.checked(ann, clock.today() - timedelta(1))


@pytest.fixture
def desk(pages: Pages) -> Pages:
    return pages.sign_in(user_with(Role.COORDINATOR, person=PersonFactory(name="Jo")).email)


def typed(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def state(page: Page) -> str:
    [tag] = page.select(".app-state")
    return tag.get_text()


def test_a_status_check_is_recorded_with_the_usual_day_to_check_again(
    desk: Pages, check: CheckRecord
) -> None:
    path = f"/members/V012/checks/{check.id}/status"
    desk.get(path)
    refused = desk.post(path, 422, made_on=typed(clock.today()))
    assert refused.problems == ["Choose what the update service says"]
    page = desk.submit(path, made_on=typed(clock.today()), outcome="unchanged")
    assert "no change Made by Jo" in page.words
    assert state(page).startswith("In date until ")
    page = desk.submit(path, made_on=typed(clock.today()), outcome="changed")
    assert state(page).startswith("Due soon: ")


def test_a_decision_is_kept_with_its_reason_and_its_day(desk: Pages, check: CheckRecord) -> None:
    path = f"/members/V012/checks/{check.id}/decision"
    desk.get(path)
    until = clock.today() + timedelta(20)
    page = desk.submit(
        path, ruling="sits", until=typed(until), reason="With the DBS", form_key="k" * 32
    )
    assert ", may sit until " in state(page)
    assert "With the DBS" in page.words
    for day, sentence in (
        (clock.today() - timedelta(1), "Enter a day that is not over"),
        (
            clock.today() + timedelta(200),
            "Enter a day within the next six months: then look again",
        ),
    ):
        wrong = {"ruling": "bars", "until": typed(day), "reason": "Why not", "form_key": "l" * 32}
        page = desk.post(path, 422, **wrong)
        assert page.problems == [sentence]
        assert page.select_one("textarea").get_text(strip=True) == "Why not"  # type: ignore[union-attr]  # it is there


def test_a_check_that_a_newer_one_has_replaced_takes_nothing_more(
    desk: Pages, ann: Member, check: CheckRecord
) -> None:
    number = check.id
    scenes.checked(ann, None, issued_on=clock.today())
    page = desk.post(
        f"/members/V012/checks/{number}/status",
        409,
        made_on=typed(clock.today()),
        outcome="unchanged",
    )
    assert page.problems[0].startswith("A newer DBS check is recorded")


def test_another_volunteers_check_is_not_found(desk: Pages, check: CheckRecord) -> None:
    number = check.id
    MemberFactory(number="V013")
    for page in ("status", "decision"):
        desk.get(f"/members/V013/checks/{number}/{page}", 404)


def test_a_manager_reads_the_days_and_not_the_reason(
    pages: Pages, ann: Member, check: CheckRecord
) -> None:
    jo = user_with(Role.COORDINATOR).person
    scenes.decided(check, ann, jo, until=clock.today())
    page = pages.sign_in(user_with(Role.MANAGER).email).get("/members/V012/checks")
    assert "May sit until " in page.words
    assert "The new one is with the DBS" not in page.words
    assert not page.select("main a[href*='/status']")


def test_the_volunteer_reads_what_was_decided(
    pages: Pages, ann: Member, check: CheckRecord
) -> None:
    jo = user_with(Role.COORDINATOR).person
    scenes.decided(check, ann, jo, until=clock.today())
    pages.sign_in(user_with(Role.VOLUNTEER, person=ann.person).email)
    assert "The new one is with the DBS" in pages.get("/members/me/held").words
    pages.get("/members/V012/checks", 403)


def test_the_level_that_the_service_asks_for_is_filled_in(desk: Pages, ann: Member) -> None:
    page = desk.get(f"/members/{ann.number}/checks/new")
    [chosen] = page.select("#level option[selected]")
    assert chosen["value"] == "Enhanced"


def test_nobody_records_or_decides_on_their_own_checks(
    pages: Pages, ann: Member, check: CheckRecord
) -> None:
    own = pages.sign_in(user_with(Role.COORDINATOR, person=ann.person).email)
    assert "Record a check" not in own.get("/members/V012").words
    assert "Record a check" not in own.get("/members/V012/checks").words
    for path in ("new", f"{check.id}/status", f"{check.id}/decision"):
        own.get(f"/members/V012/checks/{path}", 403)
        own.post(f"/members/V012/checks/{path}", 403)

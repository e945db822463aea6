"""The pages by which a volunteer leaves, and what is printed for them."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.calendar.actions import subscribe
from portal.calendar.models import FeedScope
from portal.database import changing, session
from portal.members import actions
from portal.members.models import ExitQuestionnaire, Member, MemberArea, Status
from portal.site.filters import day, day_year
from tests.factories import AreaFactory, MemberFactory, PersonFactory, user_with
from tests.pages import Page, Pages
from tests.training.scenes import panel


@pytest.fixture
def coordinator(pages: Pages) -> Pages:
    return pages.sign_in(user_with(Role.COORDINATOR).email)


def volunteer(**values: object) -> Member:
    return MemberFactory(person=PersonFactory(name="Ann Lee"), number="V012", **values)


def boxes(day: date) -> list[int]:
    return [day.day, day.month, day.year]


def fields_of(page: Page) -> dict[str, object]:
    found = {str(each["name"]): str(each.get("value", "")) for each in page.select("main input")}
    return {
        "version": found["version"],
        "reason": "moved",
        "on": boxes(clock.today()),
        "asks": "y",
    }


def test_what_follows_is_said_before_and_the_page_says_what_holds_after(
    coordinator: Pages,
) -> None:
    ann = volunteer(joined_on=date(2024, 1, 8))
    user_with(Role.VOLUNTEER, person=ann.person)
    panel(ann.person, clock.today() + timedelta(days=14))
    with changing():
        subscribe(person=ann.person, scope=FeedScope.MINE, form_key="key")
    page = coordinator.get("/members/V012/leave")
    assert page.heading == "Ann Lee leaves"
    assert "1 coming duty is released" in page.words
    assert "Their account is closed, and 1 calendar subscription ends." in page.words
    fields = fields_of(page)
    refused = coordinator.post("/members/V012/leave", 422, **{**fields, "reason": ""})
    assert refused.problems == ["Choose why they leave"]
    in_two_years = clock.today() + timedelta(days=730)
    refused = coordinator.post("/members/V012/leave", 422, **{**fields, "on": boxes(in_two_years)})
    assert refused.problems == ["Enter a day within the next 12 months"]
    done = coordinator.submit("/members/V012/leave", **fields)
    assert done.notices == ["Ann Lee has left. Their duties to come are released."]
    assert "Moved away. What is held of Ann is kept until" in done.words
    assert "was asked a few questions by email" in done.words
    assert coordinator.submit("/members/V012/leave", **fields).heading.startswith("Ann Lee")
    assert session.scalars(select(ExitQuestionnaire)).one().member == ann


def test_a_last_day_to_come_stands_on_their_pages_until_it_is_taken_back(
    coordinator: Pages,
) -> None:
    ann = volunteer()
    email = user_with(Role.VOLUNTEER, person=ann.person).email
    last = clock.today() + timedelta(days=14)
    fields = {**fields_of(coordinator.get("/members/V012/leave")), "on": boxes(last)}
    noted = coordinator.submit("/members/V012/leave", **fields)
    assert noted.notices == [
        f"The last day of Ann Lee is {day(last)}. What they promised after it is released."
    ]
    assert f"the last day is {day_year(last)}" in noted.words
    assert "Record that they leave" not in noted.words
    assert f"Until {day(last)}" in coordinator.get("/members/").words
    again = coordinator.get("/members/V012/leave")
    assert [str(each["value"]) for each in again.select("input[name=on]")] == [
        str(number) for number in boxes(last)
    ]
    coordinator.sign_in(email)
    assert f"Your last day with us is {day(last)}." in coordinator.get("/members/me").words
    assert f"Last day {day_year(last)}" in coordinator.get("/members/me/held").words
    coordinator.sign_in(user_with(Role.COORDINATOR).email)
    stays = coordinator.submit("/members/V012/stay")
    assert stays.notices == ["Ann Lee stays. What was released is not given back: ask them again."]
    assert coordinator.submit("/members/V012/stay").notices == []
    assert "Record that they leave" in coordinator.get("/members/V012").words


def test_a_colleague_who_leaves_keeps_their_account(coordinator: Pages) -> None:
    user_with(Role.VOLUNTEER, Role.STAFF, person=volunteer().person)
    assert "They keep their account" in coordinator.get("/members/V012/leave").words


def test_who_was_changed_meanwhile_is_looked_at_again(coordinator: Pages) -> None:
    ann = volunteer()
    fields = fields_of(coordinator.get("/members/V012/leave"))
    with changing():
        actions.change(member=ann, actor=None, max_month=4)
    assert "Somebody changed" in coordinator.post("/members/V012/leave", 409, **fields).problems[0]
    assert ann.status is Status.ACTIVE


def test_a_coordinator_of_another_area_lets_nobody_leave(pages: Pages) -> None:
    user = user_with(Role.COORDINATOR)
    user.area_rows = [UserArea(area=AreaFactory())]
    volunteer(area_rows=[MemberArea(area=AreaFactory())])
    session.commit()
    pages.sign_in(user.email)
    for path in ("leave", "certificate", "reference"):
        pages.get(f"/members/V012/{path}", 403)
    pages.post("/members/V012/stay", 403)


def left() -> tuple[ExitQuestionnaire, str]:
    ann = volunteer()
    with changing():
        asked = actions.leave(
            member=ann, on=clock.today(), reason="time", asks=True, actor=PersonFactory()
        )
        assert asked is not None
        return asked, actions.mint_exit_link(questionnaire=asked)


def test_who_left_answers_by_the_link_and_coordinators_read_it(pages: Pages) -> None:
    asked, token = left()
    page = pages.get(f"/members/exit/{token}")
    assert "Ann" not in page.get_text()
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    refused = pages.post(f"/members/exit/{token}", 422, words="x" * 1_200, supported="yes")
    assert refused.problems == ["Shorten this to 1,000 characters: it is 200 too many"]
    empty = pages.post(f"/members/exit/{token}", 422, words=" ")
    assert empty.problems == [
        "Answer at least one question, or close this page if you would rather not"
    ]
    said = {"supported": "partly", "words": "More notice.\nThank you."}
    machine = pages.post(f"/members/exit/{token}", 200, **said, homepage="https://spam.example")
    assert (machine.heading, asked.answered_at) == ("Thank you", None)
    assert pages.post(f"/members/exit/{token}", 200, **said).heading == "Thank you"
    assert pages.post(f"/members/exit/{token}", 410, **said).heading == "This link has been used"
    pages.sign_in(user_with(Role.COORDINATOR).email)
    page = pages.get("/members/exits")
    assert "Did you feel supported? Partly" in page.words
    assert "More notice." in page.words
    page = pages.submit(f"/members/exits/{asked.uuid}/remove-words")
    assert "More notice." not in page.words


def test_a_link_that_is_guessed_old_or_of_somebody_who_is_back_opens_nothing(pages: Pages) -> None:
    asked, token = left()
    assert pages.get("/members/exit/guessed", 410).heading == "This link does not work"
    with clock.frozen(clock.now() + timedelta(days=61)):
        pages.get(f"/members/exit/{token}", 410)
    with changing():
        asked.member.status = Status.ACTIVE
    pages.get(f"/members/exit/{token}", 410)


def test_a_certificate_and_a_reference_are_made_for_print(coordinator: Pages) -> None:
    ann = volunteer(joined_on=date(2024, 1, 8), left_on=date(2026, 3, 2), status=Status.LEFT)
    panel(ann.person, date(2025, 3, 4))
    page = coordinator.get("/members/V012/certificate")
    assert page.heading == "Ann Lee"
    assert "from Monday 8 January 2024 to Monday 2 March 2026" in page.words
    assert "1 panel sitting" in page.words
    refused = coordinator.post("/members/V012/reference", 422, addressed_to="", words="")
    assert refused.problems == ["Enter to whom it is written", "Write what you say of them"]
    page = coordinator.post(
        "/members/V012/reference", 200, addressed_to="The college", words="Kind.\nOn time."
    )
    assert page.heading == "Reference for Ann Lee"
    assert "Kind. On time." in page.words
    assert "sat 1 time" in page.words

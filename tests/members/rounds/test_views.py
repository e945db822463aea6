"""A coordinator asks for dates, sees who has answered, and chases the rest."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.database import session
from portal.members import queries
from portal.members.models import AvailabilityRound, RoundSlot
from portal.notifications.models import Mail
from tests.factories import AreaFactory, PersonFactory, user_with
from tests.members.rounds import scenes
from tests.pages import Page, Pages


@pytest.fixture
def jo(pages: Pages) -> Pages:
    return pages.sign_in(user_with(Role.COORDINATOR, person=PersonFactory(name="Jo Hartley")).email)


def typed(day: date) -> list[str]:
    return [str(day.day), str(day.month), str(day.year)]


def ahead(days: int) -> list[str]:
    return typed(clock.today() + timedelta(days))


def form(**values: object) -> dict[str, object]:
    """Return what is typed: two weeks from in ten days on, answers in five days."""
    return {
        "first_on": ahead(10),
        "last_on": ahead(23),
        "which": "week",
        "weekdays": ["1", "3"],
        "parts": ["evening"],
        "closes_on": ahead(5),
        "confirm_by": ahead(9),
        "form_key": "0123456789abcdef0123456789abcdef",
        **values,
    }


def count(model: type[AvailabilityRound | RoundSlot | Mail]) -> int:
    return session.scalar(select(func.count()).select_from(model)) or 0


def items(page: Page, heading: str) -> list[str]:
    section = page.select_one(f"section[aria-labelledby={heading}]")
    return (
        [" ".join(each.get_text(" ").split()) for each in section.select("li")] if section else []
    )


def test_asking_twice_by_one_form_asks_once(jo: Pages) -> None:
    scenes.volunteer("Ann Lee")
    pages = [jo.submit("/members/rounds/new", **form()) for _ in range(2)]
    assert pages[0].notices == ["The round is open: everybody asked is being written to."]
    assert pages[0].heading == pages[1].heading
    assert (count(AvailabilityRound), count(Mail)) == (1, 1)
    assert count(RoundSlot) in {3, 4}  # a bank holiday may be among them
    assert "0 of 1" in jo.get("/members/rounds/").words


def test_the_form_offers_the_next_whole_quarter(jo: Pages) -> None:
    with clock.frozen(scenes.NOON):
        page = jo.get("/members/rounds/new")
    boxes = [box.get("value") for box in page.select("input[type=text]")]
    assert boxes == [
        *("1", "4", "2026"),
        *("30", "6", "2026"),
        *("9", "3", "2026"),
        *("16", "3", "2026"),
    ]


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"first_on": ahead(-1)}, "This day is over: enter a day from today on"),
        ({"last_on": ahead(9)}, "The last day must not be before the first"),
        ({"last_on": ahead(300)}, "Ask about 200 days at most"),
        ({"weekdays": []}, "Tick at least one day of the week"),
        ({"parts": []}, "Tick at least one time of the day"),
        ({"closes_on": ahead(24)}, "This must not be after the last day that you ask about"),
        ({"confirm_by": ahead(4)}, "This must not be before the last day to answer"),
        ({"confirm_by": ["", "", ""]}, "Enter the day by which you will have told them"),
        ({"area": "999"}, "Choose one of the answers in the list"),
        (
            {"which": "drafts"},
            "No sitting is planned in that time: plan some, or ask by the week",
        ),
        (
            {
                "last_on": ahead(200),
                "weekdays": list("0123456"),
                "parts": ["morning", "evening", "afternoon"],
            },
            "Ask about 400 times at most: this is",
        ),
    ],
)
def test_what_cannot_be_asked_comes_back_with_a_sentence(
    jo: Pages, wrong: dict[str, object], sentence: str
) -> None:
    page = jo.post("/members/rounds/new", 422, **form(**wrong))
    assert page.problems[0].startswith(sentence)
    assert count(AvailabilityRound) == 0


def test_days_of_the_week_that_do_not_come_in_that_time_are_refused(jo: Pages) -> None:
    day = clock.today() + timedelta(10)
    other = (day.weekday() + 1) % 7
    page = jo.post(
        "/members/rounds/new",
        422,
        **form(last_on=typed(day), weekdays=[str(other)]),
    )
    assert page.problems == ["None of these days is in the time to ask about: change either"]


def test_who_has_not_answered_is_listed_with_a_telephone_and_reminded(jo: Pages) -> None:
    ann, bo = scenes.volunteer("Ann Lee"), scenes.volunteer("Bo Ash")
    bo.person.email, bo.person.phone = None, "01632 960555"
    session.commit()
    found = scenes.opened(scenes.coordinator())
    scenes.sent(found, ann, 0, 1)
    url = f"/members/rounds/{found.uuid}"
    page = jo.get(url)
    [waits] = items(page, "waiting-h")
    assert waits.startswith("Bo Ash ,")
    assert waits.endswith("01632 960555 . No email address: ring instead")
    [answered] = items(page, "answered-h")
    assert answered.startswith("Ann Lee 2 dates, sent on ")
    assert "1 of 2 have answered." in page.words
    assert [cell.get_text() for cell in page.select("td")] == ["1", "1", "0", "0"]
    assert jo.submit(f"{url}/remind").notices == ["1 volunteer is being reminded."]
    assert jo.submit(f"{url}/remind").notices == ["Everybody was reminded today already."]


def test_answers_told_on_the_telephone_are_noted(jo: Pages) -> None:
    ann = scenes.volunteer("Ann Lee", number="V012")
    found = scenes.opened(scenes.coordinator())
    page = jo.get(f"/members/rounds/{found.uuid}")
    [link] = [each for each in page.select("main a") if "note their answers" in each.get_text()]
    page = jo.get(str(link["href"]))
    assert page.heading == "When Ann Lee could sit"
    assert len(page.select("input[name=free]")) == 4
    page = jo.submit(str(link["href"]), free=[str(found.slots[3].id)])
    assert page.notices == ["The answers of Ann Lee are noted."]
    assert queries.ticked(found, ann) == {found.slots[3].id}
    jo.submit(f"/members/rounds/{found.uuid}/close")
    page = jo.submit(str(link["href"]))
    assert page.notices == ["The round has closed: open it again first."]
    assert "These dates closed on" in jo.get(str(link["href"])).words


def test_a_round_is_closed_and_opened_again(jo: Pages) -> None:
    found = scenes.opened(scenes.coordinator())
    url = f"/members/rounds/{found.uuid}"
    said = ["The round is closed. Answers that were not sent do not count."]
    assert jo.submit(f"{url}/close").notices == said
    page = jo.submit(f"{url}/close")
    assert page.notices == said
    assert "Closed on" in page.words
    assert jo.submit(f"{url}/remind").notices == ["The round has closed: open it again first."]
    page = jo.post(f"{url}/reopen", 422, closes_on=ahead(-1))
    assert page.problems == ["This day is over: enter a day from today on"]
    page = jo.submit(f"{url}/reopen", closes_on=ahead(3))
    assert page.notices[0].startswith("The round can be answered until ")
    assert "Open until" in page.words


def test_a_coordinator_of_some_areas_asks_those_alone(pages: Pages) -> None:
    north, south = AreaFactory(name="Northmere"), AreaFactory(name="Southmere")
    limited = user_with(Role.COORDINATOR)
    limited.area_rows = [UserArea(area=north)]
    session.commit()
    other = scenes.opened(PersonFactory(), scenes.asking(area=south))
    everybody = scenes.opened(PersonFactory())
    pages.sign_in(limited.email)
    page = pages.get("/members/rounds/new")
    assert [each.get_text() for each in page.select("#area option")] == ["Volunteers of Northmere"]
    assert pages.post("/members/rounds/new", 422, **form(area="")).problems
    pages.submit("/members/rounds/new", **form(area=str(north.id)))
    pages.get(f"/members/rounds/{other.uuid}", 404)
    assert "Close now" not in pages.get(f"/members/rounds/{everybody.uuid}").words
    for what in ("close", "remind", "reopen"):
        pages.post(f"/members/rounds/{everybody.uuid}/{what}", 403)
        pages.post(f"/members/rounds/{other.uuid}/{what}", 404)


def test_nothing_asked_yet_leads_to_asking(jo: Pages) -> None:
    page = jo.get("/members/rounds/")
    assert "No dates have been asked for" in page.words
    assert page.select_one("main a[href='/members/rounds/new']")

"""A volunteer answers a round: tick by tick, by a short cut, or by one form."""

from datetime import date, time, timedelta

import pytest
from bs4 import BeautifulSoup

from portal import clock
from portal.calendar import actions as calendar
from portal.calendar.actions import Duty
from portal.calendar.models import AttendeeState, Kind
from portal.database import changing, session
from portal.members import actions, queries, rules
from portal.members.models import Availability, AvailabilityRound, Away, Member, PartOfDay
from tests.factories import MemberFactory, PersonFactory
from tests.members.rounds import scenes
from tests.pages import Page, Pages

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def margaret(pages: Pages) -> Member:
    member = scenes.volunteer()
    pages.sign_in(member.person.email or "")
    return member


def days() -> list[date]:
    """Return four Tuesdays, from three weeks on."""
    first = clock.today() + timedelta(weeks=3)
    first -= timedelta(days=first.weekday() - 1)
    return [first + timedelta(weeks=number) for number in range(4)]


@pytest.fixture
def asked() -> AvailabilityRound:
    return scenes.opened(scenes.coordinator(), coming())


def coming() -> rules.Asking:
    return scenes.asking(tuple((day, "evening") for day in days()))


def url(found: AvailabilityRound, more: str = "") -> str:
    return f"/members/me/rounds/{found.uuid}{more}"


def ticked(found: AvailabilityRound, page: BeautifulSoup) -> list[int]:
    """Return the places of the slots that the page shows as ticked."""
    numbers = [slot.id for slot in found.slots]
    return [numbers.index(int(str(box["value"]))) for box in page.select("[name=free][checked]")]


def progress(page: BeautifulSoup) -> str:
    found = page.select_one("#progress")
    return " ".join(found.get_text(" ").split()) if found else ""


def test_the_whole_round_is_answered_by_one_form(
    pages: Pages, margaret: Member, asked: AvailabilityRound
) -> None:
    page = pages.get("/members/me")
    assert page.select_one(f"main a[href='{url(asked)}']")
    page = pages.get(url(asked))
    assert page.heading.startswith("When could you sit")
    assert "You will not get them all: you asked for at most 2 a month" in page.words
    numbers = [str(slot.id) for slot in asked.slots]
    page = pages.submit(url(asked), free=[numbers[0], numbers[2], "nonsense", "9" * 30], most="4")
    assert page.notices[0].startswith("Sent. Thank you. We will tell you by ")
    assert (ticked(asked, page), progress(page)) == ([0, 2], "2 of 4 dates ticked")
    assert "Sent on" in page.words
    session.refresh(margaret)
    assert margaret.max_month == 4
    page = pages.submit(url(asked), most="999")
    assert (ticked(asked, page), margaret.max_month) == ([], 4)
    assert "None of these dates suits you." in page.words


def test_a_tick_saves_itself_and_answers_with_its_own_cell(
    pages: Pages, margaret: Member, asked: AvailabilityRound
) -> None:
    slot = asked.slots[1].id
    answer = pages.client.post(url(asked, f"/slots/{slot}"), data={"free": slot}, headers=HTMX)
    part = BeautifulSoup(answer.text, "html.parser")
    assert [tag["id"] for tag in part.select("[id]")] == [
        f"c-{slot}",
        "progress",
        "promised",
        "said",
    ]
    assert progress(part).startswith("1 of 4 dates ticked Saved at ")
    assert ticked(asked, pages.get(url(asked))) == [1]
    page = pages.submit(url(asked, f"/slots/{slot}"))
    assert ticked(asked, page) == []
    assert "Sent on" not in page.words
    pages.post(url(asked, "/slots/999"), 404)


def test_short_cuts_tick_the_usual_week_what_suited_before_or_nothing(
    pages: Pages, margaret: Member, asked: AvailabilityRound
) -> None:
    page = pages.get(url(asked))
    assert [each["value"] for each in page.select("[name=fill]")] == ["none"]
    margaret.availability = [Availability(weekday=1, part=PartOfDay.EVENING)]
    session.commit()
    page = pages.submit(url(asked, "/fill"), fill="usual")
    assert ticked(asked, page) == [0, 1, 2, 3]
    pages.submit(url(asked), free=[str(asked.slots[0].id)])
    later = scenes.opened(scenes.coordinator(), coming())
    page = pages.get(url(later))
    assert [each["value"] for each in page.select("[name=fill]")] == ["usual", "last", "none"]
    assert ticked(later, pages.submit(url(later, "/fill"), fill="last")) == []
    pages.submit(url(asked), free=[str(slot.id) for slot in asked.slots[:2]])
    assert ticked(later, pages.submit(url(later, "/fill"), fill="last")) == [0, 1, 2, 3]
    answer = pages.client.post(url(later, "/fill"), data={"fill": "none"}, headers=HTMX)
    part = BeautifulSoup(answer.text, "html.parser")
    assert (ticked(later, part), part.select("[hx-swap-oob]")) == ([], [part.select_one("#said")])
    assert "finish and send to say so" in progress(part)
    assert ticked(later, pages.submit(url(later, "/fill"), fill="nonsense")) == []


def test_days_after_the_last_of_who_is_to_leave_have_no_boxes(
    pages: Pages, margaret: Member, asked: AvailabilityRound
) -> None:
    margaret.leaves_on, margaret.leave_reason = days()[1], "moved"
    session.commit()
    page = pages.get(url(asked))
    assert [cell.get_text() for cell in page.select(".app-off")] == ["After the last day"] * 2
    assert "0 of 2 dates ticked" in page.words


def test_days_away_stand_in_place_of_boxes(
    pages: Pages, margaret: Member, asked: AvailabilityRound
) -> None:
    margaret.away = [Away(starts_on=days()[1], ends_on=days()[2])]
    session.commit()
    page = pages.get(url(asked))
    assert len(page.select("[name=free]")) == 2
    away = [" ".join(cell.get_text(" ").split()) for cell in page.select(".app-off")]
    assert away[0].startswith("Away Tuesday ")
    assert away[1] == "Away"
    assert progress(page) == "0 of 2 dates ticked"


def test_a_closed_round_shows_what_was_said_and_takes_nothing(
    pages: Pages, margaret: Member, asked: AvailabilityRound
) -> None:
    scenes.sent(asked, margaret, 0)
    with changing():
        actions.set_closing(asking=asked, closes_at=clock.now(), actor=margaret.person)
    page = pages.get(url(asked))
    assert [cell.get_text() for cell in page.select("#dates td")] == ["Yes", "No", "No", "No"]
    assert page.select("main form") == []
    said = ["These dates have closed. Ring your coordinator if something has changed."]
    for more in ("", "/fill", f"/slots/{asked.slots[1].id}"):
        page = pages.submit(url(asked, more), free=[str(asked.slots[1].id)], fill="none")
        assert page.notices == said
    assert [cell.get_text() for cell in page.select("#dates td")] == ["Yes", "No", "No", "No"]


def promise(member: Member, day: date) -> None:
    calendar.publish(
        actor=None,
        kind=Kind.PANEL,
        title="Panel",
        path="/panels/sittings/x",
        starts_at=clock.at(day, time(18)),
        ends_at=clock.at(day, time(19)),
        audience={"role:staff"},
        duties=[Duty(member.person, "Panel", AttendeeState.ACCEPTED, "/panels/duties")],
    )
    session.commit()


def test_a_date_taken_back_asks_about_the_duty_on_it(
    pages: Pages, margaret: Member, asked: AvailabilityRound
) -> None:
    promise(margaret, days()[1])
    slot = asked.slots[1].id
    everything = [str(each.id) for each in asked.slots]

    def tick(**fields: object) -> int:
        answer = pages.client.post(url(asked, f"/slots/{slot}"), data=fields, headers=HTMX)
        return len(BeautifulSoup(answer.text, "html.parser").select("#promised li"))

    assert tick(free=slot) == 0
    assert tick() == 0  # nothing has been sent yet, so nothing is taken back
    assert pages.submit(url(asked), free=everything).heading.startswith("When could you sit")
    assert tick() == 1
    page: Page = pages.submit(url(asked), free=everything[2:])
    assert page.heading == "What you have promised"
    assert len(page.select("#promised li")) == 1


def test_the_round_of_another_area_and_of_nobody_is_not_found(
    pages: Pages, margaret: Member, asked: AvailabilityRound
) -> None:
    margaret.person.is_staff = True  # never asked
    session.commit()
    for more in ("/fill", "", f"/slots/{asked.slots[0].id}"):
        pages.post(url(asked, more), 404)
    pages.get(url(asked), 404)
    pages.get("/members/me/rounds/00000000-0000-4000-8000-000000000000", 404)


def test_one_volunteer_never_changes_the_answers_of_another(
    pages: Pages, margaret: Member, asked: AvailabilityRound
) -> None:
    other = MemberFactory(person=PersonFactory(name="Ann Lee"))
    scenes.sent(asked, other, 0, 1)
    pages.submit(url(asked))
    session.expire_all()
    assert len(queries.ticked(asked, other)) == 2

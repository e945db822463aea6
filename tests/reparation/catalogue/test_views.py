"""The catalogue as a practitioner reads it, with and without JavaScript."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from portal.people.models import Person
from tests.pages import Page, Pages
from tests.reparation import scenes as reparation
from tests.reparation.catalogue import scenes

URL = "/reparation/projects"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def projects(marcus: Person) -> dict[str, Any]:
    """Return two areas, a project in each, and one place at the first."""
    here, there = scenes.area(), scenes.area("Castlebeck")
    bikes = scenes.open_project(
        *("Bike repair", "Bicycles"),
        venue=reparation.venue("Workshop", area=here, grid_e=372000, grid_n=491500),
        accreditation="AQA Unit Award",
        step_free=True,
        least_age=13,
        most_age=17,
    )
    garden = scenes.open_project(
        *("Library garden", "Parks and nature"),
        venue=reparation.venue("Garden", area=there, grid_e=366100, grid_n=485000),
        weekends=True,
    )
    held = scenes.session_of(bikes, places=2)
    return {"here": here, "there": there, "bikes": bikes, "garden": garden, "held": held}


def cards(page: Page) -> list[str]:
    return [link.get_text() for link in page.select("#results h2 a")]


def removable(page: Page) -> list[str]:
    """Return what narrows the list, as the page says it."""
    return [
        " ".join(span.get_text(" ").split()).split(" Remove")[0]
        for span in page.select("#results .app-row .app-row > span")
    ]


def test_cards_say_who_is_helped_what_is_free_and_for_whom(
    desk: Pages, projects: dict[str, Any]
) -> None:
    page = desk.get(URL)
    assert page.heading == "Reparation projects"
    assert cards(page) == ["Bike repair", "Library garden"]
    first, second = (
        " ".join(each.get_text(" ").split()) for each in page.select("#results li.app-card")
    )
    assert first == (
        "Bicycles Bike repair Kentmere Youth Justice Service 2 places left, Saturday 14 March "
        "Saturdays, 10am to 1pm. Ages 13 to 17. AQA Unit Award. Step-free."
    )
    assert "No session planned" in second
    assert page.select_one(f"#results a[href='{URL}/{projects['bikes'].uuid}']")


def test_filters_narrow_say_how_many_they_leave_and_can_be_taken_off(
    desk: Pages, projects: dict[str, Any]
) -> None:
    here = projects["here"].id
    page = desk.get(f"{URL}?area={here}&must=step_free&must=soon&age=14&day=sat&words=bike")
    assert cards(page) == ["Bike repair"]
    assert removable(page) == [
        *("“bike”", "Northmere", "Age 14", "A place in the next 14 days", "Step-free", "Saturday"),
    ]
    assert page.select("#area option[selected]")[0].get_text() == "Northmere (1)"
    assert page.select("#theme option[value='Food']")[0].get_text() == "Food (0)"
    off = page.select("#results .app-row a")[0]["href"]
    assert parse_qs(urlsplit(str(off)).query) == {
        "area": [str(here)],
        "age": ["14"],
        "must": ["soon", "step_free"],
        "day": ["sat"],
    }


def test_an_area_can_be_left_out(desk: Pages, projects: dict[str, Any]) -> None:
    assert cards(desk.get(f"{URL}?area=not-{projects['here'].id}")) == ["Library garden"]


def test_nearest_first_says_how_far(desk: Pages, projects: dict[str, Any]) -> None:
    page = desk.get(f"{URL}?sort=near-{projects['there'].id}")
    assert cards(page) == ["Library garden", "Bike repair"]
    assert "Under a mile away." in page.words


def test_nonsense_asks_for_nothing(desk: Pages, projects: dict[str, Any]) -> None:
    page = desk.get(f"{URL}?area=x&age=99&must=a&day=b&sort=near-&referral=1&page=zero&theme=%00")
    assert len(cards(page)) == 2
    assert removable(page) == []


def test_nothing_found_says_what_to_do(desk: Pages, projects: dict[str, Any]) -> None:
    page = desk.get(f"{URL}?words=zebra")
    assert "No project found" in page.words
    assert page.select("#results .app-empty a")[0]["href"] == URL


def test_as_a_table_the_same_is_said(desk: Pages, projects: dict[str, Any]) -> None:
    page = desk.get(f"{URL}?view=table&words=bike")
    [row] = page.select("#results tbody tr")
    assert "2 places left, Saturday 14 March" in row.get_text()
    back = page.select("#results .app-row--apart a")[-1]
    assert (back.get_text(), back["href"]) == ("See as cards", f"{URL}?words=bike")
    assert page.select("#search input[name=view]")[0]["value"] == "table"


def test_the_fragment_brings_the_results_and_the_counts_and_stays_small(
    desk: Pages, projects: dict[str, Any]
) -> None:
    for number in range(12):
        scenes.session_of(scenes.open_project(f"A project to be done in company {number}", "Food"))
    answer = desk.client.get(URL, headers=HTMX)
    assert len(answer.data) < 10 * 1024
    part = Page(answer.text, "html.parser")
    assert [each["id"] for each in part.find_all("div", recursive=False)] == ["results", "facets"]
    assert part.select("#facets")[0]["hx-swap-oob"] == "outerMorph"
    assert part.select_one("#words") is None


def test_for_a_referral_the_best_comes_first_with_the_reason(
    desk: Pages, marcus: Person, projects: dict[str, Any]
) -> None:
    of = scenes.referral(marcus, projects["here"], wish_theme="Bicycles")
    page = desk.get(f"{URL}?referral={of.uuid}&day=sat")
    assert "Best fit first for RF-2026-001 , Northmere: 12 hours to do, 0 done." in page.words
    assert cards(page) == ["Bike repair", "Library garden"]
    [best, other] = (" ".join(each.get_text(" ").split()) for each in page.select(".app-fit"))
    assert best == (
        "Fits best: it follows the wish, it runs on the free Saturdays and it is under a mile away."
    )
    assert other.startswith("Fits little: ")
    assert page.select("#search input[name=referral]")[0]["value"] == str(of.uuid)
    link = str(page.select("#results h2 a")[0]["href"])
    assert parse_qs(urlsplit(link).query) == {"referral": [str(of.uuid)], "day": ["sat"]}
    said = " ".join(desk.get(link).select(".app-fit")[0].get_text(" ").split())
    assert said == f"Fits well RF-2026-001 :{best.removeprefix('Fits best:')}"


def test_another_practitioners_referral_is_not_there(desk: Pages, projects: dict[str, Any]) -> None:
    other = scenes.referral(reparation.practitioner("Laura Finch"), projects["here"])
    for url in (URL, f"{URL}/{projects['bikes'].uuid}"):
        desk.get(f"{url}?referral={other.uuid}", status=404)


def test_the_print_for_a_family_is_plain_and_holds_no_reference(
    desk: Pages, marcus: Person, projects: dict[str, Any]
) -> None:
    scenes.placed(projects["held"], scenes.referral(marcus, projects["here"]))
    url = f"{URL}/{projects['bikes'].uuid}"
    assert desk.get(url).select_one(f"a[href='{url}/print']")
    page = desk.get(f"{url}/print")
    assert page.heading == "Bike repair"
    assert "Saturday 14 March, 10am to 1pm" in page.words
    assert "You can gain an award: AQA Unit Award" in page.words
    assert not {"PL-", "RF-"} & {word[:3] for word in page.words.split()}

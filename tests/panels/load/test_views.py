"""The page of fair load: columns that sort, figures that lead to their rows."""

from datetime import date

from flask import Flask

from portal.people.models import Person
from tests.pages import Pages
from tests.panels import scenes
from tests.panels.duties.test_queries import CHAIR, held

QUARTER = "/panels/load?from=2026-01&span=quarter"


def test_each_figure_leads_to_its_rows(pages: Pages, jo: Person) -> None:
    graham = scenes.chair()
    sitting = held(CHAIR, graham, date(2026, 1, 13))
    page = pages.get(QUARTER)
    assert page.heading == "Fair load, January to March 2026"
    rows = f"/panels/load/{graham.person_id}?from=2026-01&span=quarter"
    links = [str(link["href"]) for link in page.select("#load tbody a")]
    assert links == [
        rows,
        *(f"{rows}#{part}" for part in ("sat", "sat", "asked", "asked", "asked")),
        scenes.of(sitting),
    ]
    assert "1 of Graham Holt (0–6) within what was agreed" in " ".join(
        scenes.text_of(page, "#load tbody td").split()
    )
    behind = pages.get(rows)
    assert behind.heading == "What Graham Holt carries, January to March 2026"
    words = behind.words
    assert "Sittings: 1" in words
    assert "Tue 13 January, 5:30pm" in words
    assert "Offers: 1" in words
    assert "Said yes, Mon 1 December 2025" in words


def test_columns_sort_by_links_and_turn_round(pages: Pages, jo: Person) -> None:
    scenes.chair()
    scenes.volunteer("Ann Lee")
    page = pages.get(f"{QUARTER}&show=never&sort=sittings")
    heads = {
        " ".join(head.get_text().split()).rstrip(" ▲▼"): (head["aria-sort"], head.a["href"])  # type: ignore[index]  # each has a link
        for head in page.select("#load thead th")
    }
    assert heads["Sittings"] == ("ascending", f"{QUARTER}&show=never&sort=-sittings")
    assert heads["Person"] == ("none", f"{QUARTER}&show=never")
    assert heads["Last sat"] == ("none", f"{QUARTER}&show=never&sort=last")
    names = [each.get_text() for each in page.select("#load tbody th")]
    assert names == ["Ann Lee", "Graham Holt"]


def test_htmx_gets_the_region_alone_and_nonsense_is_passed_over(pages: Pages, jo: Person) -> None:
    part = pages.fragment("/panels/load?from=x&span=y&show=z&sort=%00&area=q&page=-3")
    assert [each.get("id") for each in part.find_all(recursive=False)] == ["load"]
    pages.get("/panels/load/0", 404)
    pages.get(f"/panels/load/{jo.id}", 404)  # no volunteer


def test_nobodys_load_is_a_volunteers_business(app: Flask, pages: Pages, margaret: Person) -> None:
    scenes.enter(pages, margaret)
    pages.get("/panels/load", 403)
    pages.get(f"/panels/load/{margaret.id}", 403)

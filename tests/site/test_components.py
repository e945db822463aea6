"""Macros take plain values and decide nothing; these are what pages are furnished with."""

from types import SimpleNamespace

from bs4 import BeautifulSoup
from flask import Flask

from portal.site.pagination import Page


def drawn(app: Flask, source: str, url: str = "/help", **values: object) -> BeautifulSoup:
    """Return what a template makes of a component."""
    with app.test_request_context(url):
        text = app.jinja_env.from_string(source).render(**values)
    return BeautifulSoup(text, "html.parser")


PAGES = (
    """{% from "components/pagination.html" import pagination %}{{ pagination(page, target) }}"""
)


def test_pages_are_linked_with_their_filters_kept(app: Flask) -> None:
    page = Page(["x", "y"], 2, 2, 7)
    found = drawn(app, PAGES, "/help?area=1&area=2&q=jo&page=2", page=page)
    assert [(link.get_text(strip=True), link["href"]) for link in found.select("a")] == [
        ("Previous", "/help?area=1&area=2&q=jo"),
        ("1", "/help?area=1&area=2&q=jo"),
        ("2", "/help?area=1&area=2&q=jo&page=2"),
        ("3", "/help?area=1&area=2&q=jo&page=3"),
        ("4", "/help?area=1&area=2&q=jo&page=4"),
        ("Next", "/help?area=1&area=2&q=jo&page=3"),
    ]
    assert [link.get_text() for link in found.select("a[aria-current=page]")] == ["2"]
    assert "Showing 3 to 4 of 7" in found.get_text()
    assert not found.select("[hx-get]")


def test_pages_can_be_live(app: Flask) -> None:
    found = drawn(app, PAGES, page=Page(["x"], 1, 1, 2), target="list")
    links = found.select("a[hx-get]")
    assert links
    assert {(link["hx-get"] == link["href"], link["hx-target"]) for link in links} == {
        (True, "#list")
    }


def test_one_page_has_no_links_and_none_says_nothing(app: Flask) -> None:
    assert not drawn(app, PAGES, page=Page(["x"], 1, 25, 1)).select("a")
    assert drawn(app, PAGES, page=Page([], 1, 25, 0)).get_text(strip=True) == ""


def test_state_has_words_before_its_colour(app: Flask) -> None:
    source = """{% from "components/state.html" import state %}{{ state("<Quorate>", "ok") }}"""
    tag = drawn(app, source).span
    assert tag
    assert (tag["class"], tag.get_text()) == (["app-state", "app-ok"], "<Quorate>")


def test_empty_state_says_what_to_do_next(app: Flask) -> None:
    source = """{% from "components/empty.html" import empty %}
        {{ empty("No panels yet", "Enter an order first.", ("Enter an order", "/panels")) }}"""
    found = drawn(app, source)
    assert " ".join(found.get_text(" ").split()) == (
        "No panels yet Enter an order first. Enter an order"
    )
    assert found.select("a[href='/panels']")


def test_breadcrumbs_lead_back(app: Flask) -> None:
    source = """{% from "components/breadcrumbs.html" import breadcrumbs %}
        {{ breadcrumbs([("Home", "/"), ("Panels", "/panels/")]) }}"""
    links = drawn(app, source).select("nav[aria-label] ol a")
    assert [(link.get_text(), link["href"]) for link in links] == [
        ("Home", "/"),
        ("Panels", "/panels/"),
    ]


def test_a_drop_down_offers_what_there_is_and_keeps_what_was_chosen(app: Flask) -> None:
    source = """{% from "components/facet.html" import facet %}
        {{ facet("area", "Area", areas | options, 2, "Any area") }}"""
    areas = [SimpleNamespace(id=1, name="Northmere"), SimpleNamespace(id=2, name="Eastvale")]
    found = drawn(app, source, areas=areas)
    assert [(each["value"], each.get_text()) for each in found.select("#area option")] == [
        ("", "Any area"),
        ("1", "Northmere"),
        ("2", "Eastvale"),
    ]
    assert [each.get_text() for each in found.select("[selected]")] == ["Eastvale"]


def test_a_list_is_narrowed_by_a_form_that_works_without_javascript(app: Flask) -> None:
    source = """{% from "components/facets.html" import facets %}
        {% call facets("/help", "list", "People", words) %}<b>more</b>{% endcall %}"""
    form = drawn(app, source, words=("q", "Name", "<Jo>")).form
    assert form
    assert (form["action"], form["hx-get"], form["hx-target"]) == ("/help", "/help", "#list")
    assert "input" in form["hx-trigger"]
    assert [(each["name"], each["value"]) for each in form.select("input")] == [("q", "<Jo>")]
    assert form.b
    assert form.select("button[type=submit]")
    bare = drawn(app, source, words=None).form
    assert bare
    assert (bare["hx-trigger"], bare.input) == ("change, submit", None)

"""Gaps as a practitioner reads them, and how a search without a result gets there."""

from typing import Any

from portal.database import session
from portal.people.models import Person
from portal.reparation.models import MissedSearch
from tests.pages import Page, Pages
from tests.reparation.catalogue import scenes

URL = "/reparation/gaps"
HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def test_a_search_without_a_result_is_counted_once_a_day_without_and_with_javascript(
    desk: Pages, short: dict[str, Any]
) -> None:
    there = short["there"].id
    page = desk.get(f"/reparation/projects?area={there}&theme=Bicycles&words=x")
    form = page.select("#missed")[0]
    sent = {str(each["name"]): str(each["value"]) for each in form.select("input[type=hidden]")}
    assert (sent["area"], sent["theme"]) == (str(there), "Bicycles")
    answer = desk.post(str(form["action"]), 303, **sent)
    assert answer.response.headers["location"].endswith(f"?area={there}&theme=Bicycles")
    assert desk.get("/reparation/projects").notices == [
        "Counted, so that those who plan see what is missing."
    ]
    again = desk.client.post(str(form["action"]), data=sent, headers=HTMX)
    assert Page(again.text, "html.parser").select("p#missed")
    assert "2 searches" not in desk.get(URL).words
    assert "1 wish, 1 search without a result" in desk.get(URL).words


def test_for_a_referral_its_area_and_wish_are_what_is_missing(
    desk: Pages, marcus: Person, short: dict[str, Any]
) -> None:
    of = scenes.referral(marcus, short["there"], wish_theme="Food")
    page = desk.get(f"/reparation/projects?referral={of.uuid}&words=zebra")
    sent = {
        str(each["name"]): str(each["value"]) for each in page.select("#missed input[type=hidden]")
    }
    assert (sent["area"], sent["theme"]) == (str(short["there"].id), "Food")


def test_nonsense_is_counted_for_any_area_and_theme(desk: Pages, short: dict[str, Any]) -> None:
    desk.post("/reparation/gaps/missed", area="x" * 500, theme="<b>")
    row = session.query(MissedSearch).one()
    assert (row.area, row.theme, row.number) == ("", "", 1)


def test_the_page_names_what_is_short(desk: Pages, short: dict[str, Any]) -> None:
    page = desk.get(URL)
    assert page.heading == "Gaps"
    assert "Bicycles Castlebeck 1 wish No project" in page.words

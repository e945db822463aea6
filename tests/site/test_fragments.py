"""A view answers a browser with a page and htmx with a part, and both say the same."""

from bs4 import BeautifulSoup
from flask import Flask, Response, flash

from portal.site.fields import Text
from portal.site.forms import Form
from portal.site.fragments import fragment_or_redirect, page_or_fragment

PAGE, PART = "site/help.html", "site/_support.html"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
FULL = {"HX-Request": "true", "HX-Request-Type": "full"}


class Asked(Form):
    """Asks for one thing."""

    name = Text("Name", needed="Enter a name")


def roots(answer: Response) -> list[str]:
    """Return the ids of what stands side by side in an answer."""
    part = BeautifulSoup(answer.get_data(as_text=True), "html.parser")
    return [str(tag.get("id")) for tag in part.find_all(recursive=False)]


def test_browser_gets_the_page_and_htmx_the_part(app: Flask) -> None:
    with app.test_request_context():
        assert "<html" in page_or_fragment(PAGE, PART).get_data(as_text=True)
    with app.test_request_context(headers=FULL):
        assert "<html" in page_or_fragment(PAGE, PART).get_data(as_text=True)
    with app.test_request_context(headers=PARTIAL):
        assert roots(page_or_fragment(PAGE, PART)) == ["support"]


def test_change_leads_a_browser_on_and_htmx_to_what_it_is_now(app: Flask) -> None:
    with app.test_request_context(method="POST"):
        answer = app.make_response(fragment_or_redirect(PART, "/help"))
        assert (answer.status_code, answer.headers["Location"]) == (303, "/help")
    with app.test_request_context(method="POST", headers=PARTIAL):
        answer = app.make_response(fragment_or_redirect(PART, "/help"))
        assert (answer.status_code, roots(answer)) == (200, ["support", "said"])


def test_part_brings_along_what_was_said(app: Flask) -> None:
    with app.test_request_context(headers=PARTIAL):
        flash("Order entered.", "done")
        answer = page_or_fragment(PAGE, PART)
        said = BeautifulSoup(answer.get_data(as_text=True), "html.parser").select_one(
            "#said[hx-swap-oob]"
        )
    assert roots(answer) == ["support", "said"]
    assert said
    assert said.select_one("[role=alert] .govuk-notification-banner__heading")
    assert "Order entered." in said.get_text()


def test_refused_form_brings_along_its_error_summary(app: Flask) -> None:
    with app.test_request_context(method="POST", headers=PARTIAL, data={"name": " "}):
        form = Asked()
        assert not form.validate()
        answer = page_or_fragment(PAGE, PART, 422, form=form)
        said = BeautifulSoup(answer.get_data(as_text=True), "html.parser").select_one(
            "#said[hx-swap-oob]"
        )
    assert answer.status_code == 422
    assert said
    link = said.select_one(".govuk-error-summary a")
    assert link
    assert (link["href"], link.get_text()) == ("#name", "Enter a name")


def test_problem_without_a_field_stands_without_a_link(app: Flask) -> None:
    with app.test_request_context(method="POST", headers=PARTIAL):
        form = Asked()
        form.refuse("The room is taken.")
        answer = page_or_fragment(PAGE, PART, 422, form=form)
        said = BeautifulSoup(answer.get_data(as_text=True), "html.parser").select_one("#said")
    assert said
    assert [item.get_text(strip=True) for item in said.select("li")] == ["The room is taken."]
    assert not said.select("a")

"""Nothing typed is lost when somebody was signed out meanwhile, or their page grew too old."""

from collections.abc import Iterator

import pytest
from bs4 import Tag
from flask import Flask

from portal.access.rules import Role
from portal.accounts.models import SignInSession
from portal.database import changing, session
from portal.people.models import Person
from tests.accounts.reading import portal_with
from tests.factories import user_with
from tests.pages import PASSWORD, Page, Pages

OURS = {"Origin": "http://localhost"}
TYPED = {"phone": "01632 960 777\u00e9 <b>", "shared": "y"}


@pytest.fixture
def strict(app: Flask) -> Iterator[Pages]:
    """Return a client of the portal as in production: every form needs its token."""
    with portal_with(app, WTF_CSRF_ENABLED=True) as portal:
        yield Pages(portal)


def hidden(page: Page) -> dict[str, str]:
    """Return the hidden fields of the form in the main part."""
    form = page.select_one("main form")
    assert isinstance(form, Tag)
    return {str(tag["name"]): str(tag["value"]) for tag in form.select("input[type=hidden]")}


def token(pages: Pages, url: str = "/sign-in") -> str:
    return hidden(pages.get(url))["csrf_token"]


def sent(pages: Pages, url: str, fields: dict[str, str], status: int, **headers: str) -> Page:
    answer = pages.client.post(url, data=fields, headers={**OURS, **headers})
    return pages._read(answer, status)


def signed_in_then_out(pages: Pages) -> str:
    """Sign in, open a form, and lose the session; return the form's token."""
    user = user_with(Role.VOLUNTEER)
    email = user.email
    fields = {"csrf_token": token(pages), "email": email, "password": PASSWORD}
    sent(pages, "/sign-in", fields, 303)
    good = token(pages, "/account/contact")
    with changing():
        session.query(SignInSession).delete()
    return good


def test_what_was_typed_is_sent_after_signing_in_again(strict: Pages) -> None:
    good = signed_in_then_out(strict)
    asked = sent(
        strict,
        "/account/contact",
        {**TYPED, "csrf_token": good},
        401,
        Referer="http://localhost/account/contact",
    )
    assert asked.heading == "Sign in"
    assert "What you typed is kept" in asked.words
    email = session.query(Person).one().email or ""
    carried = hidden(asked)
    wrong = sent(strict, "/sign-in", {**carried, "email": email, "password": "x"}, 422)
    again = sent(strict, "/sign-in", {**hidden(wrong), "email": email, "password": PASSWORD}, 200)
    assert again.heading == "Send what you typed?"
    assert "Phone 01632 960 777é <b> Shared y" in again.words
    back = again.find("a", string="Do not send it, go back")
    assert isinstance(back, Tag)
    assert back["href"] == "/account/contact"
    form = again.select_one("main form")
    assert isinstance(form, Tag)
    assert form["action"] == "/account/contact"
    refused = sent(strict, "/account/contact", hidden(again), 422)
    assert refused.problems == ["Enter a telephone number, like 01632 960001 or 07700 900982"]
    mended = {**hidden(refused), **TYPED, "phone": "01632 960777"}
    sent(strict, "/account/contact", mended, 303)
    session.rollback()
    assert session.query(Person).one().phone == "01632 960777"


def test_htmx_is_told_to_show_the_whole_sign_in_page(strict: Pages) -> None:
    good = signed_in_then_out(strict)
    asked = sent(
        strict,
        "/account/contact",
        {**TYPED, "csrf_token": good},
        401,
        **{"HX-Request": "true", "HX-Request-Type": "partial"},
    )
    assert asked.heading == "Sign in"
    headers = asked.response.headers
    assert (headers["HX-Retarget"], headers["HX-Reswap"]) == ("body", "innerHTML")


def test_htmx_that_reads_is_told_to_go_and_sign_in(pages: Pages) -> None:
    headers = {
        "HX-Request": "true",
        "HX-Request-Type": "partial",
        "HX-Current-URL": "http://localhost/admin/accounts?q=jo",
    }
    answer = pages.client.get("/admin/accounts", headers=headers)
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (
        401,
        "/sign-in?next=/admin/accounts?q%3Djo",
    )
    headers["HX-Current-URL"] = "https://evil.example/x"
    answer = pages.client.get("/admin/accounts", headers=headers)
    assert answer.headers["HX-Redirect"] == "/sign-in?next=/"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", ""])
def test_nothing_is_carried_that_another_site_wrote(strict: Pages, origin: str) -> None:
    good = signed_in_then_out(strict)
    asked = sent(strict, "/account/contact", {**TYPED, "csrf_token": good}, 401, Origin=origin)
    assert "nothing was changed" in asked.words
    assert hidden(asked)["carried"] == ""


def test_neither_passwords_nor_files_nor_a_book_are_carried(pages: Pages) -> None:
    asked = sent(pages, "/account/password", {"password": "a", "new_password": "b"}, 401)
    carried = hidden(asked)["carried"]
    user = user_with(Role.VOLUNTEER)
    fields = {"email": user.email, "password": PASSWORD, "carried": carried}
    page = sent(pages, "/sign-in", fields, 200)
    assert hidden(page).keys() == {"csrf_token"}
    pages.post("/sign-out")
    asked = sent(pages, "/account/contact", {"phone": "1" * 70_000}, 401)
    assert hidden(asked)["carried"] == ""


@pytest.mark.parametrize("carried", ["x", "WyIvIixbXV0.aaaa.bbbb", "\0", "🦋"])
def test_a_carry_that_we_did_not_sign_is_ignored(pages: Pages, carried: str) -> None:
    user = user_with(Role.VOLUNTEER)
    fields = {"email": user.email, "password": PASSWORD, "carried": carried}
    sent(pages, "/sign-in", fields, 303)


def test_a_page_too_old_to_be_sent_is_shown_with_what_was_typed(strict: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    fields = {"csrf_token": token(strict), "email": user.email, "password": PASSWORD}
    sent(strict, "/sign-in", fields, 303)
    page = sent(strict, "/account/contact", {"phone": "01632 960777", "csrf_token": "old"}, 400)
    assert page.heading == "Send what you typed?"
    assert "The page had been open too long. Nothing has been sent yet." in page.words
    assert session.query(Person).one().phone != "01632 960777"
    sent(strict, "/account/contact", hidden(page), 303)
    session.rollback()
    assert session.query(Person).one().phone == "01632 960777"


def test_a_form_of_another_site_is_refused_and_not_offered_again(strict: Pages) -> None:
    user = user_with(Role.VOLUNTEER)
    fields = {"csrf_token": token(strict), "email": user.email, "password": PASSWORD}
    sent(strict, "/sign-in", fields, 303)
    page = sent(strict, "/account/contact", TYPED, 400, Origin="https://evil.example")
    assert page.heading == "This was not sent"
    assert not page.select("main form")


def test_a_page_from_before_the_browser_was_closed_asks_to_sign_in_and_keeps_the_text(
    strict: Pages,
) -> None:
    good = signed_in_then_out(strict)
    strict.client.delete_cookie("amends")
    asked = sent(strict, "/account/contact", {**TYPED, "csrf_token": good}, 401)
    assert "What you typed is kept" in asked.words


def test_an_old_sign_in_page_says_so_and_keeps_the_address(strict: Pages) -> None:
    fields = {"email": "ann@example.org", "password": PASSWORD, "next": "/account"}
    page = sent(strict, "/sign-in", fields, 400)
    assert page.problems[0].startswith("This page had been open too long to be sent.")
    email = page.select_one("[name=email]")
    assert email
    assert email["value"] == "ann@example.org"
    assert hidden(page)["next"] == "/account"

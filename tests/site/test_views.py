import pytest
from flask import Flask

from portal.access.rules import Role
from portal.settings import actions
from portal.settings.models import DEMO_MODE
from tests.factories import user_with
from tests.pages import Pages

STATEMENTS = {
    "/accessibility": "Accessibility statement for Amends",
    "/privacy": "Privacy: what Amends holds, and why",
    "/help": "Help and who to ring",
}


@pytest.mark.parametrize(("url", "heading"), STATEMENTS.items())
def test_statements_are_open_to_everybody(pages: Pages, url: str, heading: str) -> None:
    page = pages.get(url)
    assert page.heading == heading
    assert page.select_one("main a[href='tel:01632960147']")
    assert page.select_one("main a[href^='mailto:']")


@pytest.mark.parametrize("url", STATEMENTS)
def test_every_page_links_to_the_statements(pages: Pages, url: str) -> None:
    assert [link["href"] for link in pages.get(url).select("footer a")] == [
        "/accessibility",
        "/privacy",
        "/help",
    ]


def test_load_balancer_is_told_no_details(app: Flask) -> None:
    client = app.test_client()
    assert [client.get(url).text for url in ("/healthz", "/readyz")] == ["ok\n", "ok\n"]


def test_demo_says_so_on_every_page(app: Flask, pages: Pages) -> None:
    assert "This is a demo" not in str(pages.get("/help"))
    actions.change(DEMO_MODE, True, actor=None)
    app.extensions["sqlalchemy"].session.commit()
    assert "This is a demo. Everybody in it is made up" in str(pages.get("/help"))


@pytest.mark.parametrize(
    ("role", "labels"),
    [
        (
            Role.PARTNER,
            [
                "Home",
                "My training",
                "Training",
                "My projects",
                "My organisation",
                "Calendar",
                "Noticeboard",
            ],
        ),
        (Role.ADMINISTRATOR, ["Home", "Mail", "Accounts", "Audit trail", "Jobs", "Settings"]),
    ],
)
def test_navigation_has_what_the_role_may_open(
    app: Flask, pages: Pages, role: Role, labels: list[str]
) -> None:
    page = pages.sign_in(user_with(role).email).get("/help")
    shown = [link.get_text(strip=True) for link in page.select("#navigation a")]
    assert [label for label in labels if label in shown] == shown


def test_navigation_marks_where_one_is(app: Flask, pages: Pages) -> None:
    page = pages.sign_in(user_with(Role.PARTNER).email).get("/")
    assert [link.get_text(strip=True) for link in page.select("#navigation [aria-current]")] == [
        "Home"
    ]


def test_menu_stands_open_without_javascript(app: Flask, pages: Pages) -> None:
    page = pages.sign_in(user_with(Role.PARTNER).email).get("/")
    assert page.select_one("#navigation:not([hidden])")
    assert page.select_one("button[aria-controls=navigation][hidden]")


def test_signing_out_takes_a_button(app: Flask, pages: Pages) -> None:
    page = pages.sign_in(user_with(Role.PARTNER).email).get("/")
    form = page.select_one("header form[action='/sign-out']")
    assert form
    assert form["method"] == "post"

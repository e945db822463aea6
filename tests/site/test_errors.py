"""Every page about trouble is shown whatever else is broken, and says what to do next."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, abort
from sqlalchemy.exc import IntegrityError, NoResultFound, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from portal.access import public
from portal.site.errors import PROBLEMS
from tests import databases
from tests.pages import Page, Pages

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
FAULTS: dict[str, Callable[[], Exception]] = {
    "fault": lambda: ZeroDivisionError("secret"),
    "missing": NoResultFound,
    "doubled": lambda: IntegrityError("secret", None, Exception("it broke\nsecret")),
    "stale": StaleDataError,
    "locked": lambda: OperationalError("secret", None, Exception("it broke\nsecret")),
}


@pytest.fixture(scope="module")
def broken(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Return the application without a database behind it, and with views that fail."""
    missing = tmp_path_factory.mktemp("nothing") / "no-folder" / "amends.sqlite3"
    app = databases.make_app(
        f"sqlite:///{missing}", PROPAGATE_EXCEPTIONS=False, WTF_CSRF_ENABLED=True
    )

    @app.get("/broken/<kind>")
    @public
    def fail(kind: str) -> str:
        raise FAULTS[kind]()

    @app.route("/answers/<int:status>", methods=["GET", "POST"])
    @public
    def answer(status: int) -> str:
        abort(status)

    return app


@pytest.fixture
def mended(broken: Flask) -> Iterator[dict[str, Any]]:
    """Return the names that templates use; what a test breaks among them is mended after it."""
    before = dict(broken.jinja_env.globals)
    yield broken.jinja_env.globals
    broken.jinja_env.globals.clear()
    broken.jinja_env.globals.update(before)


def fails(*_: object, **__: object) -> None:
    """Break."""
    raise RuntimeError("secret")


def check_page(page: Page, problem: int) -> None:
    """See that the page says what happened, what to do, and how to reach somebody."""
    found = PROBLEMS[problem]
    assert page.heading == found.title
    assert found.sentence in page.words
    assert found.remedy in page.words
    assert page.select_one("main a[href='/']")
    assert page.select_one("main a[href^='tel:']")
    assert "secret" not in str(page)


@pytest.mark.parametrize("status", [400, 403, 404, 405, 409, 413, 429, 500, 503])
def test_each_status_has_its_page(broken: Flask, status: int) -> None:
    check_page(Pages(broken).get(f"/answers/{status}", status), status)


@pytest.mark.parametrize(("status", "like"), [(410, 400), (418, 400), (501, 500), (502, 500)])
def test_other_statuses_have_a_page_too(broken: Flask, status: int, like: int) -> None:
    check_page(Pages(broken).get(f"/answers/{status}", status), like)


@pytest.mark.parametrize(
    ("kind", "status"),
    [("fault", 500), ("missing", 404), ("doubled", 409), ("stale", 409), ("locked", 503)],
)
def test_each_fault_has_its_status(broken: Flask, kind: str, status: int) -> None:
    check_page(Pages(broken).get(f"/broken/{kind}", status), status)


@pytest.mark.parametrize(("kind", "status"), [("doubled", 409), ("locked", 503)])
def test_what_the_database_refused_is_logged_without_what_was_typed(
    broken: Flask, caplog: pytest.LogCaptureFixture, kind: str, status: int
) -> None:
    Pages(broken).get(f"/broken/{kind}", status)
    assert f"{status} at GET /broken/{kind}: it broke" in caplog.text
    assert "secret" not in caplog.text


def test_address_that_leads_nowhere_is_404(broken: Flask) -> None:
    check_page(Pages(broken).get("/no/such/page", 404), 404)


def test_method_that_is_not_taken_says_which_is(broken: Flask) -> None:
    page = Pages(broken).post("/help", 405)
    check_page(page, 405)
    assert "GET" in page.response.headers["Allow"]


def test_post_without_a_token_has_a_page_even_when_nothing_can_be_asked(broken: Flask) -> None:
    check_page(Pages(broken).post("/answers/200", 500), 500)


def test_too_many_says_when_to_come_back(broken: Flask) -> None:
    assert Pages(broken).get("/answers/429", 429).response.headers["Retry-After"] == "600"


def test_body_that_is_too_big_is_413(broken: Flask) -> None:
    answer = broken.test_client().post("/answers/200", data={"file": "x" * (17 * 1024 * 1024)})
    assert answer.status_code == 413
    assert PROBLEMS[413].sentence in answer.text


def test_database_that_is_gone_is_503(broken: Flask) -> None:
    check_page(Pages(broken).get("/readyz", 503), 503)


@pytest.mark.parametrize("url", ["/", "/help", "/no/such/page", "/broken/fault"])
def test_page_of_somebody_signed_in_stands_without_the_database(broken: Flask, url: str) -> None:
    pages = Pages(broken)
    with pages.client.session_transaction() as cookie:
        cookie.update(_user_id="token-of-a-session", _fresh=True)
    status = {"/no/such/page": 404, "/broken/fault": 500}.get(url, 503)
    check_page(pages.get(url, status), status)


@pytest.mark.parametrize(
    "name", ["navigation", "is_demo", "current_item", "get_flashed_messages", "may"]
)
def test_trouble_page_needs_nothing_that_ordinary_pages_do(
    broken: Flask, mended: dict[str, Any], name: str
) -> None:
    mended[name] = fails
    check_page(Pages(broken).get("/broken/fault", 500), 500)


@pytest.mark.parametrize("name", ["csp_nonce", "url_for"])
def test_fixed_text_is_left_when_not_even_the_layout_can_be_drawn(
    broken: Flask, mended: dict[str, Any], name: str
) -> None:
    mended[name] = fails
    answer = broken.test_client().get("/answers/404")
    assert answer.status_code == 404
    assert PROBLEMS[404].title in answer.text
    assert PROBLEMS[404].remedy in answer.text
    assert 'href="/"' in answer.text


def test_trouble_page_loads_no_script_that_could_be_broken() -> None:
    layout = Path("templates/layouts/plain.html").read_text()
    assert "current_user" not in layout
    assert "navigation" not in layout


@pytest.mark.parametrize("status", [403, 404, 409, 429, 500])
def test_htmx_gets_a_banner_and_leaves_the_page_alone(broken: Flask, status: int) -> None:
    answer = broken.test_client().get(f"/answers/{status}", headers=PARTIAL)
    assert answer.status_code == status
    asked = {name: answer.headers[name] for name in ("HX-Retarget", "HX-Reswap", "HX-Push-Url")}
    assert asked == {"HX-Retarget": "#said", "HX-Reswap": "outerHTML", "HX-Push-Url": "false"}
    part = Page(answer.text, "html.parser")
    assert [child.get("id") for child in part.find_all(recursive=False)] == ["said"]
    assert part.select_one("[role=alert][tabindex='-1']")
    assert PROBLEMS[status].remedy in part.words


def test_answers_to_htmx_and_to_browsers_are_kept_apart(broken: Flask) -> None:
    answer = broken.test_client().get("/no/such/page")
    assert {"HX-Request", "HX-Request-Type"} <= set(answer.vary)

"""Static files and what a browser fetches of them; how little a first visit takes."""

import gzip
import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.access.rules import Role
from tests.factories import user_with
from tests.pages import Pages

ZIPPED = {"Accept-Encoding": "gzip"}
FIRST_VISIT_BYTES = 75_000
STATIC = Path("static")


def fetched(client: FlaskClient, address: str, **headers: str) -> TestResponse:
    """Return an answer that has been read and closed, as files want it."""
    answer = client.get(address, headers=headers, buffered=True)
    answer.close()
    return answer


def linked(html: str) -> list[str]:
    """Return the addresses of the static files that a page makes a browser fetch at once."""
    return re.findall(r'(?:src|href)="(/static/[^"]+)"', html)


def test_static_addresses_change_with_the_content_and_are_kept_for_a_year(app: Flask) -> None:
    client = app.test_client()
    addresses = linked(client.get("/help").text)
    assert addresses
    for address in addresses:
        answer = fetched(client, address)
        assert answer.status_code == 200, address
        assert re.search(r"\?v=[0-9a-f]{12}$", address)
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_every_file_that_css_and_scripts_name_exists() -> None:
    named = [
        *re.findall(r"url\(([^)]+)\)", (STATIC / "amends.css").read_text()),
        *(f"vendor/{file.name}" for file in (STATIC / "vendor").iterdir()),
    ]
    assert "vendor/atkinson-next.woff2" in named
    assert [name for name in named if not (STATIC / name).is_file()] == []


def test_font_is_our_own_and_no_page_asks_another_host(app: Flask) -> None:
    for address in [*linked(app.test_client().get("/help").text), "/static/amends.js"]:
        text = fetched(app.test_client(), address).text if ".min" not in address else ""
        assert not re.search(r"""(?:url\(|from |import\()\s*["']?https?:""", text), address


@pytest.mark.parametrize("role", [None, *Role])
def test_first_visit_stays_small(app: Flask, role: Role | None) -> None:
    pages = Pages(app)
    if role:
        pages.sign_in(user_with(role).email)
    page = pages.client.get("/" if role else "/sign-in", headers=ZIPPED)
    assert page.status_code == 200
    assert page.headers["Content-Encoding"] == "gzip"
    addresses = [*linked(gzip.decompress(page.data).decode()), "/static/vendor/atkinson-next.woff2"]
    files = {address: len(fetched(pages.client, address, **ZIPPED).data) for address in addresses}
    assert len(page.data) + sum(files.values()) <= FIRST_VISIT_BYTES, files


def test_zipped_answer_says_the_same(app: Flask) -> None:
    client = app.test_client()
    plain = fetched(client, "/static/amends.css")
    zipped = fetched(client, "/static/amends.css", **ZIPPED)
    assert gzip.decompress(zipped.data) == plain.data
    assert "Accept-Encoding" in zipped.vary
    again = fetched(
        client, "/static/amends.css", **ZIPPED, **{"If-None-Match": zipped.headers["ETag"]}
    )
    assert again.status_code == 304


def test_browser_that_takes_no_gzip_gets_none(app: Flask) -> None:
    answer = app.test_client().get("/help", headers={"Accept-Encoding": "gzip;q=0, identity"})
    assert "Content-Encoding" not in answer.headers
    assert "<h1" in answer.text


def test_pages_are_not_kept_on_a_shared_computer(app: Flask) -> None:
    assert app.test_client().get("/help").headers["Cache-Control"] == "no-store"


def test_policy_lets_nothing_run_but_our_own_files(app: Flask) -> None:
    answer = app.test_client().get("/help")
    policy = dict(
        part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";")
    )
    nonce = re.search(r'<script nonce="([^"]+)"', answer.text)
    assert nonce
    assert policy == {
        "default-src": "'self'",
        "script-src": f"'self' 'nonce-{nonce[1]}'",
        "style-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }


def test_nonce_is_new_every_time(app: Flask) -> None:
    client = app.test_client()
    first, second = (client.get("/help").headers["Content-Security-Policy"] for _ in range(2))
    assert first != second


def test_nothing_asks_for_the_typeface_that_is_not_ours() -> None:
    """Rules of GOV.UK that outweigh ours are named in our own sheet, or a browser asks for it."""
    theirs = (STATIC / "vendor" / "govuk-frontend.min.css").read_text()
    ours = (STATIC / "amends.css").read_text()
    rules = re.findall(r"([^{}@]+)\{[^{}]*font-family:\s*\"?GDS Transport", theirs)
    weighty = [
        part for rule in rules for part in rule.split(",") if re.search(r"[\w)] ", part.strip())
    ]
    assert [part for part in weighty if not part.startswith("\n") and part not in ours] == []


def test_part_of_a_file_is_never_zipped(app: Flask) -> None:
    answer = fetched(app.test_client(), "/static/amends.css", **ZIPPED, Range="bytes=0-99")
    assert (answer.status_code, len(answer.data)) == (206, 100)
    assert "Content-Encoding" not in answer.headers

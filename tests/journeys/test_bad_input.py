"""Nonsense, in every form and every address of the portal: a sentence, never a fault."""

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode, urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from portal.access.rules import Role
from portal.database import db
from tests import databases, live
from tests.journeys import tour
from tests.journeys.paper import Paper, papers
from tests.pages import PASSWORD, Page

pytestmark = pytest.mark.timeout(600)

NASTY: Final = {
    "ten thousand letters": "x" * 10_000,
    "NUL": "Jo\x00Hartley",
    "right to left": "Jo\u202eyeltraH\u202c",
    "emoji": "👩🏽‍⚖️ 🏴󠁧󠁢󠁥󠁮󠁧󠁿",
    "a formula": '=cmd|" /C calc"!A0',
    "markup": "<script>alert(1)</script>\"'>",
    "a template": "{{ 7*7 }}{% raw %}",
    "SQL": "'; DROP TABLE person; --",
    "no real date": "31",
    "nothing": "",
    "white space": " \t\n ",
    "negative": "-1",
    "zero": "0",
    "huge": "9" * 30,
    "beyond 32 bits": "2147483648",
    "beyond 64 bits": "9223372036854775808",
    "half a number": "1.5",
    "infinite": "1e999",
    "other digits": "٣",
    "a percent sign": "%s%n%00%",
    "half a character": "\ud800",
    "the year 9999": "9999",
    "midnight twice": "24:60",
    "carriage returns": "one\r\nSubject: two",
}
"""What people, programs and attackers type."""

SENTENCE: Final = re.compile(
    r"govuk-error-summary__list|govuk-notification-banner__content|<h1[^>]*>\s*\S"
)
"""What tells that an answer says something. The thousands of answers are not parsed for it."""

ONE_BY_ONE: Final = {
    "ten thousand letters",
    "NUL",
    "half a character",
    "nothing",
    "beyond 32 bits",
    "beyond 64 bits",
    "negative",
    "no real date",
}
"""What each field is given by itself, so that no other field's refusal hides it."""

TOLD_APART: Final = {"NUL", "beyond 32 bits", "the end of time", "the beginning of time"}
"""What SQLite takes and PostgreSQL does not. PostgreSQL is given these alone: that a form has
a sentence for all the rest is the form's own doing."""

IN_ADDRESSES: Final = {
    **{name: NASTY[name] for name in ("NUL", "right to left", "emoji", "huge", "SQL", "negative")},
    "beyond 32 bits": NASTY["beyond 32 bits"],
    "beyond 64 bits": NASTY["beyond 64 bits"],
    "nothing": "",
    "words": "words",
    "a day that is none": "2026-02-31",
    "the end of time": "9999-12-31",
    "the beginning of time": "0001-01-01",
    "a thousand letters": "x" * 1000,
    "elsewhere": "https://example.org/",
}
MOST_SHOWN: Final = 40
ASKED_FOR: Final = (
    "page",
    "q",
    "day",
    "month",
    "week",
    "area",
    "kind",
    "status",
    "next",
    "from",
    "to",
)


QUICK_PASSWORDS: Final = {
    "SECURITY_PASSWORD_HASH": "plaintext",
    "SECURITY_PASSWORD_SCHEMES": ["argon2", "plaintext"],
    "SECURITY_PASSWORD_SINGLE_HASH": False,
}
"""The demo's passwords are real ones; those that the test types cost nothing."""


@dataclass
class Desk:
    """The application on a copy of the demo, with somebody of each role signed in."""

    database: str
    visits: tuple[tour.Visit, ...]
    put_back: Callable[[], None]
    clients: dict[Role | None, FlaskClient]
    faults: list[str] = field(default_factory=list)
    touched: bool = True

    def renew(self) -> None:
        """Put it back, unless all that was said since was refused as wrongly filled in."""
        if self.touched:
            self.put_back()
        self.touched = False

    def given(self, nonsense: dict[str, str]) -> dict[str, str]:
        """Return what of some nonsense is worth giving to this database."""
        whole = self.database == "sqlite"
        return {name: text for name, text in nonsense.items() if whole or name in TOLD_APART}

    def judge(self) -> None:
        """Fail when there were faults, and forget them."""
        found, self.faults = list(dict.fromkeys(self.faults)), []
        assert not found, "\n".join([f"{len(found)} faults", *found[:MOST_SHOWN]])

    def ask(self, role: Role | None, how: str, ask: Callable[[FlaskClient], TestResponse]) -> Any:
        """Return an answer, or note the fault that came instead."""
        try:
            answer = ask(self.clients[role])
        except Exception as fault:  # any fault at all is what is looked for
            self.faults.append(f"{how}: {type(fault).__name__}: {str(fault).splitlines()[0][:150]}")
            return None
        if answer.status_code >= 500:
            self.faults.append(f"{how}: {answer.status_code}")
        # Whoever is signed out is counted as well as refused: the next form would be throttled.
        self.touched |= role is None or answer.status_code not in {400, 422}
        return answer


DESKS: Final = (
    pytest.param("sqlite", marks=pytest.mark.xdist_group("desk on sqlite")),
    pytest.param(
        "postgres", marks=[pytest.mark.postgres, pytest.mark.xdist_group("desk on postgres")]
    ),
)
"""Each is made on one worker alone: it takes longer than some of its tests."""


@pytest.fixture(scope="module", params=DESKS)
def desk(
    request: pytest.FixtureRequest, folder: Path, shared_folder: Path, worker_id: str
) -> Iterator[Desk]:
    """Return the desk; put back, it is as it was."""
    if request.param == "sqlite":
        url, keep, put_back = _on_sqlite(folder, shared_folder)
    else:
        url, keep, put_back = _on_postgres(worker_id)
    app = databases.make_app(url, **QUICK_PASSWORDS, WTF_CSRF_ENABLED=True)
    # No context stays around the requests: each has a session of its own, as in a server.
    clients = {role: _signed_in(app, role) for role in (None, *Role)}
    kept = {role: _session_of(client) for role, client in clients.items()}
    with app.app_context():
        visits = tour.visits(app)
    _let_go(app)
    keep()

    def fresh() -> None:
        _let_go(app)
        put_back()
        for role, client in clients.items():
            client.set_cookie(client.application.config["SESSION_COOKIE_NAME"], kept[role])

    yield Desk(request.param, visits, fresh, clients)
    _let_go(app)


def _let_go(app: Flask) -> None:
    """Close every connection, so that the database can be replaced."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


Keeping = tuple[str, Callable[[], None], Callable[[], None]]


def _on_sqlite(folder: Path, shared: Path) -> Keeping:
    file, kept = folder / "desk.sqlite3", folder / "desk-kept.sqlite3"
    shutil.copyfile(live.demo_database(shared), file)

    def put_back() -> None:
        for suffix in ("-wal", "-shm"):
            Path(f"{file}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(kept, file)

    return f"sqlite:///{file}", lambda: _copy(file, kept), put_back


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


def _on_postgres(worker: str) -> Keeping:
    backend = databases.Postgres(f"desk_{worker}")
    backend.reset()
    live.flask(backend.url, "demo", "load")
    return backend.url, backend.keep, backend.reset


def _signed_in(app: Flask, role: Role | None) -> FlaskClient:
    client = app.test_client()
    if role is not None:
        page = Page(client.get("/sign-in").text, "html.parser")
        fields = {"email": f"{role}@demo.example", "password": PASSWORD}
        answer = client.post("/sign-in", data={**fields, "csrf_token": _token(page)})
        assert answer.status_code in {302, 303}, f"{role}: {answer.status_code}"
    return client


def _session_of(client: FlaskClient) -> str:
    """Return the cookie of a session in which a form was shown, and given its token."""
    client.get("/sign-in", follow_redirects=True)
    cookie = client.get_cookie(client.application.config["SESSION_COOKIE_NAME"])
    return cookie.value if cookie else ""


def _token(page: Page) -> str:
    field = page.select_one("input[name=csrf_token]")
    return str(field["value"]) if field else ""


def _forms(desk: Desk, method: str) -> Iterator[tuple[Role | None, Paper]]:
    """Give every form of every page once."""
    seen = set()
    for visit in desk.visits:
        answer = desk.clients[visit.role].get(visit.path)
        if answer.mimetype != "text/html":
            continue
        for paper in papers(Page(answer.text, "html.parser"), visit.path):
            if paper.method == method and paper.shape not in seen:
                seen.add(paper.shape)
                yield visit.role, paper


def test_every_form_answers_nonsense_with_a_sentence(desk: Desk) -> None:
    forms = list(_forms(desk, "post"))
    assert forms
    for role, paper in forms:
        desk.renew()
        sent = []
        for name, text in desk.given(NASTY).items():
            for fields in _spoiled(paper, text, one_by_one=name in ONE_BY_ONE):
                if fields not in sent:  # a form without a box to type in is the same with all
                    _post_spoiled(desk, role, paper, name, fields)
                    sent.append(fields)
    desk.judge()


def _spoiled(paper: Paper, text: str, *, one_by_one: bool) -> Iterator[dict[str, Any]]:
    """Give the form with everything spoiled, then with one field at a time."""
    good = paper.filled()
    typed = paper.typed()
    yield {**good, **{name: [text] * len(good.get(name, [text])) for name in typed}}
    fields = (*typed, *sorted(set(paper.chosen()) - {"csrf_token"}))
    for name in fields if one_by_one else ():
        yield {**good, name: [text] * len(good.get(name) or [text])}


def _post_spoiled(
    desk: Desk, role: Role | None, paper: Paper, name: str, fields: dict[str, Any]
) -> None:
    how = f"{paper}: {name}"
    answer = desk.ask(role, how, lambda client: _post(client, paper.action, fields))
    if answer is None or answer.status_code >= 500 or answer.status_code < 400:
        return
    if not SENTENCE.search(answer.text):
        desk.faults.append(f"{how}: {answer.status_code} without a sentence")
    if answer.status_code == 422:
        _check_kept(desk, how, paper, unescape(answer.text), fields)


def _check_kept(desk: Desk, how: str, paper: Paper, words: str, fields: dict[str, Any]) -> None:
    """Note what was typed and is gone, but for passwords, which are never sent back."""
    for field_ in paper.fields:
        if field_.kind not in {"text", "search", "email", "tel", "number", "textarea"}:
            continue
        text = str(fields[field_.name][0])
        probe = text.strip()[:40]
        plain = probe.isascii() and probe.isprintable() and not set(probe) & set("<>&\"'")
        if probe and plain and probe not in words:
            desk.faults.append(f"{how}: what was typed in {field_.name} is gone: {probe!r}")


def _post(client: FlaskClient, action: str, fields: dict[str, Any]) -> TestResponse:
    # As a browser would, but for half a character, which only a program sends.
    body = urlencode(fields, doseq=True, errors="surrogatepass")
    kind = "application/x-www-form-urlencoded"
    return client.post(action, data=body, content_type=kind)


BROKEN_BODIES: Final = {
    "nothing at all": (b"", "application/x-www-form-urlencoded"),
    "bytes that are no text": (
        b"\xff\xfe=\x00\x80&csrf_token=%ff",
        "application/x-www-form-urlencoded",
    ),
    "a list of a million": (b"a=1&" * 10_000, "application/x-www-form-urlencoded"),
    "JSON": (b'{"name": ["x"]}', "application/json"),
    "a form that breaks off": (
        b"--x\r\nContent-Disposition: form-data",
        "multipart/form-data; boundary=x",
    ),
}


def test_every_form_answers_a_broken_body_with_a_sentence(desk: Desk) -> None:
    desk.put_back()  # once: nothing is changed without a token
    for role, paper in list(_forms(desk, "post")):
        for name, (body, kind) in BROKEN_BODIES.items():
            how = f"{paper}: {name}"

            def send(
                client: FlaskClient, body: bytes = body, kind: str = kind, to: str = paper.action
            ) -> TestResponse:
                return client.post(to, data=body, content_type=kind)

            answer = desk.ask(role, how, send)
            if answer is not None and not 400 <= answer.status_code < 500:
                desk.faults.append(f"{how}: answered {answer.status_code} without a token")
    desk.judge()


def test_every_form_refuses_a_wrong_token_and_keeps_what_was_typed(desk: Desk) -> None:
    desk.put_back()
    for role, paper in list(_forms(desk, "post")):
        fields = {**paper.filled(), "csrf_token": ["wrong"]}
        how = f"{paper}: a wrong token"
        answer = desk.ask(role, how, lambda client: _post(client, paper.action, fields))  # noqa: B023 -- called at once
        if answer is not None and not 400 <= answer.status_code < 500:
            desk.faults.append(f"{how}: answered {answer.status_code}")
    desk.judge()


def test_every_address_answers_nonsense_with_a_page(desk: Desk) -> None:
    desk.put_back()
    for visit in desk.visits:
        parts = urlsplit(visit.path)
        own = set(_asked(desk, visit))
        known = own | set(ASKED_FOR)
        for name, text in desk.given(IN_ADDRESSES).items():
            everything = urlencode(dict.fromkeys(sorted(known), text), errors="surrogatepass")
            _get(desk, visit, f"{parts.path}?{everything}", name)
            for one in sorted(own):
                _get(desk, visit, f"{parts.path}?{urlencode({one: text})}", name)
    desk.judge()


def test_every_name_in_an_address_may_be_nonsense(desk: Desk) -> None:
    desk.put_back()
    for visit in desk.visits:
        steps = visit.path.split("?")[0].split("/")
        for at in range(1, len(steps)):
            for name, text in desk.given(IN_ADDRESSES).items():
                path = "/".join([*steps[:at], _quoted(text), *steps[at + 1 :]])
                _get(desk, visit, path, name)
    desk.judge()


def _get(desk: Desk, visit: tour.Visit, path: str, name: str) -> None:
    desk.ask(visit.role, f"GET {path[:200]} ({name})", lambda client: client.get(path))


def _quoted(text: str) -> str:
    return urlencode({"": text}).removeprefix("=")


def _asked(desk: Desk, visit: tour.Visit) -> Iterator[str]:
    """Give the questions that the page's own links and forms ask of its address."""
    answer = desk.clients[visit.role].get(visit.path)
    if answer.mimetype != "text/html":
        return
    page = Page(answer.text, "html.parser")
    for link in page.select("a[href*='?']"):
        for pair in urlsplit(str(link["href"])).query.split("&"):
            yield pair.partition("=")[0]
    for field_ in page.select("form[method=get] [name], form:not([method]) [name]"):
        yield str(field_["name"])

"""Every endpoint says who may open it, says it in the declared table, and means it."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from werkzeug.routing import Rule

from portal import create_app
from portal.access.rules import HELD_BY, Permission, Role
from portal.database import Base, session
from tests.factories import user_with
from tests.pages import Pages
from tests.site.access_table import TABLE

APP = create_app({"SQLALCHEMY_DATABASE_URI": "sqlite://"})
RULES = [rule for rule in APP.url_map.iter_rules() if rule.endpoint != "static"]

EXCEPTIONS = {
    "": "home",
    "sign-in": "accounts",
    "sign-out": "accounts",
    "account": "accounts",
    "feeds": "calendar",
    "search": "home",
    "healthz": "site",
    "readyz": "site",
    "accessibility": "site",
    "privacy": "site",
    "help": "site",
}
"""Addresses whose first segment is not the name of their package."""

KEBAB = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*(\.[a-z]+)?")
PARAMETER = re.compile(r"<([^>]*)>")
FORBIDDEN = 403


def endpoints_of(rules: list[Rule]) -> list[str]:
    return sorted({rule.endpoint for rule in rules})


def view_of(endpoint: str) -> Any:
    return APP.view_functions[endpoint]


def test_every_endpoint_is_declared_with_its_permissions() -> None:
    found = {name: getattr(view_of(name), "permissions", "nothing") for name in endpoints_of(RULES)}
    assert found == TABLE, "correct tests/site/access_table.py, or the view"


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_first_segment_is_the_package(rule: Rule) -> None:
    segment = rule.rule.split("/")[1]
    package = view_of(rule.endpoint).__module__.split(".")[1]
    assert EXCEPTIONS.get(segment, segment) == package


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_address_is_kebab_case_with_typed_parameters(rule: Rule) -> None:
    plain = [part for part in rule.rule.strip("/").split("/") if "<" not in part]
    assert [part for part in plain if part and not KEBAB.fullmatch(part)] == []
    assert [name for name in PARAMETER.findall(rule.rule) if ":" not in name] == []


@pytest.mark.parametrize("rule", RULES, ids=str)
def test_changes_are_posted(rule: Rule) -> None:
    assert (rule.methods or set()) <= {"GET", "HEAD", "OPTIONS", "POST"}


def url_of(rule: Rule) -> str:
    """Return an address of the rule that leads to nothing that exists."""
    stand_ins: dict[str, Any] = {
        "IntegerConverter": 1999,
        "Number": 999_999,
        "UUIDConverter": UUID(int=7),
        "DayConverter": "2026-03-10",
    }
    with APP.test_request_context():
        values = {name: _stand_in(rule, name, stand_ins) for name in rule.arguments}
        built = APP.url_map.bind("localhost").build(rule.endpoint, values, append_unknown=False)
    return str(built)


def _stand_in(rule: Rule, name: str, stand_ins: dict[str, Any]) -> Any:
    converter = rule._converters[name]
    digits = getattr(converter, "fixed_digits", 0)
    if digits:
        return 2026 if digits == 4 else 3
    if "day" in type(converter).__name__.lower():
        return converter.to_python("2026-03-10")
    return stand_ins.get(type(converter).__name__, "x")


def asked() -> Iterator[tuple[Rule, str, str]]:
    """Yield every way to ask for every endpoint that is not public."""
    for rule in RULES:
        if TABLE.get(rule.endpoint) is not None:
            for method in sorted((rule.methods or set()) & {"GET", "POST"}):
                yield rule, method, url_of(rule)


@pytest.mark.parametrize("role", [*Role, None], ids=str)
def test_each_role_is_let_in_or_refused_as_the_table_says(
    app: Flask, pages: Pages, role: Role | None
) -> None:
    if role is not None:
        pages.sign_in(user_with(role).email)
    held = HELD_BY[role] if role is not None else frozenset[Permission]()
    wrong, refused = [], 0
    for rule, method, url in asked():
        status = pages.client.open(url, method=method).status_code
        let_in = bool((TABLE[rule.endpoint] or frozenset()) & held)
        refusal = FORBIDDEN if role is not None else (303 if method == "GET" else 401)
        refused += not let_in
        if (status == refusal) is let_in or status >= 500:
            # A signed-in role may be sent elsewhere (303); only a refusal is what is looked for.
            wrong.append((method, url, status))
    assert wrong == []
    assert refused > 5, "every role is refused something"


def test_a_get_changes_nothing(app: Flask, pages: Pages) -> None:
    """Signed in as everybody at once, on every page that needs no more than its address."""
    pages.sign_in(user_with(*Role).email)
    before = contents()
    for rule in RULES:
        if (
            "GET" in (rule.methods or set())
            and not rule.arguments
            and rule.endpoint != "site.readyz"
        ):
            assert pages.client.get(rule.rule).status_code < 500, rule.rule
    assert contents() == before


def contents() -> dict[str, list[Any]]:
    """Return every row of every table."""
    session.rollback()
    return {
        table.name: [tuple(row) for row in session.execute(table.select().order_by(table.c[0]))]
        for table in Base.metadata.sorted_tables
    }


def test_a_view_that_says_nothing_is_refused_to_everybody(app: Flask, pages: Pages) -> None:
    pages.sign_in(user_with(*Role).email)
    endpoint = "accounts.own"
    real = app.view_functions[endpoint]
    app.view_functions[endpoint] = lambda: "seen"
    try:
        assert pages.client.get("/account").status_code == FORBIDDEN
    finally:
        app.view_functions[endpoint] = real

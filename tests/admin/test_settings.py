"""Settings on their pages: each to whom it may concern, within bounds, nothing typed lost."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from portal.access import Role
from portal.database import changing, session
from portal.notifications.models import MAIL_TRIES
from portal.settings import queries
from portal.settings.actions import change
from portal.settings.models import Scope, Setting, declared
from tests.factories import user_with
from tests.pages import Page, Pages

DAYS = Setting("test.days", 20, "Days", "Working days.", "Test", least=1, most=60)
NOTE = Setting("test.note", "", "Note", "", "Test", most=10)
OPEN = Setting("test.open", True, "Open", "", "Test")
EVEN = Setting(
    "test.even",
    2,
    "Even",
    "",
    "Test",
    most=100,
    check=lambda number: "Enter an even number" if number % 2 else None,
)
DEEP = Setting("test.deep", 1, "Deep", "", "Test", scope=Scope.TECHNICAL)


@pytest.fixture(autouse=True)
def settings_of_a_test() -> Iterator[None]:
    before = dict(declared)
    settings: tuple[Setting[Any], ...] = (DAYS, NOTE, OPEN, EVEN, DEEP)
    declared.update({setting.key: setting for setting in settings})
    yield
    declared.clear()
    declared.update(before)


@pytest.fixture
def coordinator(pages: Pages) -> Pages:
    return pages.sign_in(user_with(Role.COORDINATOR).email)


def typed(page: Page) -> dict[str, str]:
    return {
        str(field["name"]): str(field.get("value", ""))
        for field in page.select("main form input")
        if field.get("type") != "checkbox" or field.has_attr("checked")
    }


def now(setting: Setting[Any]) -> Any:
    session.rollback()
    queries.forget()
    return queries.value(setting)


def test_a_coordinator_sees_operational_settings_and_an_administrator_technical_ones(
    app: Flask, pages: Pages
) -> None:
    pages.sign_in(user_with(Role.COORDINATOR).email)
    labels = [tag.get_text() for tag in pages.get("/admin/settings").select("#test ~ *, dt")]
    assert {"Days", "Note", "Open", "Even"} <= set(labels)
    assert "Deep" not in labels
    other = Pages(app).sign_in(user_with(Role.ADMINISTRATOR).email)
    assert list(typed(other.get("/admin/settings/test")))[-1] == "test_deep"
    other.get("/admin/settings/demonstration", status=404)


def test_settings_are_saved_and_shown(coordinator: Pages) -> None:
    fields = typed(coordinator.get("/admin/settings/test"))
    assert (fields["test_days"], fields["test_open"]) == ("20", "y")
    del fields["test_open"]
    page = coordinator.submit("/admin/settings/test", **{**fields, "test_days": "15"})
    assert page.notices == ["Saved: Test."]
    assert (now(DAYS), now(OPEN)) == (15, False)


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("test_days", "0", "Enter a whole number from 1 to 60"),
        ("test_days", "61", "Enter a whole number from 1 to 60"),
        ("test_days", "soon", "Enter a whole number from 1 to 60"),
        ("test_days", "", "Enter a whole number from 1 to 60"),
        ("test_days", "9" * 5000, "Enter a whole number from 1 to 60"),
        ("test_note", "x" * 11, "Shorten this to 10 characters: it is 1 too many"),
        ("test_even", "3", "Enter an even number"),
    ],
)
def test_a_bad_value_gets_a_sentence_and_stays(
    coordinator: Pages, field: str, value: str, sentence: str
) -> None:
    fields = typed(coordinator.get("/admin/settings/test"))
    page = coordinator.post("/admin/settings/test", status=422, **{**fields, field: value})
    assert page.problems == [sentence]
    assert typed(page)[field] == value
    assert now(DAYS) == 20


def test_settings_saved_by_somebody_else_meanwhile_show_both(coordinator: Pages) -> None:
    fields = typed(coordinator.get("/admin/settings/test"))
    with changing():
        change(DAYS, 30, actor=None)
    page = coordinator.post("/admin/settings/test", status=409, **{**fields, "test_days": "15"})
    assert page.problems == [
        "Somebody saved these settings while you were typing: this is now 30. "
        "Yours is still in the box: save again to replace it"
    ]
    assert typed(page)["test_days"] == "15"
    coordinator.submit("/admin/settings/test", **typed(page))
    assert now(DAYS) == 15


def test_a_setting_cannot_be_changed_by_looking(coordinator: Pages) -> None:
    coordinator.get("/admin/settings/test?test_days=15")
    assert now(DAYS) == 20


def test_a_technical_setting_is_not_for_coordinators(coordinator: Pages) -> None:
    fields = typed(coordinator.get("/admin/settings/test"))
    coordinator.submit("/admin/settings/test", **fields, test_deep="9")
    assert now(DEEP) == 1
    coordinator.get("/admin/settings/email", status=404)
    coordinator.post("/admin/settings/email", status=404, mail_tries="1")
    assert now(MAIL_TRIES) == 12


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.STAFF, Role.PARTNER, Role.MANAGER])
def test_settings_are_not_for_others(pages: Pages, role: Role) -> None:
    pages.sign_in(user_with(role).email)
    pages.get("/admin/settings", status=403)
    pages.post("/admin/settings/test", status=403)

"""Addresses for mail."""

from uuid import UUID

import pytest
from flask import Flask

from portal.access.rules import Role
from portal.site.urls import absolute
from tests.factories import user_with
from tests.pages import Pages


@pytest.mark.parametrize(
    ("base", "address"),
    [
        ("https://amends.example.gov.uk", "https://amends.example.gov.uk/admin/outbox?state=sent"),
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000/admin/outbox?state=sent"),
        (
            "https://council.example/amends",
            "https://council.example/amends/admin/outbox?state=sent",
        ),
        (
            "https://council.example/amends/",
            "https://council.example/amends/admin/outbox?state=sent",
        ),
    ],
)
def test_an_address_is_whole_without_a_request(
    app: Flask, monkeypatch: pytest.MonkeyPatch, base: str, address: str
) -> None:
    monkeypatch.setitem(app.config, "BASE_URL", base)
    assert absolute("admin.outbox", state="sent") == address


def test_an_address_is_the_same_within_a_request_for_another_host(app: Flask) -> None:
    with app.test_request_context(base_url="http://evil.example"):
        assert absolute("admin.outbox") == "http://127.0.0.1:8000/admin/outbox"


def test_an_address_takes_a_uuid(app: Flask) -> None:
    number = UUID(int=7)
    assert absolute("panels.offer", offer_uuid=number).endswith(f"/panels/offers/{number}")


def test_an_address_with_a_nul_in_it_is_no_page(pages: Pages) -> None:
    pages.sign_in(user_with(Role.COORDINATOR).email)
    assert pages.get("/members/V%000001", 404).heading == "There is nothing here for you"

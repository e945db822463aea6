"""A client that reads pages as a person does, and checks on every one what all pages owe."""

from collections import Counter
from typing import Any

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

PASSWORD = "amends-demo-passphrase"


class Page(BeautifulSoup):
    """A parsed page with the questions that tests ask."""

    response: TestResponse

    @property
    def words(self) -> str:
        """Return the text of the main part, white space folded."""
        return " ".join((self.main or self).get_text(" ").split())

    @property
    def heading(self) -> str:
        """Return the one `h1`."""
        return " ".join(self.h1.get_text(" ").split()) if self.h1 else ""

    @property
    def problems(self) -> list[str]:
        """Return the sentences of the error summary."""
        return [
            " ".join(item.get_text(" ").split()) for item in self.select(".govuk-error-summary li")
        ]

    @property
    def notices(self) -> list[str]:
        """Return the sentences of the banners."""
        return [
            " ".join(item.get_text(" ").split())
            for item in self.select(".govuk-notification-banner__content")
        ]


class Pages:
    """Gets and posts, follows nothing by itself, and lints what comes back."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def sign_in(self, email: str, password: str = PASSWORD) -> "Pages":
        """Sign in through the real form."""
        answer = self.client.post("/sign-in", data={"email": email, "password": password})
        assert answer.status_code in {302, 303}, answer.status_code
        return self

    def get(self, url: str, status: int = 200, **kwargs: Any) -> Page:
        """Get a page that must answer with the status."""
        return self._read(self.client.get(url, **kwargs), status)

    def post(self, url: str, status: int = 303, **fields: Any) -> Page:
        """Post a form that must answer with the status."""
        return self._read(self.client.post(url, data=fields), status)

    def submit(self, url: str, **fields: Any) -> Page:
        """Post a form that must work, and return the page that it leads to."""
        answer = self.client.post(url, data=fields)
        assert answer.status_code in {302, 303}, (
            f"{answer.status_code}: {self._read(answer, answer.status_code).problems}"
        )
        return self.get(answer.headers["Location"])

    def fragment(self, url: str, status: int = 200) -> BeautifulSoup:
        """Get what htmx would get, which must have exactly one root element with an id."""
        headers = {"HX-Request": "true", "HX-Request-Type": "partial"}
        answer = self.client.get(url, headers=headers)
        assert answer.status_code == status
        return BeautifulSoup(answer.text, "html.parser")

    def _read(self, answer: TestResponse, status: int) -> Page:
        assert answer.status_code == status, f"{answer.status_code}, not {status}"
        page = Page(answer.text, "html.parser")
        page.response = answer
        if answer.mimetype == "text/html" and answer.status_code not in {302, 303}:
            lint(page)
        return page


def lint(page: Page) -> None:
    """Check what every page owes: one heading, a title, ids once, labels, nonces."""
    assert len(page.find_all("h1")) == 1, "a page has one h1"
    assert page.title and page.title.get_text().strip(" –"), "a page has a title"  # noqa: PT018 -- a test
    ids = Counter(tag["id"] for tag in page.find_all(id=True))
    assert not [name for name, count in ids.items() if count > 1], "ids are used once"
    labelled = {label.get("for") for label in page.find_all("label")}
    for field in page.select("input:not([type=hidden]):not([type=submit]), select, textarea"):
        assert _is_named(field, labelled), f"a field has a label: {field}"
    for script in page.find_all("script"):
        assert script.get("src") or script.get("nonce"), "an inline script has a nonce"
    assert not page.select("[style], [onclick]"), "no inline style or handler"


def _is_named(field: Tag, labelled: set[Any]) -> bool:
    return bool(
        field.get("id") in labelled
        or field.get("aria-label")
        or field.get("aria-labelledby")
        or field.find_parent("label")
    )

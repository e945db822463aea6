"""A real Chromium in front of a real portal, watched for what no page may do."""

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Response

from tests.live import Live
from tests.pages import PASSWORD

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
)
DESKTOP = 1280
PHONE = 360
PATIENCE_MS = 10_000


@pytest.fixture(scope="session")
def base_url() -> str:
    """Return no address for all tests: each browser is opened on a portal of its own."""
    return ""


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """Drive the machine's own Chromium; nothing is downloaded."""
    chosen = os.environ.get("AMENDS_CHROMIUM") or next(
        filter(None, map(shutil.which, BROWSERS)), ""
    )
    # Chromium's own sandbox does not start for root.
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {"executable_path": chosen, "args": [*QUIET, *sandbox]}


@pytest.fixture
def live(portal_on: Callable[[str], Live]) -> Iterator[Live]:
    """Return a running portal, with a context of its database in this process."""
    portal = portal_on("sqlite")
    with portal.watched(), portal.app.app_context():
        yield portal


@pytest.fixture
def demo(portal_on: Callable[[str], Live]) -> Iterator[Live]:
    """Return a running portal with the demo's data."""
    portal = portal_on("demo")
    with portal.watched(), portal.app.app_context():
        yield portal


class Browsing:
    """Opens browsers, one a person, and keeps what they complain of."""

    def __init__(self, new_context: Callable[..., BrowserContext]) -> None:
        self.new_context = new_context
        self.complaints: list[str] = []

    def open(
        self, portal: Live, *, width: int = DESKTOP, javascript: bool = True, phone: bool = False
    ) -> Page:
        """Return a page of a browser that nobody is signed in with."""
        context = self.new_context(
            base_url=portal.url,
            viewport={"width": width, "height": 800},
            java_script_enabled=javascript,
            has_touch=phone,
            locale="en-GB",
            timezone_id="Europe/London",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        context.on("console", self._console)
        context.on("weberror", lambda error: self.complaints.append(f"script: {error.error}"))
        context.on("request", lambda request: self._request(request, portal))
        context.on("response", self._response)
        return page

    def sign_in(self, portal: Live, email: str, **how: Any) -> Page:
        """Return a page of a browser in which somebody has signed in through the form."""
        page = self.open(portal, **how)
        page.goto("/sign-in")
        sign_in_here(page, email)
        return page

    def _console(self, message: ConsoleMessage) -> None:
        # Refusals are part of the stories: 4xx and the browser's own line about each.
        refused = "the server responded with a status of 4" in message.text
        if message.type in {"error", "warning"} and not refused:
            self.complaints.append(f"console: {message.text}")

    def _request(self, request: Request, portal: Live) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https"} and parts.netloc != urlsplit(portal.url).netloc:
            self.complaints.append(f"another host was asked: {request.url}")

    def _response(self, response: Response) -> None:
        if response.status >= 500:
            self.complaints.append(f"{response.status}: {response.request.method} {response.url}")


@pytest.fixture
def browsing(browser: Browser, new_context: Callable[..., BrowserContext]) -> Iterator[Browsing]:
    """Return what opens browsers; fails when one complained of an error or of the policy."""
    opened = Browsing(new_context)
    yield opened
    assert not opened.complaints, opened.complaints


def sign_in_here(page: Page, email: str, password: str = PASSWORD) -> None:
    """Fill the sign-in form that the page shows."""
    page.get_by_label("Email", exact=False).fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Sign in").click()

"""Every page once, as whoever sees most of it, wide and narrow, by the rules of WCAG 2.2 AA."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Error, Page

from portal.access.rules import Role
from tests.journeys import tour
from tests.journeys.conftest import DESKTOP, PHONE, Browsing
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
NARROWEST = 320
PARTS = 3
"""The tour is walked in so many tests, so that several workers share it."""


def test_every_page_that_names_something_has_a_sample(demo: Live) -> None:
    assert tour.unsampled(demo.app) == []


@pytest.mark.parametrize("part", range(PARTS))
def test_no_page_breaks_the_rules_wide_or_narrow(part: int, demo: Live, browsing: Browsing) -> None:
    walked = list(_walk(demo, browsing, _shown(demo)[part::PARTS]))
    assert walked
    assert "\n".join(line for _, lines in walked for line in lines) == ""


def test_no_page_of_a_problem_breaks_the_rules(demo: Live, browsing: Browsing) -> None:
    visits = [
        tour.Visit("404", "/nothing-here", Role.VOLUNTEER),
        tour.Visit("403", "/admin/audit", Role.VOLUNTEER),
        tour.Visit("404", "/nothing-here", None),
    ]
    lines = [line for _, lines in _walk(demo, browsing, visits) for line in lines]
    assert "\n".join(lines) == ""


@pytest.mark.parametrize("part", range(PARTS))
def test_no_refused_form_breaks_the_rules(part: int, demo: Live, browsing: Browsing) -> None:
    """Post every form of the tour empty, and look at what comes back."""
    people = _People(demo, browsing)
    lines: list[str] = []
    for visit in _shown(demo)[part::PARTS]:
        page = people.page(visit.role)
        page.goto(visit.path)
        if _send_empty(page):
            lines += _problems(page, f"{visit}, sent empty", widths=(PHONE,))
    assert "\n".join(lines) == ""


def _shown(portal: Live) -> list[tour.Visit]:
    return [visit for visit in tour.visits(portal.app) if visit.endpoint not in tour.FILES]


def _send_empty(page: Page) -> bool:
    """Send the first form of the page with its text boxes emptied; whether it was refused."""
    form = page.locator("main form[method=post]:has(input[type=text], textarea, select)").first
    if not form.count():
        return False
    page.locator("main details").evaluate_all("all => all.forEach(each => { each.open = true; })")
    for box in form.locator("input[type=text], input[type=email], textarea").all():
        if box.is_visible():  # what depends on an answer shows once that is given
            box.fill("")
    with page.expect_response(lambda answer: answer.request.method == "POST") as answers:
        form.evaluate("form => { form.noValidate = true; form.requestSubmit(); }")
    if answers.value.status == 422:
        page.locator(".govuk-error-summary").first.wait_for()
        page.wait_for_load_state()
        return True
    # What was accepted moves on to another page, which must have come before the next is asked for.
    page.wait_for_load_state("networkidle")
    return False


class _People:
    """A browser for each role, signed in once."""

    def __init__(self, portal: Live, browsing: Browsing) -> None:
        self.portal = portal
        self.browsing = browsing
        self.pages: dict[Role | None, Page] = {}

    def page(self, role: Role | None) -> Page:
        """Return the browser of a role."""
        if role not in self.pages:
            self.pages[role] = (
                self.browsing.sign_in(self.portal, f"{role}@demo.example")
                if role
                else self.browsing.open(self.portal)
            )
            self.pages[role].add_init_script(AXE_SCRIPT)
        return self.pages[role]


def _walk(
    portal: Live, browsing: Browsing, visits: Sequence[tour.Visit]
) -> Iterator[tuple[tour.Visit, list[str]]]:
    people = _People(portal, browsing)
    for visit in visits:
        page = people.page(visit.role)
        page.goto(visit.path)
        yield visit, _problems(page, str(visit))


def _problems(page: Page, name: str, widths: tuple[int, ...] = (DESKTOP, PHONE)) -> list[str]:
    """Return what is wrong with the page at every width, as sentences."""
    try:
        return _looked_at(page, name, widths)
    except Error as gone:
        # A page that shows how far a job is goes on by itself when the job is done.
        if "context was destroyed" not in gone.message:
            raise
        page.wait_for_load_state()
        return _looked_at(page, name, widths)


def _looked_at(page: Page, name: str, widths: tuple[int, ...]) -> list[str]:
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{name} at {width}: {line}" for line in _violations(page)]
    page.set_viewport_size({"width": NARROWEST, "height": 800})
    sideways = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    if sideways > 0:
        found.append(f"{name} scrolls sideways by {sideways} px at {NARROWEST}")
    page.set_viewport_size({"width": DESKTOP, "height": 800})
    return found


def _violations(page: Page) -> list[str]:
    # There is neither sound nor film whose length must be known, which each run would wait for.
    options = {"runOnly": TAGS, "resultTypes": ["violations"], "preload": False}
    results: dict[str, Any] = page.evaluate("options => axe.run(document, options)", options)
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:160]}"
        for violation in results["violations"]
        for node in violation["nodes"][:3]
    ]

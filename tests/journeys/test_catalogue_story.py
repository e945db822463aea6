"""Finding a project: narrowed, kept in the address, and counted when nothing is found."""

from datetime import timedelta
from itertools import count

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from portal.access.rules import Role
from portal.database import changing, session
from portal.reparation.models import ProjectTheme
from tests.factories import AreaFactory, VenueFactory
from tests.journeys.conftest import Browsing
from tests.live import Live, account
from tests.reparation import scenes as reparation
from tests.reparation.catalogue import scenes

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]
_numbers = count(1)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_practitioner_finds_a_project_and_what_is_missing_is_counted(
    live: Live, browsing: Browsing, *, javascript: bool
) -> None:
    word, staff = _two_projects()
    page = browsing.sign_in(live, staff, javascript=javascript)
    show = page.get_by_role("button", name="Show projects")

    page.get_by_role("link", name="Reparation", exact=True).click()
    page.get_by_label("Search").fill(word)
    if not javascript:
        show.click()
    expect(page.get_by_role("status")).to_have_text("2 projects")
    page.get_by_label("Theme", exact=True).focus()
    page.get_by_label("Theme", exact=True).select_option("Arts and crafts")
    if not javascript:
        show.click()
    expect(page.get_by_role("status")).to_have_text("1 project")
    expect(page.get_by_role("link", name=f"{word} Pots")).to_be_visible()
    page.wait_for_url("**theme=Arts+and+crafts**")
    if javascript:
        expect(page.get_by_label("Theme", exact=True)).to_be_focused()

    page.reload()
    _find_nothing(page, word, javascript=javascript)


def _two_projects() -> tuple[str, str]:
    """Make an area with two projects; return its name, and who looks for one."""
    word = f"Mereside {next(_numbers)}"
    with changing():
        area = AreaFactory(name=word)
        site = VenueFactory(name=f"{word} kiln", area=area, for_projects=True)
        for title, theme in (("Pots", "Arts and crafts"), ("Beds", "Parks and nature")):
            themes = [ProjectTheme(theme=theme)]
            made = reparation.project(f"{word} {title}", venue=site, themes=themes)
            reparation.assessed(made)
            scenes.session_of(made, clock.today() + timedelta(days=5))
        staff = account(Role.STAFF).email
    session.rollback()
    return word, staff


def _find_nothing(page: Page, word: str, *, javascript: bool) -> None:
    """Leave the area out in which everything is: that is a gap from then on."""
    expect(page.get_by_role("status")).to_have_text("1 project")
    page.get_by_label("Area", exact=True).select_option(label=f"Not {word} (0)")
    if not javascript:
        page.get_by_role("button", name="Show projects").click()
        page.get_by_role("button", name="Count it as a gap").click()
        expect(page.get_by_text("Counted, so that those who plan see")).to_be_visible()
    else:
        expect(page.get_by_text("This search is counted by its area and theme")).to_be_visible()
    page.goto("/reparation/gaps")
    row = page.get_by_role("row").filter(has_text="Arts and crafts").filter(has_text="Any area")
    expect(row).to_contain_text("without a result")

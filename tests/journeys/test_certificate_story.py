"""A certificate from elsewhere, from the phone to the paper: with JavaScript and without."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from portal.database import changing
from portal.site.filters import day_year
from portal.training.models import CourseNeed, NeedBy, Needing
from tests.factories import CourseFactory
from tests.journeys import cast as play
from tests.journeys.conftest import PHONE, Browsing
from tests.live import Live, link_in

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

TAKEN = timedelta(days=20)


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_certificate_is_sent_in_approved_printed_and_confirmed_without_a_name(
    live: Live, browsing: Browsing, tmp_path: Path, *, javascript: bool
) -> None:
    them, course = play.cast(), _course(javascript=javascript)
    taken = clock.today() - TAKEN
    phone = browsing.sign_in(live, them.member, width=PHONE, javascript=javascript, phone=True)
    desk = browsing.sign_in(live, them.coordinator, javascript=javascript)

    phone.goto("/training/mine")
    to_do = phone.locator("#to-do li", has_text=course)
    expect(to_do).to_contain_text("Never held")
    expect(to_do).to_contain_text("Asked of every volunteer within 6 months of joining")
    _send_in(phone, course, taken, tmp_path)

    _approve(desk, course, them.member_name)
    letter = live.inbox.wait_for(them.member, f"Your certificate counts: {course}")
    assert "/training/certificates/" in link_in(letter)

    phone.goto("/training/mine")
    expect(phone.locator("#to-do li", has_text=course)).to_have_count(0)
    expect(phone.locator("#sent li", has_text=course)).to_contain_text("It counts")
    code = _print(phone, course, them.member_name, taken)

    stranger = browsing.open(live, width=PHONE, javascript=javascript)
    stranger.goto("/training/check")
    stranger.get_by_label("Code on the certificate").fill(code.lower())
    stranger.get_by_role("button", name="Check it").click()
    result = stranger.locator("main")
    expect(result).to_contain_text("This is a certificate of ours")
    expect(result).to_contain_text(course)
    expect(result).to_contain_text(day_year(taken))
    expect(result).not_to_contain_text(them.member_name.split(maxsplit=1)[0])


def _course(*, javascript: bool) -> str:
    """Add a course that volunteers must hold within months, and which keeps nobody from a panel."""
    title = f"Neurodiversity {'one' if javascript else 'two'}"
    need = CourseNeed(needing=Needing.VOLUNTEER, by_when=NeedBy.WITHIN_MONTHS, months=6)
    with changing():
        CourseFactory(title=title, validity_months=36, needs=[need], cpd_minutes=120)
    return title


def _send_in(phone: Page, course: str, taken: date, folder: Path) -> None:
    paper = folder / "certificate.pdf"
    paper.write_bytes(b"%PDF-1.4\n%%EOF\n")
    phone.get_by_role("link", name="Send in a certificate").click()
    phone.get_by_label("Course", exact=True).select_option(label=course)
    play.fill_day(phone, "Day on which it was taken", taken)
    phone.get_by_label("Who gave the course").fill("Autism Together")
    phone.get_by_label("The certificate", exact=True).set_input_files(paper)
    phone.get_by_role("button", name="Send it in").click()
    expect(phone.locator("#said")).to_contain_text("A coordinator looks at it")


def _approve(desk: Page, course: str, name: str) -> None:
    desk.goto("/training/courses")
    desk.get_by_role("link", name="Certificates to look at").click()
    desk.locator("tr, li", has_text=name).filter(has_text=course).get_by_role("link").first.click()
    desk.get_by_role("button", name=f"Approve: award {course}").click()
    expect(desk.locator("#said")).to_contain_text(f"{course} is awarded to {name}")


def _print(phone: Page, course: str, name: str, taken: date) -> str:
    """Open the certificate as it prints; return its code."""
    phone.get_by_role("link", name=f"Certificate to print for {course}").click()
    paper = phone.locator(".app-paper")
    expect(paper).to_contain_text(name)
    expect(paper).to_contain_text(day_year(taken))
    expect(paper).to_contain_text("2 hours")
    return paper.locator(".app-ref").inner_text()

"""A quarter from evenings kept to what came of one of them: with JavaScript and without."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from portal import clock
from portal.site.filters import day
from tests.journeys import cast as play
from tests.journeys.conftest import PHONE, Browsing, sign_in_here
from tests.live import Live, link_in, references_in, text_of, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.timeout(300)]

EVENINGS = 3
TWELVE_WEEKS = timedelta(weeks=12)
SEARCH_SECONDS = 60
PUBLISHED = re.compile(r"You are on \d+ panels?$")


# At another time of the day, so that nobody of the first story is free for the second.
@pytest.mark.parametrize(
    ("javascript", "at", "part"),
    [(True, "5:30pm", "evening"), (False, "2:30pm", "afternoon")],
    ids=["script", "no-script"],
)
def test_a_quarter_is_filled_published_covered_when_one_drops_out_and_leads_to_the_next_panel(
    live: Live, browsing: Browsing, *, javascript: bool, at: str, part: str
) -> None:
    play.cast()  # another area, which none of this concerns
    them = play.cast()
    names = {them.member: them.member_name, them.other: them.other_name}
    days = _next_days(EVENINGS)
    desk = browsing.sign_in(live, them.coordinator, javascript=javascript)

    nearest = _keep_evenings(desk, them, days, at)
    _ask_for_dates(desk, them, days)
    phones = {
        email: _answer_all(live, browsing, email, days, part, javascript=javascript)
        for email in (them.chair, them.member, them.other)
    }

    _fill(desk, them, days[0], javascript=javascript)
    _publish(desk)
    on = {email: _told_once(live, email, phones[email], days) for email in phones}
    assert on[them.chair] == set(days)
    # Fair shares: both members sit, and never on the same evening.
    assert on[them.member] | on[them.other] == set(days)
    assert on[them.member]
    assert on[them.other]
    assert not on[them.member] & on[them.other]

    leaver, taker = sorted(names, key=lambda email: days[0] not in on[email])
    _ask_for_cover(phones[leaver], days[0])
    live.inbox.wait_for(them.coordinator, f"{names[leaver]} looks for cover")
    desk.goto(nearest)
    expect(desk.locator("#seats .app-seat", has_text=names[leaver])).to_contain_text(
        "Looking for cover"
    )
    _take_over(live, phones[taker], taker, names[leaver])

    _each_is_told_once(
        live,
        {
            leaver: f"{names[taker]} sits for you on {day(days[0])}",
            taker: f"You are on the panel on {day(days[0])}",
            them.coordinator: f"{names[taker]} takes over on {day(days[0])}",
        },
    )
    desk.reload()
    expect(desk.locator("#seats")).to_contain_text(names[taker])
    expect(desk.locator("#seats")).not_to_contain_text("Looking for cover")
    assert _duties(phones[leaver], days) == on[leaver] - {days[0]}
    assert _duties(phones[taker], days) == on[taker] | {days[0]}
    _it_is_held_and_leads_to_the_next_panel(desk, them, nearest, days[0], names[taker])


def _next_days(count: int) -> list[date]:
    """Return the days from tomorrow on that are no bank holidays: too near to leave freely."""
    coming = (clock.today() + timedelta(days=number) for number in range(1, 15))
    return [each for each in coming if not clock.bank_holiday(each)][:count]


def _keep_evenings(desk: Page, them: play.Cast, days: Sequence[date], at: str) -> str:
    """Keep a draft on each of the days; return the address of the first one's sitting."""
    desk.goto("/panels/")
    desk.get_by_role("link", name="Keep a series of evenings").click()
    for each in days:
        desk.get_by_label(f"{each:%A}", exact=True).check()
    play.fill_day(desk, "First day", days[0])
    play.fill_day(desk, "Last day", days[-1])
    desk.get_by_label("Start time").fill(at)
    desk.get_by_label("Room").select_option(them.room)
    desk.get_by_label("Adviser").select_option(them.adviser_name)
    desk.get_by_label("Area", exact=True).select_option(them.area)
    desk.get_by_role("button", name="Keep these evenings").click()
    desk.get_by_role("heading", name=f"{len(days)} evenings kept, as drafts").wait_for()
    address = desk.get_by_role("link", name=day(days[0])).get_attribute("href")
    return urlsplit(address or "").path


def _ask_for_dates(desk: Page, them: play.Cast, days: Sequence[date]) -> None:
    """Ask the area's volunteers which of the drafts' dates they could do."""
    desk.goto("/members/rounds/new")
    desk.get_by_label("Who is asked").select_option(f"Volunteers of {them.area}")
    play.fill_day(desk, "First day to ask about", days[0])
    play.fill_day(desk, "Last day to ask about", days[-1])
    desk.get_by_label("The dates of sittings that are planned").check()
    play.fill_day(desk, "Last day to answer", days[0])
    play.fill_day(desk, "Day by which we say who sits when", days[0])
    desk.get_by_role("button", name="Ask and write to everybody").click()
    desk.get_by_text("The round is open").wait_for()


def _answer_all(
    live: Live,
    browsing: Browsing,
    email: str,
    days: Sequence[date],
    part: str,
    *,
    javascript: bool,
) -> Page:
    """Open the round's letter on a phone, sign in, and say yes to every date."""
    letter = live.inbox.wait_for(email)
    phone = browsing.open(live, width=PHONE, phone=True, javascript=javascript)
    phone.goto(link_in(letter, "/members/me/rounds/"))
    sign_in_here(phone, email)
    for number, each in enumerate(days, start=1):
        phone.get_by_label(f"{day(each)}, {part}").click()
        if javascript:
            expect(phone.locator("#progress")).to_contain_text(f"{number} of {len(days)} dates")
    phone.get_by_label("Most panels a month").select_option(str(len(days)))
    phone.get_by_role("button", name="Finish and send").click()
    phone.get_by_text("Sent on").wait_for()
    # What is a draft is nobody's duty yet.
    assert _duties(phone, days) == set()
    return phone


def _fill(desk: Page, them: play.Cast, first: date, *, javascript: bool) -> None:
    """Fill the months of the area, wait for the best draft, and accept all of it."""
    desk.goto(f"/panels/rota?from={first:%Y-%m}&span=quarter")
    area = desk.get_by_role("link", name=f"{them.area} ({EVENINGS})", exact=True)
    area.click()
    expect(area).to_have_attribute("aria-current", "true")
    desk.get_by_role("button", name="Fill the quarter").click()
    accept = desk.get_by_role("button", name=f"Accept all {2 * EVENINGS} changes")
    if javascript:
        accept.wait_for(timeout=SEARCH_SECONDS * 1000)
    else:
        wait_until(lambda: _looked_again(desk) and accept.is_visible(), "a draft", SEARCH_SECONDS)
    accept.click()
    desk.get_by_role("heading", name="The draft is planned").wait_for()


def _looked_again(desk: Page) -> bool:
    """See how far the search is by now, as somebody without JavaScript does."""
    again = desk.get_by_role("link", name="See how far it is now")
    if again.is_visible():
        again.click()
    return True


def _publish(desk: Page) -> None:
    desk.get_by_role("link", name="Publish what is planned").click()
    desk.get_by_role("button", name=f"Publish {EVENINGS} sittings").click()
    desk.get_by_text(f"Published: {EVENINGS} sittings").wait_for()


def _told_once(live: Live, email: str, phone: Page, days: Sequence[date]) -> set[date]:
    """Return the days that somebody's one letter puts them on, and that their page shows."""
    live.inbox.wait_for(email, "You are on")
    [letter] = [one for one in live.inbox.to(email) if PUBLISHED.match(str(one["Subject"]))]
    told = {each for each in days if day(each) in text_of(letter)}
    assert _duties(phone, days) == told
    return told


def _duties(phone: Page, days: Sequence[date]) -> set[date]:
    """Return on which of the days somebody's own page has a duty."""
    phone.goto("/panels/duties")
    links = phone.locator("main a[href^='/panels/sittings/']")
    words = " ".join(links.all_inner_texts())
    assert references_in(phone.content()) == []
    return {each for each in days if day(each) in words}


def _ask_for_cover(phone: Page, on: date) -> None:
    phone.get_by_role("link", name=day(on)).click()
    phone.get_by_role("link", name="I can no longer make it").click()
    expect(phone.locator("main")).to_contain_text("until somebody takes over")
    phone.get_by_role("button", name="Ask for cover").click()
    phone.get_by_role("heading", level=1, name="You are looking for cover").wait_for()


def _take_over(live: Live, phone: Page, email: str, leaver: str) -> None:
    """Open the call's letter, and be the first to say yes."""
    phone.goto(link_in(live.inbox.wait_for(email, "Can you take over"), "/panels/offers/"))
    expect(phone.locator("main")).to_contain_text(f"{leaver} can’t make it")
    phone.get_by_role("button", name="Yes, I take over").click()
    phone.get_by_role("heading", level=1, name="You are on the panel").wait_for()


def _each_is_told_once(live: Live, subjects: dict[str, str]) -> None:
    for email, subject in subjects.items():
        live.inbox.wait_for(email, subject)
    for email, subject in subjects.items():
        found = [one for one in live.inbox.to(email) if subject in str(one["Subject"])]
        assert len(found) == 1, f"{email} has {len(found)} letters “{subject}”"


def _it_is_held_and_leads_to_the_next_panel(
    desk: Page, them: play.Cast, sitting: str, on: date, member: str
) -> None:
    """Hear an order, note what came of it, and find the same people first for its next panel."""
    order = play.enter_order(desk, them)
    _put_in(desk, sitting, order)
    held_on = play.day_passes(sitting, on)
    _note_outcome(desk, sitting, [them.chair_name, member, them.adviser_name])
    _sign(desk, order, held_on)
    play.arrange(desk, them, held_on + TWELVE_WEEKS)
    expect(desk.get_by_role("heading", level=1)).to_contain_text("Progress panel")
    _first_for(desk, "chair", {them.chair_name}, order)
    _first_for(desk, "be a member", {them.chair_name, member}, order)


def _put_in(desk: Page, sitting: str, order: str) -> None:
    """Let an evening hear an order."""
    desk.goto(sitting)
    desk.get_by_role("link", name="Put a panel in").click()
    chosen = desk.get_by_label("Which order").locator("option", has_text=order)
    desk.get_by_label("Which order").select_option(chosen.get_attribute("value"))
    desk.get_by_label("Kind of panel").select_option("Initial panel")
    desk.get_by_role("button", name="Put it in").click()
    expect(desk.locator("#turns")).to_contain_text(order)


def _note_outcome(desk: Page, sitting: str, came: Sequence[str]) -> None:
    """Note that everybody came, and that a contract was agreed."""
    desk.goto(sitting)
    desk.get_by_role("link", name="Note what came of it").click()
    for name in came:
        everybody = desk.get_by_role("group", name=name)
        expect(everybody.get_by_label("Came", exact=True)).to_be_checked()
    expect(desk.get_by_label("It was held")).to_be_checked()
    desk.get_by_role("group", name="Was a contract agreed?").get_by_label("Yes").check()
    desk.get_by_role("button", name="Save").click()
    outcome = desk.locator("#outcome")
    expect(outcome).to_contain_text("Held, quorate")
    for name in came:
        expect(outcome).to_contain_text(name)
    expect(outcome).to_contain_text("A contract was agreed")


def _sign(desk: Page, order: str, on: date) -> None:
    """Say when the contract was signed, and accept the first panel that it asks for."""
    desk.get_by_role("link", name="Say when it was signed").click()
    plan = desk.locator("#plan")
    expect(desk.get_by_role("heading", level=1)).to_contain_text(order)
    play.fill_day(desk, "Contract signed on", on)
    plan.get_by_role("button", name="Save, and propose the panels").click()
    proposed = plan.locator("li", has_text="Progress panel")
    expect(proposed).to_contain_text("Proposed")
    proposed.get_by_role("button", name="Accept").click()
    expect(proposed).to_contain_text("Needs a date")


def _first_for(desk: Page, seat: str, names: set[str], order: str) -> None:
    """See these people stand first among those who could take a seat, as they know the order."""
    desk.get_by_role("link", name=f"See who could {seat}").click()
    desk.get_by_role("heading", name=f"Who could {seat}").wait_for()
    rows = desk.locator("#candidates tbody tr")
    first = rows.all()[: len(names)]
    words = [each.inner_text() for each in first]
    assert {name for name in names for each in words if name in each} == names
    assert all(f"Sat with {order} before" in each for each in words)

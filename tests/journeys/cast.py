"""The people of the stories, and what each of them does in a browser."""

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from urllib.parse import urlsplit
from uuid import UUID

from icalendar import Calendar
from playwright.sync_api import Page
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import User
from portal.calendar.models import Entry
from portal.database import changing, session
from portal.members.models import MemberArea
from portal.people.models import Area
from tests.factories import AreaFactory, MemberFactory, RoomFactory, VenueFactory
from tests.live import Live, account
from tests.panels import scenes

_numbers = count(1)


@dataclass
class Cast:
    """A service with what one panel needs: addresses, names, and a place."""

    area: str
    room: str
    coordinator: str
    chair: str
    member: str
    other: str
    manager_name: str
    adviser_name: str
    chair_name: str
    member_name: str
    other_name: str


def cast() -> Cast:
    """Return new people, so that one story does not meet another's."""
    number = next(_numbers)
    with changing():
        area = AreaFactory(name=f"Saltmarsh {number}")
        venue = VenueFactory(name=f"Library {number}", area=area)
        room = RoomFactory(venue=venue, name="Room 2").full_name
        coordinator = account(Role.COORDINATOR, name=f"Jo Hartley {number}")
        chair = _volunteer(area, f"Graham Holt {number}", may_chair=True)
        member = _volunteer(area, f"Margaret Osei {number}")
        other = _volunteer(area, f"Priya Shah {number}")
        adviser = account(Role.STAFF, name=f"Marcus Reid {number}", may_advise=True)
        manager = account(Role.STAFF, name=f"Casey Moran {number}")
        made = Cast(
            area=area.name,
            room=room,
            coordinator=coordinator.email,
            chair=chair.email,
            member=member.email,
            other=other.email,
            manager_name=manager.person.name,
            adviser_name=adviser.person.name,
            chair_name=chair.person.name,
            member_name=member.person.name,
            other_name=other.person.name,
        )
    session.rollback()
    return made


def _volunteer(area: Area, name: str, **values: bool) -> User:
    user = account(Role.VOLUNTEER, name=name)
    member = MemberFactory(person=user.person, area_rows=[MemberArea(area=area)], **values)
    scenes.checked(member, until=clock.today() + timedelta(days=900))
    return user


def fill_day(page: Page, group: str, day: date) -> None:
    """Type a day into three boxes."""
    boxes = page.get_by_role("group", name=group)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        boxes.get_by_label(label).fill(str(value))


def enter_order(page: Page, them: Cast) -> str:
    """Enter an order that the court made last week; return its reference."""
    page.goto("/panels/orders")
    page.get_by_role("button", name="Enter a new order").click()
    fill_day(page, "Court date", clock.today() - timedelta(days=3))
    page.get_by_label("Length of the order in months").fill("6")
    page.get_by_label("Area", exact=True).select_option(them.area)
    page.get_by_label("Case manager").select_option(them.manager_name)
    page.get_by_role("button", name="Enter the order").click()
    page.get_by_text("is entered").wait_for()
    return urlsplit(page.url).path.rpartition("/")[2]


def arrange(page: Page, them: Cast, day: date) -> str:
    """Arrange a panel for the order that the page shows; return the sitting's address."""
    page.get_by_role("button", name="Arrange it").first.click()
    fill_day(page, "Date", day)
    page.get_by_label("Start time").fill("5:30pm")
    page.get_by_label("Room").select_option(them.room)
    page.get_by_label("Adviser", exact=True).select_option(them.adviser_name)
    page.get_by_role("button", name="Arrange the sitting").click()
    page.get_by_text("Now offer the seats").wait_for()
    return urlsplit(page.url).path


def offer(page: Page, seat: str, name: str) -> None:
    """Offer a seat to somebody on the list of those who could take it."""
    page.get_by_role("link", name=f"See who could {seat}").click()
    page.get_by_role("heading", name=f"Who could {seat}").wait_for()
    row = page.locator("#candidates tr", has_text=name)
    if not row.count():
        page.get_by_role("link", name="Show the other").click()
    row.get_by_role("button", name="Offer").click()
    page.locator("#seats .app-seat", has_text=name).get_by_text("Offered, no answer yet").wait_for()


def follow(page: Page, item: str) -> None:
    """Follow a link of the navigation, which a phone with JavaScript folds under a button."""
    navigation = page.get_by_role("navigation", name="Menu")
    menu = navigation.get_by_role("button", name="Menu")
    if menu.is_visible():
        menu.click()
    navigation.get_by_role("link", name=item, exact=True).click()


def subscribe(page: Page) -> str:
    """Make a calendar address of one's own duties; return its path."""
    page.goto("/calendar/feeds")
    page.get_by_label("My own duties").check()
    page.get_by_role("button", name="Make an address").click()
    return urlsplit(page.get_by_label("Address", exact=True).input_value()).path


@dataclass(frozen=True)
class Shown:
    """An event as a calendar program reads it."""

    uid: str
    sequence: int
    status: str
    starts: str
    text: str


def events(portal: Live, feed: str) -> list[Shown]:
    """Return what a calendar program gets."""
    answer = portal.visitor().get(feed)
    assert answer.status == 200, answer.status
    return [
        Shown(
            uid=str(event["UID"]),
            sequence=int(str(event["SEQUENCE"])),
            status=str(event["STATUS"]),
            starts=clock.london(event.decoded("DTSTART")).strftime("%Y-%m-%d %H:%M"),
            text=event.to_ical().decode(),
        )
        for event in Calendar.from_ical(answer.text).walk("VEVENT")
    ]


def day_passes(page: str, on: date) -> date:
    """Put what has this page back to yesterday: the clock of a running portal cannot be put on."""
    yesterday = clock.today() - timedelta(days=1)
    with changing():
        uuid = UUID(page.rpartition("/")[2])
        entry = session.scalars(select(Entry).where(Entry.uuid == uuid)).one()
        entry.starts_at -= on - yesterday
        entry.ends_at -= on - yesterday
        entry.first_day = entry.last_day = yesterday
    session.rollback()
    return yesterday

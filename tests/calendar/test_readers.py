"""What is served, as programs that are not ours read it: each kind of text, day and state."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Final
from uuid import uuid4

import pytest
from flask import Flask
from flask.testing import FlaskClient

from portal import clock
from portal.access import Role
from portal.accounts.models import User
from portal.calendar import actions
from portal.calendar.models import Entry, FeedScope, Kind
from portal.calendar.views import subscription
from portal.database import session
from tests.calendar.conftest import NOW, SIX, duty, offered, publish
from tests.factories import RoomFactory, VenueFactory, user_with
from tests.live import references_in
from tests.pages import Pages
from tests.readers import Read, read

HOUR: Final = timedelta(hours=1)
WELSH: Final = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogoch, Ŷ Tŷ Ŵyn; " * 3
TEXTS: Final = {
    "commas and semicolons": 'Tea, cake; and a “talk”, with "quotes": it\'s free',
    "backslashes": r"C:\new\, \; \\n and \N",
    "emoji": "Gardd 🌱 with 👩‍🌾 and 👨‍👩‍👧‍👦",
    "a long Welsh name": WELSH[:200],
    "what ends an event": "END:VEVENT BEGIN:VALARM X;Y=Z:1",
    "every width": "aé€🎉" * 40,
}


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    subscription.kept.contents.clear()
    with clock.frozen(NOW):
        yield


@pytest.fixture
def user(app: Flask) -> User:
    """Return a volunteer."""
    return user_with(Role.VOLUNTEER)


@pytest.fixture
def program(app: Flask, user: User) -> "Program":
    """Return a program that subscribed to the volunteer's duties."""
    return Program(app, user)


class Program:
    """A calendar program that was given an address; and the browser of the same person."""

    def __init__(self, app: Flask, user: User, scope: FeedScope = FeedScope.MINE) -> None:
        self.client: FlaskClient = app.test_client()
        self.pages = Pages(app).sign_in(user.email)
        _, token = actions.subscribe(person=user.person, scope=scope, form_key=uuid4().hex)
        session.commit()
        self.path = f"/feeds/{token}.ics"

    def fetched(self) -> list[Read]:
        """Return what all readers find in the feed."""
        content = self.client.get(self.path).data
        assert references_in(content.decode()) == []
        assert max(map(len, content.split(b"\r\n"))) <= 75
        return read(content)

    def downloaded(self, entry: Entry) -> list[Read]:
        """Return what all readers find in the file of one entry."""
        return read(self.pages.client.get(f"/calendar/entries/{entry.uuid}.ics").data)


@pytest.mark.parametrize("said", TEXTS.values(), ids=TEXTS)
def test_every_text_comes_out_as_it_went_in(program: Program, user: User, said: str) -> None:
    entry = publish(title=said, place=said, description=f"{said}\n\n{said}", duties=[])
    publish(entry=entry, place=said, description=f"{said}\n\n{said}", duties=[duty(user.person)])
    [event] = program.fetched()
    assert event.location == said
    assert event.description.startswith(f"{said}\n\n{said}\nTo change anything, ring ")
    assert program.downloaded(entry) == [event]


def test_an_event_is_all_that_a_program_needs(program: Program, user: User) -> None:
    venue = VenueFactory(
        name="Library", address="1 High St\nNorthmere", grid_e=372400, grid_n=491800
    )
    entry = publish(duties=[duty(user.person)], room=RoomFactory(venue=venue, name="Room 2"))
    [event] = program.fetched()
    assert event == Read(
        uid=f"amends-{entry.uuid}",
        sequence=0,
        starts=SIX,
        ends=SIX + timedelta(minutes=75),
        title="Panel – member",
        location="Library, Room 2, 1 High St, Northmere",
        description="To change anything, ring 01632 960147.",
        status="CONFIRMED",
        transparency="OPAQUE",
        secrecy="PRIVATE",
        categories=("Panel",),
        url=event.url,
        position=(54.32104, -2.42582),
        method="PUBLISH",
    )
    assert event.url.endswith("/panels/sittings/1")


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 3, 29), date(2026, 3, 29)),  # 23 hours long
        (date(2026, 10, 25), date(2026, 10, 25)),  # 25 hours long
        (date(2026, 3, 27), date(2026, 4, 6)),
        (date(2026, 12, 31), date(2027, 1, 1)),
    ],
)
def test_a_whole_day_ends_before_the_next(
    program: Program, user: User, first: date, last: date
) -> None:
    starts_at, ends_at = clock.day_bounds(first, last)
    publish(all_day=True, starts_at=starts_at, ends_at=ends_at, duties=[duty(user.person)])
    [event] = program.fetched()
    assert (event.starts, event.ends) == (first, last + timedelta(days=1))
    assert not isinstance(event.starts, datetime)


@pytest.mark.parametrize(
    ("day", "hours"), [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25), (date(2026, 7, 1), 24)]
)
def test_a_night_when_clocks_change_is_as_long_as_it_is(
    program: Program, user: User, day: date, hours: int
) -> None:
    starts_at, ends_at = (clock.at(each, time(18)) for each in (day, day + timedelta(days=1)))
    publish(starts_at=starts_at, ends_at=ends_at, duties=[duty(user.person)])
    [event] = program.fetched()
    assert (event.starts, event.ends) == (starts_at, ends_at)
    assert isinstance(event.ends, datetime)
    assert isinstance(event.starts, datetime)
    assert event.ends - event.starts == hours * HOUR


def test_offers_are_tentative_and_what_others_do_keeps_nobody_busy(app: Flask) -> None:
    user = user_with(Role.STAFF)
    program = Program(app, user, FeedScope.EVERYTHING)
    publish(duties=[offered(user.person)])
    publish(title="Somebody else’s", starts_at=SIX - HOUR)
    publish(title="Team", kind=Kind.TEAM, starts_at=SIX - 2 * HOUR, path=None)
    found = {event.title: event for event in program.fetched()}
    seen = {
        title: (event.status, event.transparency, event.categories)
        for title, event in found.items()
    }
    assert seen == {
        "Panel – member": ("TENTATIVE", "OPAQUE", ("Panel",)),
        "Somebody else’s": ("CONFIRMED", "TRANSPARENT", ("Panel",)),
        "Team": ("CONFIRMED", "OPAQUE", ("Team",)),
    }
    assert {event.secrecy for event in found.values()} == {"PRIVATE"}


def test_moves_and_cancellations_count_up_under_one_uid(program: Program, user: User) -> None:
    entry = publish(duties=[duty(user.person)])
    seen = program.fetched()
    publish(entry=entry, duties=[duty(user.person)], starts_at=SIX - HOUR)
    seen += program.fetched()
    actions.cancel(entry=entry, actor=None)
    session.commit()
    seen += program.fetched()
    assert [(event.sequence, event.status) for event in seen] == [
        (0, "CONFIRMED"),
        (1, "CONFIRMED"),
        (2, "CANCELLED"),
    ]
    assert seen[2].title == "CANCELLED: Panel – member"
    assert len({event.uid for event in seen}) == 1
    assert program.downloaded(entry) == [seen[2]]

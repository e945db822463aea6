"""A real subscriber: vdirsyncer fetches the feed over HTTP, and khal shows what it brought."""

import subprocess
from collections.abc import Callable
from datetime import datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

from portal import clock
from portal.access import Role
from portal.calendar import actions, queries
from portal.calendar.models import Entry, FeedScope
from portal.calendar.rules import Every, Repeat
from portal.database import changing, session
from tests.calendar.conftest import duty, publish
from tests.calendar.series.scenes import meeting
from tests.live import Live, account
from tests.readers import BIN

SYNCING = """
[general]
status_path = "{folder}/status/"
[pair amends]
a = "feed"
b = "here"
collections = null
conflict_resolution = "a wins"
[storage feed]
type = "http"
url = "{address}"
[storage here]
type = "filesystem"
path = "{folder}/here/"
fileext = ".ics"
"""
SHOWING = """
[calendars]
[[amends]]
path = {folder}/here/
[locale]
local_timezone = Europe/London
default_timezone = Europe/London
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


class Subscriber:
    """Somebody with the two programs set up, as their own manuals say."""

    def __init__(self, folder: Path, address: str) -> None:
        self.folder = folder
        for name, text in (("vdirsyncer", SYNCING), ("khal", SHOWING)):
            (folder / name).write_text(text.format(folder=folder, address=address))
        (folder / "here").mkdir()
        self.run("vdirsyncer", "discover")

    def sync(self) -> None:
        """Fetch the feed, and bring the calendar on this machine to what it says."""
        self.run("vdirsyncer", "sync")

    def shown(self) -> list[str]:
        """Return what the calendar shows of the next ten days, a line each."""
        today = f"{clock.today():%Y-%m-%d}"
        told = ("--day-format", "", "--format", "{start-long} {title}, {location}")
        return self.run("khal", "list", *told, today, "10d").splitlines()

    def run(self, program: str, command: str, *words: str) -> str:
        """Run one of the programs with what was set up for it."""
        done = subprocess.run(  # noqa: S603 -- installed with the tests
            [BIN / program, "-c", self.folder / program, command, *words],
            capture_output=True,
            text=True,
            check=False,
            stdin=subprocess.DEVNULL,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout


def test_a_subscriber_sees_a_move_and_a_cancellation_and_nothing_twice(
    portal_on: Callable[..., Live], tmp_path: Path
) -> None:
    server = portal_on("sqlite")
    tomorrow = clock.at(clock.today() + timedelta(days=1), time(18))
    after = tomorrow + timedelta(days=1)
    with server.app.app_context():
        person = account(Role.VOLUNTEER).person
        with changing():
            _, token = actions.subscribe(person=person, scope=FeedScope.MINE, form_key=uuid4().hex)
            moved, off = (panel(at, duties=[duty(person)]) for at in (tomorrow, after))
            moved_id, off_id = moved.id, off.id
        subscriber = Subscriber(tmp_path, f"{server.url}/feeds/{token}.ics")
        with server.watched():
            subscriber.sync()
            assert subscriber.shown() == [
                f"{tomorrow:%Y-%m-%d} 18:00 Panel – member, Tŷ Gwyn; Room 2, \\New 🌱",
                f"{after:%Y-%m-%d} 18:00 Panel – member, Tŷ Gwyn; Room 2, \\New 🌱",
            ]
            with changing():
                found = session.get_one(Entry, moved_id)
                panel(tomorrow - timedelta(hours=2), duties=[duty(person)], entry=found)
                actions.cancel(entry=session.get_one(Entry, off_id), actor=None)
            subscriber.sync()
            subscriber.sync()
            assert subscriber.shown() == [
                f"{tomorrow:%Y-%m-%d} 16:00 Panel – member, Tŷ Gwyn; Room 2, \\New 🌱",
                f"{after:%Y-%m-%d} 18:00 CANCELLED: Panel – member, Tŷ Gwyn; Room 2, \\New 🌱",
            ]


def test_a_subscriber_sees_each_time_of_what_repeats_and_one_moved(
    portal_on: Callable[..., Live], tmp_path: Path
) -> None:
    server, tomorrow = portal_on("sqlite"), clock.today() + timedelta(days=1)
    title = f"Meeting {uuid4().hex[:6]}"
    with server.app.app_context():
        person = account(Role.COORDINATOR).person
        with changing():
            _, token = actions.subscribe(
                person=person, scope=FeedScope.EVERYTHING, form_key=uuid4().hex
            )
            first = actions.add_series(
                event=meeting(tomorrow, title=title),
                repeat=Repeat(Every.DAY, 2, times=4),
                form_key=uuid4().hex,
                actor=person,
            )
            series_id = first.series_id or 0
        subscriber = Subscriber(tmp_path, f"{server.url}/feeds/{token}.ics")
        with server.watched():
            subscriber.sync()
            days = [tomorrow + timedelta(days=2 * number) for number in range(4)]
            shown = [f"{day} 10:00 {title}, County Offices" for day in days]
            assert [line for line in subscriber.shown() if title in line] == shown
            with changing():
                times = queries.occurrences(series_id)
                moved = meeting(days[1], time(15), time(16), title=title)
                actions.change_occurrence(entry=times[1], details=moved, actor=person)
                actions.cancel_occurrence(entry=times[2], actor=person)
            subscriber.sync()
            shown[1] = shown[1].replace("10:00", "15:00")
            del shown[2]
            assert [line for line in subscriber.shown() if title in line] == shown


def panel(starts_at: datetime, **values: object) -> Entry:
    """Put an hour's panel into the calendar, or move it, somewhere with an awkward name."""
    ends_at = starts_at + timedelta(hours=1)
    return publish(
        starts_at=starts_at, ends_at=ends_at, place="Tŷ Gwyn; Room 2, \\New 🌱", **values
    )

"""Feeds as they are really served: by gunicorn with two processes, and through nginx."""

import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, time, timedelta
from pathlib import Path
from uuid import uuid4

import icalendar
import pytest
import recurring_ical_events

from portal import clock
from portal.access import Role
from portal.calendar import actions
from portal.calendar.models import FeedScope
from portal.database import changing
from portal.people.models import Person
from tests.calendar.conftest import duty, publish
from tests.live import ROOT, Live, Visitor, account, free_port, wait_until

NGINX = shutil.which("nginx")


@pytest.fixture(scope="module")
def server(portal_on: Callable[..., Live]) -> Live:
    """Return a real portal."""
    return portal_on("sqlite")


def subscribed(server: Live) -> tuple[Person, str, str]:
    """Return a volunteer with one duty tomorrow, their feed's path, and its token."""
    starts = clock.at(clock.today() + timedelta(days=1), time(18))
    with server.app.app_context():
        person = account(Role.VOLUNTEER).person
        with changing():
            _, token = actions.subscribe(person=person, scope=FeedScope.MINE, form_key=uuid4().hex)
            publish(starts_at=starts, ends_at=starts + timedelta(hours=1), duties=[duty(person)])
        return person, f"/feeds/{token}.ics", token


def test_an_independent_client_reads_what_is_really_served(server: Live) -> None:
    _, path, _ = subscribed(server)
    with server.watched():
        answer = server.visitor().get(path, **{"User-Agent": "Google-Calendar-Importer"})
    assert answer.status == 200
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    assert {"set-cookie", "content-encoding", "location"} & answer.headers.keys() == set()
    calendar = icalendar.Calendar.from_ical(answer.body)
    tomorrow = clock.today() + timedelta(days=1)
    [event] = recurring_ical_events.of(calendar).at(tomorrow)
    assert event["SUMMARY"] == "Panel – member"
    assert event["DTSTART"].dt == clock.at(tomorrow, time(18))
    assert event["URL"].startswith(server.url)


def test_a_subscription_follows_from_page_to_calendar(server: Live) -> None:
    with server.app.app_context():
        email = account(Role.COORDINATOR).email
    browser = server.visitor().sign_in(email)
    browser.get("/calendar/feeds")
    shown = browser.post("/calendar/feeds", scope="everything", form_key=uuid4().hex)
    found = re.search(r"/feeds/[\w-]{43,}\.ics", shown.text)
    assert found
    browser.get("/calendar/entries/add")
    day = clock.today() + timedelta(days=2)
    added = browser.post(
        "/calendar/entries/add",
        kind="team",
        title="Team briefing",
        day=[str(day.day), str(day.month), str(day.year)],
        starts="9:30am",
        ends="11am",
        audience="staff",
        form_key=uuid4().hex,
    )
    assert added.status == 303
    program = server.visitor()
    events = events_of(program.get(found.group()).body, day)
    assert [str(event["SUMMARY"]) for event in events] == ["Team briefing"]
    browser.get(f"{added.location}/cancel")
    browser.post(f"{added.location}/cancel")
    events = events_of(program.get(found.group()).body, day)
    assert [(str(e["SUMMARY"]), e["SEQUENCE"]) for e in events] == [("CANCELLED: Team briefing", 1)]
    wait_until(
        lambda: "Last fetched today" in browser.get("/calendar/feeds").page.words, "the note"
    )


def events_of(content: bytes, day: date) -> list[icalendar.Event]:
    """Return what a calendar has on a day."""
    found = recurring_ical_events.of(icalendar.Calendar.from_ical(content)).at(day)
    return [event for event in found if isinstance(event, icalendar.Event)]


def test_the_limits_hold_over_both_processes(server: Live) -> None:
    _, path, _ = subscribed(server)
    program = server.visitor()
    assert [program.get(path).status for _ in range(61)] == [200] * 60 + [429]


def test_no_log_holds_a_token(server: Live) -> None:
    _, path, token = subscribed(server)
    program = server.visitor()
    for asked in (path, f"/{path}", f"{path}?x=1", path.replace("feeds", "%66EEDS"), f"{path}x"):
        program.get(asked)
    assert token not in server.said()
    assert "/feeds/[token].ics" in server.said()


@pytest.mark.skipif(NGINX is None, reason="nginx is not installed on this machine")
def test_no_log_of_nginx_holds_a_token(server: Live, tmp_path: Path) -> None:
    _, path, token = subscribed(server)
    asked = (path, f"/{path}", f"{path}?x=1", path.replace("f", "%66", 1), f"{path}/", f"{path}x")
    with nginx(tmp_path, server.port) as port:
        program = Visitor(port)
        through = program.get(path, **{"Accept-Encoding": "gzip", "Referer": f"http://x{path}"})
        statuses = [program.get(each).status for each in asked]
        program.get(f"/account/invitations/{token}")
        program.get(f"/sign-in/reset/{token}")
        program.get(f"/training/feedback/{token}")
        program.get(f"/reparation/feedback/{token}")
        program.get("/help?x=1")
        conditional = program.get(path, **{"If-None-Match": through.headers["etag"]})
    with nginx(tmp_path, free_port()) as port:
        refused = Visitor(port).get(path).status
    logs = {log.name: log.read_text() for log in tmp_path.glob("*.log")}
    assert (through.status, conditional.status, refused) == (200, 304, 502)
    assert through.body.startswith(b"BEGIN:VCALENDAR")
    assert "content-encoding" not in through.headers
    assert statuses[0] == 200
    assert token not in "".join(logs.values())
    assert logs["access.log"].count('"GET /feeds/[token].ics HTTP/1.1"') == len(asked) + 3
    assert '"GET /help HTTP/1.1" 200' in logs["access.log"]
    assert token not in server.said()


@contextmanager
def nginx(folder: Path, upstream: int) -> Iterator[int]:
    """Run the sample of `deploy/` in front of a port, without its certificate."""
    port = free_port()
    sample = (ROOT / "deploy" / "nginx.conf").read_text()
    for pattern, instead in (
        (r"/var/log/nginx", str(folder)),
        (r"/run/nginx\.pid", str(folder / "nginx.pid")),
        (r"server 127\.0\.0\.1:8000", f"server 127.0.0.1:{upstream}"),
        (r"listen 443 ssl", f"listen 127.0.0.1:{port}"),
        (r"listen 80", f"listen 127.0.0.1:{free_port()}"),
        (r"\n *ssl_certificate[^\n]*", ""),
        # Written in full, it must not tell either.
        (r"error\.log crit", "error.log warn"),
        (r"http \{", f"http {{ {temporary(folder)}"),
    ):
        sample, changed = re.subn(pattern, instead, sample)
        assert changed, pattern
    file = folder / "nginx.conf"
    file.write_text(f"daemon off;\n{sample}")
    assert NGINX
    process = subprocess.Popen(  # noqa: S603 -- the machine's own nginx
        [NGINX, "-p", str(folder), "-e", str(folder / "early.log"), "-c", str(file)]
    )
    try:
        wait_until(lambda: answers(port, process), "nginx to answer")
        yield port
    finally:
        process.terminate()
        process.wait(10)


def temporary(folder: Path) -> str:
    """Return where nginx may keep what it is passing on."""
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    return " ".join(f"{kind}_temp_path {folder / kind};" for kind in kinds)


def answers(port: int, process: "subprocess.Popen[bytes]") -> bool:
    """Return whether somebody accepts a connection there."""
    assert process.poll() is None, "nginx ended"
    try:
        socket.create_connection(("127.0.0.1", port), 1).close()
    except OSError:
        return False
    return True

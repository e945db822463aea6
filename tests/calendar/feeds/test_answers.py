"""Heads and status of a feed: what RFC 9110 asks."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from flask import Flask

from portal import clock
from portal.access import Role
from portal.accounts.models import User
from portal.calendar.models import FeedScope
from portal.calendar.views import subscription
from tests.calendar.conftest import NOW, duty, publish
from tests.calendar.feeds.programs import Program, subscribed
from tests.factories import user_with
from tests.statements import count_statements

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_a_fetch_has_exactly_these_heads(app: Flask, user: User) -> None:
    answer = subscribed(app, user).fetch(Accept_Encoding="gzip", Cookie="amends=x")
    heads = dict(answer.headers)
    for shared in ("Content-Security-Policy", "Permissions-Policy", "X-Frame-Options"):
        heads.pop(shared, None)
    assert heads == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Length": str(len(answer.data)),
        "Content-Disposition": 'inline; filename="amends.ics"',
        "Cache-Control": "private, no-cache",
        "ETag": heads["ETag"],
        "Last-Modified": "Mon, 02 Mar 2026 09:00:00 GMT",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Robots-Tag": "noindex",
    }


def test_an_empty_feed_is_a_valid_calendar(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    calendar = icalendar.Calendar.from_ical(program.fetch().data)
    assert calendar["NAME"] == calendar["X-WR-CALNAME"] == "Amends: my duties"
    assert program.events() == []


def test_a_head_request_is_the_same_without_the_bytes(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    publish(duties=[duty(user.person)])
    whole, head = program.fetch(), program.fetch("HEAD")
    assert head.data == b""
    for name in ("ETag", "Last-Modified", "Content-Length", "Content-Type"):
        assert head.headers[name] == whole.headers[name]


def test_twice_the_same_gives_the_same_bytes(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    publish(duties=[duty(user.person)])
    first = program.fetch()
    subscription.kept.contents.clear()
    with clock.frozen(NOW + 5 * HOUR):
        again = program.fetch()
    assert again.data == first.data
    assert again.headers["ETag"] == first.headers["ETag"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_what_did_not_change_is_not_sent(app: Flask, user: User, method: str) -> None:
    program = subscribed(app, user)
    publish(duties=[duty(user.person)])
    first = program.fetch()
    etag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    for asked in (
        {"If_None_Match": etag},
        {"If_None_Match": f'"other", W/{etag}'},
        {"If_None_Match": "*"},
        {"If_Modified_Since": changed},
        {"If_None_Match": etag, "If_Modified_Since": "Mon, 02 Mar 2020 09:00:00 GMT"},
    ):
        answer = program.fetch(method, **asked)
        assert (answer.status_code, answer.data) == (304, b""), asked
        assert answer.headers["ETag"] == etag
        assert answer.headers["Cache-Control"] == "private, no-cache"
        assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize(
    "asked",
    [
        {"If_None_Match": '"old"'},
        {"If_Modified_Since": "Sun, 01 Mar 2026 09:00:00 GMT"},
        {"If_Modified_Since": "nonsense"},
        {"If_None_Match": '"old"', "If_Modified_Since": "Mon, 02 Mar 2026 09:00:00 GMT"},
    ],
)
def test_what_a_program_does_not_have_is_sent(
    app: Flask, user: User, asked: dict[str, str]
) -> None:
    program = subscribed(app, user)
    assert program.fetch(**asked).status_code == 200


def test_no_cookie_is_set_and_none_is_read(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    for answer in (program.fetch(), Program(app, "/feeds/wrong.ics").fetch()):
        assert "Set-Cookie" not in answer.headers
        assert "Vary" not in answer.headers


def test_a_not_modified_costs_one_small_query_and_one_count(app: Flask, user: User) -> None:
    program = subscribed(app, user)
    etag = program.fetch().headers["ETag"]
    with count_statements() as sent:
        assert program.fetch(If_None_Match=etag).status_code == 304
    assert [one.split()[0] for one in sent if one != "BEGIN"] == ["INSERT", "SELECT"]


@pytest.mark.parametrize("number", [1, 3])
def test_a_whole_feed_costs_two_queries_more(app: Flask, user: User, number: int) -> None:
    program = subscribed(app, user, FeedScope.EVERYTHING)
    for _ in range(number):
        publish(audience=["role:volunteer"])
    with count_statements() as sent:
        assert len(program.events()) == number
    assert [one.split()[0] for one in sent if one != "BEGIN"] == ["INSERT", *["SELECT"] * 3]


def test_contents_are_kept_up_to_so_many_bytes() -> None:
    kept = subscription.Kept(10)
    for etag in ("a", "b", "c"):
        assert kept.put(etag, b"1234") == b"1234"
    assert (kept.get("a"), kept.get("b"), kept.get("c")) == (None, b"1234", b"1234")
    assert kept.put("d", b"x" * 11) == b"x" * 11
    assert kept.contents == {}


def test_the_window_s_day_is_london_s(app: Flask) -> None:
    user = user_with(Role.VOLUNTEER)
    program = subscribed(app, user)
    with clock.frozen(datetime(2026, 7, 1, 22, 59, tzinfo=UTC)):
        before = program.fetch().headers["ETag"]
    with clock.frozen(datetime(2026, 7, 1, 23, 1, tzinfo=UTC)):
        after = program.fetch().headers
    assert (after["ETag"] == before, after["Last-Modified"]) == (
        False,
        "Wed, 01 Jul 2026 23:00:00 GMT",
    )

"""Where a sign-in may lead, what a password must be, and how long the impatient wait."""

from datetime import UTC, datetime, timedelta

import pytest

from portal.accounts import rules

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
LIMIT = rules.Limit(tries=5, window=15 * MINUTE, wait=15 * MINUTE)


@pytest.mark.parametrize(
    "address",
    [
        "/panels/offers/6f1c?x=1#answer",
        "/members/?q=Ann%20Lee&area=3",
        "/panels/a:b",
        "/?next=https://elsewhere.example",
    ],
)
def test_next_inside_the_site_is_kept(address: str) -> None:
    assert rules.safe_next(address) == address


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "panels",
        "https://evil.example",
        "https:evil.example",
        "https:/evil.example",
        "javascript:alert(1)",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\\/evil.example",
        "/panels\\..\\evil",
        "/%2Fevil.example",
        "/%2fevil.example",
        "/%5Cevil.example",
        "/%255Cevil.example",
        "/%252F%252Fevil.example",
        "%2F%2Fevil.example",
        "/\tevil.example",
        "/\t/evil.example",
        "/\n/evil.example",
        "/%0A/evil.example",
        "/%09/evil.example",
        "\t//evil.example",
        " //evil.example",
        "/\x00/evil.example",
        "/\u2028/evil.example",
        "/\u202e/evil.example",
        "/" + "a" * 3000,
        "/sign-in",
        "/sign-in?next=/",
        "/sign-out",
        "@evil.example",
        ".evil.example",
    ],
)
def test_next_that_could_leave_the_site_leads_home(address: str | None) -> None:
    assert rules.safe_next(address) == "/"


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("three random words", None),
        ("häßlich-é-🦋-words", None),
        ("short", "Make your password at least 12 characters: three words will do"),
        ("x" * 201, "Shorten your password to 200 characters"),
        ("aaaaaaaaaaaaaaab", "Choose a password that is harder to guess: three words will do"),
        ("PasswordPassword", "Choose a password that is harder to guess: three words will do"),
        ("123456789012", "Choose a password that is harder to guess: three words will do"),
        ("HARTLEY-is-great", "Choose a password without your name or email address in it"),
        ("mail-jo.hartley-1", "Choose a password without your name or email address in it"),
    ],
)
def test_password_is_long_and_does_not_tell_of_its_owner(password: str, problem: str) -> None:
    telling = ("jo.hartley@example.org", "Jo Hartley")
    assert rules.password_problem(password, telling) == problem


def tried(times: int, count: rules.Count, now: datetime) -> rules.Count:
    for _ in range(times):
        count = rules.failed(rules.tried(count, LIMIT, now), LIMIT, now)
    return count


def test_five_failures_make_an_account_wait_and_each_wait_is_twice_as_long() -> None:
    now, waits = NOW, []
    count = rules.Count(0, now)
    for _ in range(6):
        count = tried(4, count, now)
        assert rules.may_try(count, LIMIT, now)
        count = tried(1, count, now)
        assert not rules.may_try(count, LIMIT, now)
        assert count.locked_until is not None
        waits.append(count.locked_until - now)
        now = count.locked_until
        assert rules.may_try(count, LIMIT, now)
    assert [wait / MINUTE for wait in waits] == [15, 30, 60, 120, 240, 240]


def test_failures_far_apart_are_not_added_up() -> None:
    count = tried(4, rules.Count(0, NOW), NOW)
    assert tried(4, count, NOW + 15 * MINUTE).locked_until is None


def test_tries_in_flight_count_before_they_fail() -> None:
    count = rules.Count(0, NOW)
    for _ in range(5):
        assert rules.may_try(count, LIMIT, NOW)
        count = rules.tried(count, LIMIT, NOW)
    assert not rules.may_try(count, LIMIT, NOW)


def test_a_day_of_quiet_forgives_earlier_waits() -> None:
    count = tried(5, rules.Count(0, NOW), NOW)
    later = NOW + timedelta(days=2)
    again = tried(5, count, later)
    assert again.locked_until == later + 15 * MINUTE


def test_ipv6_addresses_of_one_network_count_together() -> None:
    one, other = rules.address_key("2001:db8::1"), rules.address_key("2001:db8::ffff:1")
    assert one == other != rules.address_key("2001:db8:1::1")
    assert rules.address_key("192.0.2.1") != rules.address_key("192.0.2.2")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) Version/17.4 Safari/604.1",
            "Safari on an iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0) Chrome/122.0 Safari/537.36 Edg/122.0",
            "Edge on a Windows computer",
        ),
        (
            "Mozilla/5.0 (Linux; Android 14) Chrome/122.0 Mobile Safari/537.36",
            "Chrome on an Android phone or tablet",
        ),
        ("", "A browser on a computer"),
    ],
)
def test_device_is_said_in_words(agent: str, words: str) -> None:
    assert rules.device_of(agent) == words


@pytest.mark.parametrize(
    ("remembered", "opened", "seen", "live"),
    [
        (False, timedelta(days=9), timedelta(hours=11), True),
        (False, timedelta(hours=12), timedelta(hours=12), False),
        (True, timedelta(days=29), timedelta(days=29), True),
        (True, timedelta(days=30), timedelta(), False),
    ],
)
def test_session_ends_when_idle_or_after_thirty_days(
    remembered: bool, opened: timedelta, seen: timedelta, live: bool
) -> None:
    assert live is rules.is_live(
        opened=NOW - opened,
        last_seen=NOW - seen,
        remembered=remembered,
        now=NOW,
        idle=timedelta(hours=12),
    )

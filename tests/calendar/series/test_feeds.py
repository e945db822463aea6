"""What repeats in a feed and in a file: once, whole, under one UID, with its time zone."""

from datetime import date, time, timedelta
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from flask import Flask

from portal import clock
from portal.access import Role
from portal.accounts.models import User
from portal.calendar import actions
from portal.calendar.models import FeedScope
from portal.calendar.views import subscription
from portal.database import session
from portal.people.models import Person
from tests.calendar.conftest import publish
from tests.calendar.feeds.programs import Program, subscribed
from tests.calendar.series.scenes import THURSDAY, UNTIL_JUNE, WEEK, made, meeting, series_of
from tests.factories import RoomFactory, user_with
from tests.pages import Pages
from tests.statements import count_statements


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    subscription.kept.contents.clear()


@pytest.fixture
def reader(app: Flask) -> User:
    """Return a colleague who reads it."""
    return user_with(Role.STAFF)


@pytest.fixture
def program(app: Flask, reader: User) -> Program:
    """Return a program that has the address of all that the colleague may see."""
    return subscribed(app, reader, FeedScope.EVERYTHING)


def text_of(program: Program) -> str:
    """Return what a program gets."""
    return program.fetch().get_data(as_text=True)


def test_it_is_there_once_and_a_program_shows_each_time(
    program: Program, colleague: Person
) -> None:
    times = made(colleague)
    actions.cancel_occurrence(entry=times[1], actor=colleague)
    moved = meeting(date(2026, 4, 3), title="Moved")
    actions.change_occurrence(entry=times[2], details=moved, actor=colleague)
    session.commit()
    text = text_of(program)
    assert text.count("RRULE:FREQ=WEEKLY") == 1
    assert text.count("BEGIN:VTIMEZONE") == 1
    assert {str(each["UID"]) for each in program.events()} == {f"amends-{series_of(times[0]).uuid}"}
    shown = [clock.london(each["DTSTART"].dt) for each in program.events()]
    assert {moment.time() for moment in shown} == {time(10)}
    gone = THURSDAY + 2 * WEEK
    days = [THURSDAY + 2 * WEEK * number for number in range(8)]
    days[2] = date(2026, 4, 3)
    assert [moment.date() for moment in shown] == [day for day in days if day != gone]


def test_a_feed_without_a_rule_has_no_time_zone(program: Program) -> None:
    publish()
    assert "VTIMEZONE" not in text_of(program)
    assert "DTSTART:20260310T180000Z" in text_of(program)


def test_a_change_of_one_time_is_noticed(program: Program, colleague: Person) -> None:
    times = made(colleague)
    etag = program.fetch().headers["ETag"]
    assert program.fetch(If_None_Match=etag).status_code == 304
    actions.cancel_occurrence(entry=times[1], actor=colleague)
    session.commit()
    assert program.fetch(If_None_Match=etag).status_code == 200


def test_who_may_not_see_it_gets_nothing_of_it(app: Flask, colleague: Person) -> None:
    made(colleague)
    volunteer = subscribed(app, user_with(Role.VOLUNTEER), FeedScope.EVERYTHING)
    assert volunteer.events() == []


@pytest.mark.parametrize(
    ("chosen", "is_there"),
    [
        ({"kinds": ("team",)}, True),
        ({"kinds": ("training",)}, False),
        ({"who": "mine"}, False),
        ({"who": "team"}, True),
        ({"in_rooms": True}, True),
        ({"back": 30}, True),
    ],
)
def test_a_filter_takes_it_whole_or_not_at_all(
    app: Flask, reader: User, colleague: Person, *, chosen: dict[str, Any], is_there: bool
) -> None:
    made(colleague, room=RoomFactory(), place="")
    found = subscribed(app, reader, FeedScope.VIEW, **chosen)
    assert len(found.events()) == (8 if is_there else 0)


def test_what_was_over_long_ago_is_no_longer_sent(program: Program, colleague: Person) -> None:
    made(colleague)
    with clock.frozen(clock.at(date(2026, 12, 1), time(9))):
        subscription.kept.contents.clear()
        assert program.events() == []


def test_a_series_called_off_says_so_for_two_weeks(program: Program, colleague: Person) -> None:
    times = made(colleague)
    actions.cancel_series(entry=times[0], actor=colleague, whole=True)
    session.commit()
    assert "SUMMARY:CANCELLED: Team meeting" in text_of(program)
    with clock.frozen(clock.now() + timedelta(days=15)):
        assert "Team meeting" not in text_of(program)


def test_it_costs_the_same_however_many_there_are(program: Program, colleague: Person) -> None:
    sent = []
    for number in (1, 3):
        for _ in range(number):
            made(colleague)
        subscription.kept.contents.clear()
        with count_statements() as statements:
            program.fetch()
        sent.append(len(statements))
    assert sent[0] == sent[1]


def test_the_file_of_one_time_is_the_series_under_the_same_uid(
    pages: Pages, reader: User, colleague: Person
) -> None:
    times = made(colleague, UNTIL_JUNE)
    answer = pages.sign_in(reader.email).client.get(f"/calendar/entries/{times[3].uuid}.ics")
    calendar = icalendar.Calendar.from_ical(answer.data)
    found = list(recurring_ical_events.of(calendar).between((2026, 1, 1), (2027, 1, 1)))
    assert len(found) == 8
    assert {str(each["UID"]) for each in found} == {f"amends-{series_of(times[0]).uuid}"}

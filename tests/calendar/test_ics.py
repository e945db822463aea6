"""What RFC 5545 asks of the text, checked by hand and by an independent reader."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.calendar import ics
from portal.calendar.ics import Event, Party

EVENT = Event(
    uid="amends-1",
    sequence=2,
    changed_at=datetime(2026, 3, 2, 9, 30, 15, 123456, tzinfo=UTC),
    starts=datetime(2026, 7, 10, 17, 30, tzinfo=UTC),
    ends=datetime(2026, 7, 10, 18, 45, tzinfo=UTC),
    title="Panel – chair",
    category="Panel",
    url="https://amends.example/panels/sittings/1",
    status="CONFIRMED",
    location="Northmere Library, Room 2",
    description="Ring 01632 960147.",
)
SERVICE = Party("Kentmere Youth Justice Service", "panels@amends.example")
MARGARET = Party("Margaret Osei", "margaret@example.org")

texts = st.text(max_size=300)


def lines_of(text: str) -> list[str]:
    """Return the content lines, unfolded by hand as RFC 5545 3.1 says."""
    return text.removesuffix("\r\n").replace("\r\n ", "").split("\r\n")


def value_of(text: str, name: str) -> str:
    """Return what stands after a property's name."""
    [line] = [line for line in lines_of(text) if line.split(":")[0].split(";")[0] == name]
    return line.split(":", 1)[1]


def read(text: str) -> Any:
    """Return the first event of a calendar as the `icalendar` package reads it."""
    return icalendar.Calendar.from_ical(text).walk("VEVENT")[0]


def test_an_event_has_exactly_these_lines() -> None:
    assert lines_of(ics.event(EVENT)) == [
        "BEGIN:VEVENT",
        "SUMMARY:Panel – chair",
        "DTSTART:20260710T173000Z",
        "DTEND:20260710T184500Z",
        "DTSTAMP:20260302T093015Z",
        "UID:amends-1",
        "SEQUENCE:2",
        "CATEGORIES:Panel",
        "CLASS:PRIVATE",
        "DESCRIPTION:Ring 01632 960147.",
        "LAST-MODIFIED:20260302T093015Z",
        "LOCATION:Northmere Library\\, Room 2",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        "URL:https://amends.example/panels/sittings/1",
        "END:VEVENT",
    ]


def test_the_head_says_how_it_is_called_and_how_often_to_look() -> None:
    assert lines_of(ics.calendar("Amends: my duties")) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Amends//Calendar//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "NAME:Amends: my duties",
        "X-WR-CALNAME:Amends: my duties",
        "REFRESH-INTERVAL;VALUE=DURATION:PT2H",
        "X-PUBLISHED-TTL:PT2H",
        "X-WR-TIMEZONE:Europe/London",
        "END:VCALENDAR",
    ]


def test_the_same_event_gives_the_same_bytes() -> None:
    assert ics.event(EVENT) == ics.event(replace(EVENT))


def test_a_time_on_a_summer_clock_is_written_as_an_instant() -> None:
    london = datetime.fromisoformat("2026-07-10T18:30:00+01:00")
    assert value_of(ics.event(replace(EVENT, starts=london)), "DTSTART") == "20260710T173000Z"


def test_all_day_ends_before_the_day_after_the_last() -> None:
    away = replace(EVENT, starts=date(2026, 3, 9), ends=date(2026, 3, 13))
    assert "DTSTART;VALUE=DATE:20260309" in lines_of(ics.event(away))
    assert "DTEND;VALUE=DATE:20260314" in lines_of(ics.event(away))


@pytest.mark.parametrize(
    ("status", "title", "transparency"),
    [
        ("CONFIRMED", "Panel – chair", "OPAQUE"),
        ("TENTATIVE", "Panel – chair", "OPAQUE"),
        ("CANCELLED", "CANCELLED: Panel – chair", "TRANSPARENT"),
    ],
)
def test_status_is_told_in_the_title_too(status: str, title: str, transparency: str) -> None:
    text = ics.event(replace(EVENT, status=status))
    assert value_of(text, "STATUS") == status
    assert value_of(text, "SUMMARY") == title
    assert value_of(text, "TRANSP") == transparency


def test_what_somebody_else_does_blocks_no_time() -> None:
    assert value_of(ics.event(replace(EVENT, blocks_time=False)), "TRANSP") == "TRANSPARENT"


def test_there_is_no_alarm_and_nobody_is_named_in_a_feed() -> None:
    text = ics.calendar("Amends", ics.event(EVENT))
    assert not [word for word in ("VALARM", "ATTENDEE", "ORGANIZER") if word in text]


@given(title=texts, location=texts, description=texts)
def test_whatever_people_type_is_escaped_folded_and_read_back(
    title: str, location: str, description: str
) -> None:
    values = replace(EVENT, title=title, location=location, description=description)
    text = ics.calendar("Amends", ics.event(values))
    for line in text.encode().split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        line.decode()  # no character is split
    event = read(text)
    assert str(event["SUMMARY"]) == cleaned(title)
    assert str(event.get("LOCATION", "")) == cleaned(location)
    assert str(event.get("DESCRIPTION", "")) == cleaned(description)
    assert event["UID"] == "amends-1"


def test_a_typed_backslash_is_no_new_line() -> None:
    text = ics.event(replace(EVENT, title=r"C:\New\\Next", location="One\nTwo"))
    assert value_of(text, "SUMMARY") == r"C:\\New\\\\Next"
    assert value_of(text, "LOCATION") == r"One\nTwo"


def cleaned(text: str) -> str:
    """Return the text as a calendar may hold it: one kind of line end, no control characters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in "\n\t" or not (ord(c) < 32 or 127 <= ord(c) < 160))


@given(minutes=st.integers(min_value=0, max_value=40 * 366 * 24 * 60))
def test_an_instant_is_read_back_as_the_same_instant(minutes: int) -> None:
    starts = datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    values = replace(EVENT, starts=starts, ends=starts + timedelta(minutes=75))
    event = read(ics.calendar("Amends", ics.event(values)))
    assert event["DTSTART"].dt == starts
    assert event["DTEND"].dt == starts + timedelta(minutes=75)


def test_an_invitation_names_one_attendee_and_the_service_as_organiser() -> None:
    text = ics.invitation(EVENT, organiser=SERVICE, attendee=MARGARET)
    event = read(text)
    assert value_of(text, "METHOD") == "REQUEST"
    assert event["ORGANIZER"] == "mailto:panels@amends.example"
    assert event["ATTENDEE"] == "mailto:margaret@example.org"
    assert event["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert event["ATTENDEE"].params["CN"] == "Margaret Osei"


def test_an_invitation_to_something_offered_waits_for_an_answer() -> None:
    offered = replace(EVENT, status="TENTATIVE")
    event = read(ics.invitation(offered, organiser=SERVICE, attendee=MARGARET))
    assert event["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"


def test_an_invitation_to_something_cancelled_takes_it_back() -> None:
    off = replace(EVENT, status="CANCELLED", sequence=3)
    text = ics.invitation(off, organiser=SERVICE, attendee=MARGARET)
    assert value_of(text, "METHOD") == "CANCEL"
    assert value_of(text, "SEQUENCE") == "3"
    assert value_of(text, "STATUS") == "CANCELLED"


@given(name=texts)
def test_no_name_can_break_out_of_its_place(name: str) -> None:
    text = ics.invitation(EVENT, organiser=SERVICE, attendee=Party(name, "m@example.org"))
    event = read(text)
    assert event["ATTENDEE"] == "mailto:m@example.org"
    assert [line.split(":")[0].split(";")[0] for line in lines_of(text)].count("ATTENDEE") == 1

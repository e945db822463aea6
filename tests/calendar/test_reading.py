"""Files of others: what is understood of them, and that none does harm."""

import socket
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from portal.calendar.imports import Limits, Occurrence, Reading, Unreadable, read
from tests.calendar.calendars import AUTUMN, TERMS, calendar, day

TODAY = date(2026, 3, 2)


def reading(content: bytes, **limits: Any) -> Reading:
    return read(content, limits=Limits(**limits), today=TODAY)


def only(content: bytes) -> Occurrence:
    (found,) = reading(content).occurrences
    return found


def refusal(content: bytes, **limits: Any) -> str:
    with pytest.raises(Unreadable) as refused:
        reading(content, **limits)
    return str(refused.value)


def timed(start: str, *more: str, title: str = "Course") -> bytes:
    return calendar("\n".join(("UID:1", f"SUMMARY:{title}", f"DTSTART{start}", *more)))


class TestEvents:
    """What an event says."""

    def test_a_term_lasts_up_to_the_day_before_its_end(self) -> None:
        term = only(calendar(AUTUMN))
        assert (term.uid, term.key, term.title, term.all_day) == ("a", "", "Autumn term", True)
        assert term.starts_at == datetime(2026, 8, 31, 23, tzinfo=UTC)
        assert term.ends_at == datetime(2026, 12, 19, tzinfo=UTC)

    def test_only_what_where_and_when_is_taken(self) -> None:
        found = only(
            timed(
                ":20260310T180000Z",
                "DURATION:PT1H30M",
                "LOCATION:Hall\\, <b>upstairs</b>\\nleft",
                "DESCRIPTION:About Liam",
                "ATTENDEE;CN=Liam:mailto:liam@example.org",
                "BEGIN:VALARM",
                "SUMMARY:An alarm",
                "END:VALARM",
                title="Safe\u202eguarding &amp; you",
            )
        )
        assert (found.title, found.place) == ("Safe guarding & you", "Hall, upstairs left")
        assert found.ends_at - found.starts_at == timedelta(minutes=90)
        assert "Liam" not in repr(found)

    def test_long_texts_are_cut_and_folded_ones_joined(self) -> None:
        assert len(only(timed(":20260310T180000Z", title="x" * 3000)).title) == 200
        folded = calendar("UID:1\nSUMMARY:Llanfair\n pwllgwyngyll\nDTSTART:20260310T180000Z")
        assert only(folded).title == "Llanfairpwllgwyngyll"

    def test_an_event_without_uid_or_title_is_known_by_what_it_is(self) -> None:
        one, again = (only(calendar("DTSTART;VALUE=DATE:20260310")) for _ in range(2))
        assert one.uid == again.uid
        assert one.title == "No title"

    def test_what_is_cancelled_is_left_out(self) -> None:
        found = reading(calendar(AUTUMN, day("b", "Fair", "20260404", more="STATUS:CANCELLED")))
        assert [each.title for each in found.occurrences] == ["Autumn term"]

    def test_of_what_is_confidential_only_when_it_is_is_taken(self) -> None:
        more = "LOCATION:12 Low Road\nCLASS:confidential"
        found = reading(calendar(AUTUMN, day("b", "Liam’s review", "20260404", more=more)))
        assert [(each.title, each.place, each.private) for each in found.occurrences] == [
            ("Autumn term", "", False),
            ("Busy", "", True),
        ]
        assert "Liam" not in repr(found)

    @pytest.mark.parametrize("word", ["PRIVATE", "private ", "X-COURT", "PUBLIC\nCLASS:PRIVATE"])
    def test_what_is_not_for_everybody_is_marked_and_counted(self, word: str) -> None:
        more = f"LOCATION:12 Low Road\nCLASS:{word}"
        found = reading(calendar(day("b", "Dentist", "20260404", more=more)))
        assert [(each.title, each.place, each.private) for each in found.occurrences] == [
            ("Dentist", "12 Low Road", True)
        ]
        assert found.notes == (
            "1 event is marked as private. "
            "Everybody but whoever keeps this calendar reads “Busy” instead.",
        )

    def test_a_class_that_is_cut_before_its_word_counts_as_private(self) -> None:
        more = f"CLASS;X-BY={'a' * 6000}:PRIVATE"
        found = reading(calendar(day("b", "Dentist", "20260404", more=more)))
        assert [(each.title, each.private) for each in found.occurrences] == [("Dentist", True)]

    @pytest.mark.parametrize("more", ["", "CLASS:PUBLIC", "CLASS:"])
    def test_what_says_nothing_of_it_is_for_everybody(self, more: str) -> None:
        found = reading(calendar(day("b", "Fair", "20260404", more=more)))
        assert not found.occurrences[0].private
        assert not found.notes

    def test_one_changed_time_of_what_is_private_is_private_too(self) -> None:
        event = "UID:1\nSUMMARY:{}\nDTSTART:202603{}T090000Z\n{}"
        changed = event.format("Dentist, later", "10", "RECURRENCE-ID:20260309T090000Z")
        weekly = event.format("Dentist", "09", "RRULE:FREQ=WEEKLY;COUNT=2\nCLASS:PRIVATE")
        found = reading(calendar(changed, weekly))
        assert {(each.title, each.private) for each in found.occurrences} == {
            ("Dentist", True),
            ("Dentist, later", True),
        }
        assert found.notes[0].startswith("1 event is marked")

    @pytest.mark.parametrize("word", ["PRIVATE", "CONFIDENTIAL"])
    def test_a_private_event_that_is_left_out_is_not_called_by_its_title(self, word: str) -> None:
        found = reading(calendar(AUTUMN, f"UID:b\nSUMMARY:Liam’s review\nCLASS:{word}"))
        assert found.problems == (
            "A private event (line 10) does not say when it starts. It is left out.",
        )


class TestZones:
    """Every way of saying that it is London's time, and others."""

    @pytest.mark.parametrize(
        "start",
        [
            ":20260710T173000",
            ":20260710T163000Z",
            ";TZID=Europe/London:20260710T173000",
            ";TZID=GMT Standard Time:20260710T173000",
            ";TZID=/freeassociation.sourceforge.net/Europe/London:20260710T173000",
            ";TZID=(UTC+00:00) Dublin, Edinburgh, Lisbon, London:20260710T173000",
            ";TZID=Romance Standard Time:20260710T183000",
        ],
    )
    def test_half_past_five_on_a_summer_day(self, start: str) -> None:
        assert only(timed(start)).starts_at == datetime(2026, 7, 10, 16, 30, tzinfo=UTC)

    def test_times_that_name_no_zone_are_in_that_of_the_calendar(self) -> None:
        event = "UID:1\nDTSTART:20260710T173000"
        found = only(calendar(event, head="X-WR-TIMEZONE:Europe/Paris"))
        assert found.starts_at == datetime(2026, 7, 10, 15, 30, tzinfo=UTC)

    def test_a_calendars_zone_that_nobody_knows_is_said_when_a_time_needs_it(self) -> None:
        head = "X-WR-TIMEZONE:Middle-earth"
        found = reading(calendar("UID:1\nDTSTART:20260710T173000", head=head))
        assert found.occurrences[0].starts_at == datetime(2026, 7, 10, 16, 30, tzinfo=UTC)
        assert found.notes[0].startswith("The time zone “Middle-earth” is not known")
        assert not reading(calendar(AUTUMN, "UID:1\nDTSTART:20260710T173000Z", head=head)).notes

    def test_a_zone_of_the_file_says_where_it_is(self) -> None:
        zone = "BEGIN:VTIMEZONE\nTZID:Ours\nX-LIC-LOCATION:Europe/Paris\nEND:VTIMEZONE"
        found = only(calendar("UID:1\nDTSTART;TZID=Ours:20260710T173000", head=zone))
        assert found.starts_at == datetime(2026, 7, 10, 15, 30, tzinfo=UTC)

    def test_a_zone_that_nobody_knows_is_read_as_londons_and_said(self) -> None:
        found = reading(timed(";TZID=Customised:20260710T173000"))
        assert found.occurrences[0].starts_at == datetime(2026, 7, 10, 16, 30, tzinfo=UTC)
        assert found.notes == (
            "The time zone “Customised” is not known, so its times are read as London’s. "
            "Check them.",
        )


class TestRepeating:
    """Rules, what is left out of them and what is moved."""

    WEEKLY = ";TZID=Europe/London:20260320T100000"

    def times(self, *more: str) -> list[str]:
        found = reading(timed(self.WEEKLY, *more)).occurrences
        return [f"{each.starts_at:%d %b %H:%M}" for each in found]

    def test_the_clock_in_march_moves_the_moment_and_not_the_hour(self) -> None:
        assert self.times("RRULE:FREQ=WEEKLY;COUNT=3") == [
            "20 Mar 10:00",
            "27 Mar 10:00",
            "03 Apr 09:00",
        ]

    @pytest.mark.parametrize("until", ["20260403T090000Z", "20260403", "20260403T100000"])
    def test_the_end_of_a_rule_is_in_it_however_it_is_written(self, until: str) -> None:
        assert len(self.times(f"RRULE:FREQ=WEEKLY;UNTIL={until}")) == 3

    def test_exceptions_and_additions(self) -> None:
        assert self.times(
            "RRULE:FREQ=WEEKLY;COUNT=3",
            "EXDATE;TZID=Europe/London:20260327T100000",
            "RDATE;TZID=Europe/London:20260410T120000,20260403T100000",
        ) == ["20 Mar 10:00", "03 Apr 09:00", "10 Apr 11:00"]

    def test_a_whole_day_that_is_left_out(self) -> None:
        assert self.times("RRULE:FREQ=WEEKLY;COUNT=2", "EXDATE;VALUE=DATE:20260327") == [
            "20 Mar 10:00"
        ]

    def test_one_that_is_moved_or_cancelled_stays_the_same_one(self) -> None:
        rule = "UID:1\nSUMMARY:Course\nDTSTART:20260320T100000Z\nRRULE:FREQ=WEEKLY;COUNT=3"
        moved = "UID:1\nSUMMARY:Late\nRECURRENCE-ID:20260327T100000Z\nDTSTART:20260328T150000Z"
        off = "UID:1\nRECURRENCE-ID:20260403T090000\nDTSTART:20260403T090000\nSTATUS:CANCELLED"
        found = reading(calendar(moved, off, rule)).occurrences
        assert [(each.key, each.title) for each in found] == [
            ("20260320T100000Z", "Course"),
            ("20260403T100000Z", "Course"),
            ("20260327T100000Z", "Late"),
        ]

    def test_for_ever_ends_where_the_service_looks_to(self) -> None:
        found = reading(timed(self.WEEKLY, "RRULE:FREQ=YEARLY"), ahead=timedelta(days=3 * 366))
        assert [each.starts_at.year for each in found.occurrences] == [2026, 2027, 2028]

    def test_what_was_over_long_ago_is_left_out(self) -> None:
        found = reading(calendar(day("o", "Old", "20200101"), AUTUMN))
        assert [each.title for each in found.occurrences] == ["Autumn term"]


class TestHarm:
    """Broken and hostile files."""

    @pytest.mark.parametrize(
        ("rest", "problem"),
        [
            (":20260310T180000Z\nDTEND:20260310T170000Z", "ends before it starts"),
            (":20260231T180000Z", "has a date that is none: 20260231T180000Z"),
            (":", "has an empty date"),
            (":99990101T000000Z", "is in the year 9999"),
            (":20260310T180000Z\nDTEND;VALUE=DATE:20260311", "starts on a day and ends at a time"),
            (":20260310T180000Z\nDURATION:soon", "has a duration that is none: soon"),
            (":20260310T180000Z\nRRULE:FREQ=SECONDLY", "repeats more than once a day"),
            (":20260310T180000Z\nRRULE:FREQ=DAILY;BYSECOND=1,2", "repeats more than once a day"),
            (":20260310T180000Z\nRRULE:FREQ=DAILY;INTERVAL=0", "a rule that makes no sense"),
            (":20260310T180000Z\nRRULE:FREQ=DAILY;BYDAY=99ZZ", "a rule that makes no sense"),
            (":20260310T180000Z\nRRULE:FREQ=DAILY;COUNT=9;UNTIL=20260401", "ends twice"),
            (f":20260310T180000Z\nRRULE:FREQ=DAILY;BYMONTH={'1,' * 400}1", "a rule that is too"),
            (";VALUE=DATE:20260101\nDTEND;VALUE=DATE:21260101", "lasts 36,524 days"),
        ],
    )
    def test_an_event_that_makes_no_sense_is_named_and_the_others_taken(
        self, rest: str, problem: str
    ) -> None:
        found = reading(calendar(AUTUMN, f"UID:2\nSUMMARY:Fair\nDTSTART{rest}"))
        assert [each.title for each in found.occurrences] == ["Autumn term"]
        (said,) = found.problems
        assert said.startswith("“Fair” (line 10) ")
        assert problem in said
        assert said.endswith(". It is left out.")

    def test_an_event_without_a_start_and_one_that_comes_twice_are_named(self) -> None:
        found = reading(calendar(AUTUMN, "UID:2\nSUMMARY:Fair", AUTUMN))
        assert found.problems == (
            "“Fair” (line 10) does not say when it starts. It is left out.",
            "“Autumn term” (line 14) has the UID of another event in the file. It is left out.",
        )

    def test_a_bomb_of_repeats_is_refused_and_named(self) -> None:
        bomb = timed(":20260310T180000Z", "RRULE:FREQ=DAILY", title="Bomb")
        assert refusal(bomb, entries=100) == (
            "There are more than 100 entries in it, the repeats of events among them: reading "
            "stopped at “Bomb” (line 4). Export a shorter time."
        )

    def test_time_runs_out_between_events_and_repeats(self) -> None:
        old = timed(":19000101T000000Z", "RRULE:FREQ=DAILY")
        assert refusal(old, seconds=0).startswith("It takes longer than 0 seconds to read.")

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "It is not a calendar file."),
            (b"PK\x03\x04", "It is not a calendar file."),
            (b"<html>404</html>", "It is not a calendar file."),
            (TERMS[:200], "The file is cut short: it ends inside VEVENT."),
            (calendar(), "There is no event in it."),
            (calendar(day("o", "Old", "20010101")), "All its events are over since 2025"),
            (
                calendar("UID:1\nSUMMARY:Fair"),
                "None of its events can be taken in. “Fair” (line 4)",
            ),
            (b"BEGIN:VCALENDAR\n" * 9000, "The file is cut short"),
        ],
    )
    def test_a_file_that_is_none_is_refused_in_a_sentence(self, content: bytes, said: str) -> None:
        assert refusal(content).startswith(said)

    def test_a_file_that_is_too_large_is_not_looked_at(self) -> None:
        assert refusal(b"x" * (10 * 1024 + 1), kilobytes=10).startswith("It is larger than 10 kilo")

    def test_no_address_in_a_file_is_asked_for_anything(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked: list[object] = []
        for door in ("getaddrinfo", "create_connection", "socket"):
            monkeypatch.setattr(socket, door, lambda *to, **_: asked.append(to))
        zone = "BEGIN:VTIMEZONE\nTZID:Ours\nTZURL:http://example.org/zone\nEND:VTIMEZONE"
        more = "ATTACH:http://example.org/a\nURL:http://example.org/b\nIMAGE:http://example.org/c"
        source = "REFRESH-INTERVAL:PT1H\nSOURCE:http://example.org/all.ics"
        found = reading(calendar(f"{AUTUMN}\n{more}", head=f"{zone}\n{source}"))
        assert [each.title for each in found.occurrences] == ["Autumn term"]
        assert asked == []

    def test_a_rule_that_never_comes_true_ends_by_itself(self) -> None:
        never = timed(":20260310T180000Z", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")
        assert refusal(never).startswith("All its events are over since 2025 or come after 2029.")

    def test_other_encodings_are_understood_or_said(self) -> None:
        text = calendar(day("c", "Ysgol Gymraeg Tŷ Gwyn", "20260310")).decode()
        assert only(text.encode("utf-16")).title == "Ysgol Gymraeg Tŷ Gwyn"
        assert only(b"\xef\xbb\xbf" + text.encode()).title == "Ysgol Gymraeg Tŷ Gwyn"
        western = reading(text.replace("ŷ", "ê").encode("cp1252"))
        assert western.occurrences[0].title == "Ysgol Gymraeg Tê Gwyn"
        assert western.notes[0].startswith("The file is not written in UTF-8")


LINES = (
    *("DTSTART:", "DTEND:", "DURATION:", "RRULE:FREQ=", "RRULE:", "RDATE:", "EXDATE:", "UID:"),
    *("RECURRENCE-ID:", "DTSTART;TZID=", "SUMMARY:", "STATUS:", "DTSTART;VALUE=DATE:", "BEGIN:"),
    *("END:", "X-WR-TIMEZONE:", "RDATE;VALUE=PERIOD:", "\u2028 ", " ", "TZID:"),
)
VALUES = (
    *("20260310", "20260310T180000", "20260310T180000Z", "20260310T240000", "DAILY", "YEARLY"),
    *(
        "WEEKLY;BYDAY=MO",
        "-PT1H",
        "P9999999999D",
        "VEVENT",
        "VCALENDAR",
        "20260310/PT1H",
        "00010101",
    ),
    *(
        "MONTHLY;BYSETPOS=0",
        "YEARLY;BYEASTER=1",
        "DAILY;UNTIL=x",
        "DAILY;COUNT=-1",
        "Europe/London",
    ),
)
lines = st.builds(
    lambda name, value, other: f"{name}{value}{other}",
    st.sampled_from(LINES),
    st.sampled_from(VALUES) | st.text(max_size=12),
    st.sampled_from(("", ",", ";", ":")) | st.text(max_size=5),
)
events = st.lists(lines, max_size=6).map("\n".join)


class TestAnything:
    """Whatever it holds, a file is answered."""

    @settings(deadline=None)  # its own patience bounds a reading
    @given(st.binary(max_size=400))
    @example(b"\xff\xfe\x00")
    def test_any_bytes_are_answered(self, content: bytes) -> None:
        answered(content)
        answered(
            b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n" + content + b"\r\nEND:VEVENT\r\nEND:VCALENDAR"
        )

    @settings(deadline=None)
    @given(st.lists(events, min_size=1, max_size=3))
    def test_any_lines_of_a_calendar_are_answered(self, made: list[str]) -> None:
        answered(calendar(*(f"DTSTART:20260310T180000Z\n{event}" for event in made)))
        answered(calendar(*made))


def answered(content: bytes) -> None:
    """Check that a file is read or refused in words, and that what is read can be kept."""
    try:
        found = reading(content, entries=50)
    except Unreadable as refused:
        assert str(refused).endswith(".")  # noqa: PT017 -- either answer will do
        return
    assert len(found.occurrences) <= 50
    assert len({(each.uid, each.key) for each in found.occurrences}) == len(found.occurrences)
    for each in found.occurrences:
        assert each.starts_at <= each.ends_at
        assert "\x00" not in each.uid + each.title + each.place
        (each.uid + each.title + each.place).encode()

"""The calendar's rules over plain values."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from json import dumps, loads

import pytest

from portal.calendar import rules
from portal.calendar.rules import Carried, Filters, Stretch

FIRST = date(2026, 3, 1)


@dataclass(frozen=True)
class Lasts:
    """Something with a first and a last day."""

    first_day: date
    last_day: date


def on(first: int, last: int | None = None) -> Lasts:
    """Return something in March."""
    return Lasts(date(2026, 3, first), date(2026, 3, last or first))


def test_a_time_takes_every_quarter_that_it_touches() -> None:
    starts = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)
    taken = rules.quarters(starts, starts + timedelta(minutes=75))
    assert [quarter * 900 for quarter in taken] == [
        int(starts.timestamp()) + 900 * n for n in range(5)
    ]


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("TG 51409 13177", (651409, 313177)),  # Ordnance Survey's own example
        ("sd724918", (372400, 491800)),
        ("SD 7240 9180", (372400, 491800)),
        ("SX 479 545", (247900, 54500)),
        ("  ", None),
    ],
)
def test_a_grid_reference_is_read_as_maps_write_it(
    said: str, place: tuple[int, int] | None
) -> None:
    assert rules.grid_of(said) == place
    if place:
        assert rules.grid_of(rules.grid_words(*place)) == place


@pytest.mark.parametrize("said", ["SD 7240 918", "S 724 918", "II 724 918", "AA 100 100", "Bus 41"])
def test_what_is_no_grid_reference_is_refused(said: str) -> None:
    with pytest.raises(ValueError, match="SD 724 918"):
        rules.grid_of(said)


def test_a_place_on_the_grid_is_told_as_calendars_do() -> None:
    # Ordnance Survey's example: 52°39'28.723" N, 1°42'57.787" E on the satellites' globe.
    latitude, longitude = rules.position_of(651410, 313177) or (0.0, 0.0)
    assert abs(latitude - 52.65798) < 0.0001
    assert abs(longitude - 1.71605) < 0.0001
    assert rules.position_of(None, None) is None
    assert rules.grid_words(None, None) == ""


def test_a_time_that_is_off_the_quarter_takes_both_ends_whole() -> None:
    starts = datetime(2026, 3, 10, 17, 31, tzinfo=UTC)
    assert len(rules.quarters(starts, starts + timedelta(minutes=15))) == 2


def test_what_ends_when_another_begins_shares_no_quarter() -> None:
    starts = datetime(2026, 3, 10, 17, 30, tzinfo=UTC)
    first = rules.quarters(starts, starts + timedelta(hours=1))
    second = rules.quarters(starts + timedelta(hours=1), starts + timedelta(hours=2))
    assert not set(first) & set(second)


@pytest.mark.parametrize(
    ("audience", "keys"),
    [
        ("everyone", {"role:staff", "role:coordinator", "role:manager", "role:volunteer"}),
        ("staff", {"role:staff", "role:coordinator", "role:manager"}),
        ("volunteers", {"role:coordinator", "role:volunteer"}),
        ("area", {"role:coordinator", "role:volunteer@area:3"}),
    ],
)
def test_an_audience_is_known_again_by_its_keys(audience: str, keys: set[str]) -> None:
    assert set(rules.keys_for(audience, 3)) == keys
    assert rules.audience_of(keys) == audience


@pytest.mark.parametrize(
    ("chosen", "carried"),
    [
        ({}, True),
        ({"kinds": ["panel"]}, True),
        ({"kinds": ["team"]}, False),
        ({"areas": [3, 5]}, True),
        ({"areas": [4]}, False),
        ({"kinds": ["panel"], "areas": [3]}, True),
        ({"kinds": ["team"], "areas": [3]}, False),
        ({"venues": [1]}, False),
        ({"in_rooms": True}, False),
        ({"who": "mine"}, True),
        ({"who": "team"}, False),
    ],
)
def test_a_filter_carries_what_it_was_made_for(chosen: dict[str, object], carried: bool) -> None:
    assert rules.carries(Carried.of(chosen), "panel", 3) is carried


def test_what_is_for_the_whole_service_passes_a_filter_of_an_area() -> None:
    assert rules.carries(Carried.of({"areas": [4]}), "panel", None)


def test_a_feed_is_known_again_by_what_a_row_keeps_of_it() -> None:
    ordinary = Carried()
    assert ordinary.kept() == {}
    chosen = Carried(
        filters=Filters(kinds=("panel",), areas=(3,), who="team", venues=(4,), imported=True),
        back=7,
        alarm=15,
        words="panel",
    )
    assert Carried.of(loads(dumps(chosen.kept()))) == chosen
    assert Carried.of({}) == ordinary


def test_filters_are_said_in_words() -> None:
    labels = {"kinds": {"panel": "Panel"}, "areas": {3: "Northmere"}, "venues": {4: "Library"}}
    chosen = Filters(kinds=("panel",), areas=(3, 99), who="team", venues=(4,))
    assert rules.filter_words(chosen, **labels) == "my team, Panel, Northmere, Library"  # type: ignore[arg-type]  # mappings of each
    words = rules.filter_words(Filters(imported=True), kinds={}, areas={}, venues={})
    assert words == "with imported calendars"
    assert rules.filter_words(Filters(), kinds={}, areas={}, venues={}) == ""


def test_filters_are_kept_in_addresses() -> None:
    assert Filters().query == ""
    chosen = Filters(kinds=("panel", "team"), areas=(3,), who="mine", venues=(4,))
    assert chosen.query == "?kind=panel,team&area=3&who=mine&venue=4"
    assert Filters(imported=True).query == "?imported=yes"


def test_a_month_is_whole_weeks_from_monday() -> None:
    weeks = rules.month_of(FIRST)
    assert (weeks[0][0], weeks[-1][-1], len(weeks)) == (date(2026, 2, 23), date(2026, 4, 5), 6)
    assert len(rules.month_of(date(2027, 2, 1))) == 4


@pytest.mark.parametrize(
    ("day", "following", "last"),
    [
        (date(2026, 12, 31), date(2027, 1, 1), date(2026, 12, 31)),
        (date(2028, 2, 10), date(2028, 3, 1), date(2028, 2, 29)),
    ],
)
def test_months_follow_each_other(day: date, following: date, last: date) -> None:
    assert rules.next_month(day) == following
    assert rules.last_of(day) == last


def test_what_lasts_stands_on_each_of_its_days_that_are_shown() -> None:
    briefing, leave = on(4), on(2, 5)
    days = rules.by_day([leave, briefing], date(2026, 3, 4), date(2026, 3, 31))
    assert days == {date(2026, 3, 4): [leave, briefing], date(2026, 3, 5): [leave]}


def test_an_agenda_shows_whole_days() -> None:
    items = [on(2), on(3), on(3), on(4)]
    assert rules.whole_days(items, FIRST, 4) == (items, None)
    assert rules.whole_days(items, FIRST, 3) == (items[:3], date(2026, 3, 4))
    assert rules.whole_days(items, FIRST, 2) == (items[:1], date(2026, 3, 3))


def test_an_agenda_moves_on_even_from_a_day_that_is_too_full() -> None:
    items = [on(3), on(3), on(3)]
    assert rules.whole_days(items, FIRST, 2) == (items[:2], date(2026, 3, 4))


@pytest.mark.parametrize(
    ("agent", "program"),
    [
        ("Google-Calendar-Importer", "Google Calendar"),
        ("Microsoft.Exchange/15.20", "Outlook"),
        ("iOS/18.1 (22B83) dataaccessd/1.0", "Apple Calendar (iPhone or iPad)"),
        ("macOS/15.1 (24B83) CalendarAgent/1", "Apple Calendar (Mac)"),
        ("Mozilla/5.0 Thunderbird/128.0", "Thunderbird"),
        ("curl/8", "Another program"),
        ("", "Another program"),
    ],
)
def test_programs_are_named_as_people_know_them(agent: str, program: str) -> None:
    assert rules.program_of(agent) == program


def test_a_token_is_kept_as_its_hash() -> None:
    assert rules.hash_of("abc") != "abc"
    assert len(rules.hash_of("abc")) == 64


HOURS = "Monday to Thursday 9am to 9pm\nfri 9.30 am to midnight\n\nSaturday 10am to 4pm"


def test_opening_times_are_read_as_people_write_them() -> None:
    nine = (time(9), time(21))
    assert rules.opening_of(HOURS) == {
        **dict.fromkeys(range(4), nine),
        4: (time(9, 30), time()),
        5: (time(10), time(16)),
    }


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("whenever", "Write “whenever” like Monday to Friday 9am to 8pm"),
        ("Monday 9 to 5", "Write “Monday 9 to 5” like Monday to Friday 9am to 8pm"),
        ("Someday 9am to 5pm", "Write “Someday 9am to 5pm” like Monday to Friday 9am to 8pm"),
        (
            "Friday to Monday 9am to 5pm",
            "“Friday to Monday 9am to 5pm” runs backwards: write it like "
            "Monday to Friday 9am to 8pm",
        ),
        (
            "Monday 5pm to 9am",
            "“Monday 5pm to 9am” runs backwards: write it like Monday to Friday 9am to 8pm",
        ),
        (
            "Monday to Friday 9am to 5pm\nTuesday 9am to 8pm",
            "“Tuesday 9am to 8pm” speaks of a day that has its hours already: say it once",
        ),
    ],
)
def test_opening_times_that_say_nothing_certain_are_refused(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        rules.opening_of(text)


@pytest.mark.parametrize(
    ("day", "starts", "ends", "held"),
    [
        (5, time(17, 30), time(19, 30), True),
        (5, time(19, 30), time(21), True),
        (5, time(19, 30), time(21, 15), False),
        (5, time(8, 45), time(10), False),
        (6, time(22), time(23, 45), True),
        (7, time(15), time(17), False),
        (8, time(11), time(12), False),
    ],
)
def test_a_place_is_open_for_the_whole_time_or_not_at_all(
    day: int, starts: time, ends: time, held: bool
) -> None:
    assert rules.is_open(HOURS, date(2026, 3, day), starts, ends) is held
    assert rules.is_open("", date(2026, 3, day), starts, ends)


OPEN = (36, 80)


def parts(*taken: tuple[int, int, str], opens: tuple[int, int] = OPEN) -> list[str]:
    """Return a room's day from 8am to 9pm, in words."""
    row = rules.stretches([Stretch(a, b, (name,)) for a, b, name in taken], (32, 84), opens)
    return [
        f"{each.first}-{each.beyond} "
        + ("+".join(each.things) or ("free" if each.is_open else "closed"))
        for each in row
    ]


def test_a_rooms_day_is_a_row_of_stretches_without_a_gap() -> None:
    assert parts() == ["32-36 closed", "36-80 free", "80-84 closed"]
    assert parts((72, 77, "panel"), (40, 44, "team")) == [
        "32-36 closed",
        "36-40 free",
        "40-44 team",
        "44-72 free",
        "72-77 panel",
        "77-80 free",
        "80-84 closed",
    ]
    assert parts(opens=(0, 0)) == ["32-84 closed"]
    assert parts((32, 84, "fair"), opens=(0, 96)) == ["32-84 fair"]


def test_what_overlaps_in_a_room_shares_a_stretch() -> None:
    assert parts((44, 52, "b"), (40, 46, "a"), (52, 53, "c"), opens=(40, 53)) == [
        "32-40 closed",
        "40-52 a+b",
        "52-53 c",
        "53-84 closed",
    ]


@pytest.mark.parametrize(
    ("day", "quarters"), [(5, (36, 84)), (6, (38, 96)), (7, (40, 64)), (8, (0, 0))]
)
def test_opening_times_are_counted_in_quarters_of_an_hour(
    day: int, quarters: tuple[int, int]
) -> None:
    assert rules.open_quarters(HOURS, date(2026, 3, day)) == quarters
    assert rules.open_quarters("", date(2026, 3, day)) == (0, 96)

"""What the rows of a spreadsheet of panels mean, and which of them are one sitting."""

from collections.abc import Sequence
from datetime import date, time

import pytest

from portal import clock
from portal.panels import imports
from portal.panels.imports import Areas, Named, PanelsKnown, Place, SittingRows, Somebody
from portal.panels.imports.cells import came, kind, state
from portal.panels.models import AttendanceState, PanelKind
from portal.spreadsheets import imports as sheets
from portal.spreadsheets.imports import BadCell, Directory, Listed, Reading

NOW = clock.at(date(2026, 3, 2), time(10))
AREAS = {"northmere": Named(1, "Northmere"), "saltmarsh": Named(3, "Saltmarsh")}
CASEY = Named(11, "Casey Moran")
MARCUS = Somebody(12, "Marcus Reid", is_staff=True)
GRAHAM, PRIYA = Somebody(21, "Graham Holt"), Somebody(22, "Priya Nair")
JOINED, GONE = Somebody(23, "Dev Patel", is_staff=True), Somebody(24, "Carol Bennett", sits=False)
ROOM, HALL = Place(31, "Northmere Library, Room 2", 1), Place(32, "Saltmarsh Hall, Main hall", 2)
OTHER = Place(33, "Northmere Library, Room 3", 1)


def directory(*entries: Named, what: str) -> Directory:  # type: ignore[type-arg]  # of whatever is given
    listed = [Listed(each, each.name, f"{what}{each.id}") for each in entries]
    return Directory(listed, f"{what}", f"{what}s", "use the number of one")


KNOWN = PanelsKnown(
    NOW,
    date(2026, 3, 2),
    Areas(AREAS),
    directory(CASEY, what="case manager"),
    Directory(
        [
            Listed(ROOM, ROOM.name, ROOM.name, ("Northmere Library",)),
            Listed(OTHER, OTHER.name, OTHER.name, ("Northmere Library",)),
            Listed(HALL, HALL.name, HALL.name, ("Saltmarsh Hall",)),
        ],
        "room",
        "rooms",
        "name the room too",
    ),
    directory(GRAHAM, PRIYA, JOINED, GONE, what="volunteer"),
    directory(MARCUS, Somebody(13, "Ann Lee", is_staff=True, sits=False), what="colleague"),
    Directory(
        [Listed("A report was not ready", "A report was not ready", "A report was not ready")],
        "reason",
        "reasons",
        "use one of the settings’ list",
    ),
    Directory(
        [Listed("No suitable room", "No suitable room", "No suitable room")],
        "reason",
        "reasons",
        "use one of the settings’ list",
    ),
)
HEAD = "Date,Start time,Venue,Room,Order reference,Kind,Chair,Member,Adviser,State,"
TO_COME = "10/3/2026,5:30pm,Northmere Library,Room 2,RO-2026-014,Initial"
PAST = "10/2/2026,5:30pm,Northmere Library,Room 2,RO-2026-014,Initial"


def understood(*rows: str, more: str = "") -> Reading[SittingRows]:
    content = "\n".join([HEAD + more, *rows]).encode()
    sheet = imports.reduced(sheets.read(content, imports.PANELS), imports.PANELS)
    return imports.understand_panels(sheet, KNOWN)


def reasons(*rows: str, more: str = "") -> list[str]:
    return [problem.reason for problem in understood(*rows, more=more).problems]


def lines(sittings: Sequence[SittingRows]) -> list[list[int]]:
    return [[line.number for line in each.lines] for each in sittings]


def test_a_row_is_a_panel_with_who_sits_on_it() -> None:
    [sitting] = understood(f"{TO_COME},Graham Holt,volunteer22,marcus reid").items
    [row] = sitting.rows
    assert (row.starts_at, sitting.ends_at) == (
        clock.at(date(2026, 3, 10), time(17, 30)),
        clock.at(date(2026, 3, 10), time(18, 30)),
    )
    assert (row.room, row.order.ref, row.kind) == (ROOM, "RO-2026-014", PanelKind.INITIAL)
    assert sitting.people == {"chair": GRAHAM, "member": PRIYA, "adviser": MARCUS}
    assert (sitting.choice, sitting.title) == (
        "draft",
        "Tuesday 10 March, 5:30pm, Northmere Library, Room 2",
    )


def test_panels_of_one_time_and_room_are_one_sitting_back_to_back() -> None:
    [sitting] = understood(TO_COME, TO_COME.replace("014", "015")).items
    assert lines([sitting]) == [[2, 3]]
    assert sitting.ends_at == clock.at(date(2026, 3, 10), time(19, 30))


def test_panels_that_follow_at_once_with_the_same_people_are_one_sitting() -> None:
    later = TO_COME.replace("5:30pm", "6:30pm").replace("014", "015")
    last = TO_COME.replace("5:30pm", "7:30pm").replace("014", "016")
    apart = TO_COME.replace("5:30pm", "8:45pm").replace("014", "017")
    reading = understood(f"{last},Graham Holt", later, f"{TO_COME},Graham Holt", apart)
    assert sorted(lines(reading.items)) == [[4, 3, 2], [5]]
    reading = understood(f"{TO_COME},Graham Holt", f"{later},Priya Nair")
    assert sorted(lines(reading.items)) == [[2], [3]]


def test_four_panels_in_a_row_are_two_sittings() -> None:
    times = ("2pm", "3pm", "4pm", "5pm")
    rows = [TO_COME.replace("5:30pm", at).replace("014", f"01{n}") for n, at in enumerate(times)]
    assert sorted(lines(understood(*rows).items)) == [[2, 3, 4], [5]]


def test_a_panel_that_was_cancelled_takes_no_time_of_the_others() -> None:
    off = f"{PAST.replace('014', '015')},,,,Cancelled"
    [sitting] = understood(off, PAST).items
    assert sitting.ends_at == clock.at(date(2026, 2, 10), time(18, 30))


def test_when_a_panel_ends_may_be_said_or_follow_from_its_length() -> None:
    [sitting] = understood(f"{TO_COME},,,,,7pm", more="End time").items
    assert sitting.ends_at == clock.at(date(2026, 3, 10), time(19))
    [sitting] = understood(f"{TO_COME},,,,,45 mins", more="Minutes").items
    assert sitting.ends_at == clock.at(date(2026, 3, 10), time(18, 15))


def test_a_row_without_an_order_keeps_an_evening_in_an_area() -> None:
    [sitting] = understood("10/3/2026,5:30pm,Saltmarsh Hall,,,,,,,,Saltmarsh", more="Area").items
    assert (sitting.rows[0].kind, sitting.rows[0].area, sitting.room) == (
        None,
        AREAS["saltmarsh"],
        HALL,
    )


def test_the_same_row_again_is_a_repeat() -> None:
    reading = understood(TO_COME, TO_COME)
    assert (len(reading.items), reading.repeats) == (1, 1)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        (
            [TO_COME.replace(",Room 2", ",")],
            "Venue: there are 2 rooms called Northmere Library: name the room too.",
        ),
        (
            [TO_COME.replace("Room 2", "Room 9")],
            "Venue: there is no room called Northmere Library, Room 9: did you mean",
        ),
        ([TO_COME.replace("Initial", "")], "The row needs the kind of panel: Initial, Progress"),
        ([TO_COME.replace("RO-2026-014", "K/14")], "The row needs its order: the portal’s refer"),
        ([TO_COME.replace("RO-2026-014,Initial", ",")], "The row has no order, and so keeps an"),
        ([TO_COME.replace("2026,", "2036,")], "Date: panels go in from three years back to two"),
        ([PAST.replace("/2026", "/2016")], "Date: panels go in from three years back to two year"),
        ([TO_COME.replace("5:30pm", "5:20pm")], "Start time: a sitting to come starts and ends on"),
        ([TO_COME.replace("Initial", "Pre-court")], "A pre-court panel has no order yet: give the"),
        (
            [f"{TO_COME},Dev Patel"],
            "Chair: Dev Patel works for the service, so the law does not count them as a community",
        ),
        ([f"{TO_COME},Graham Holt,Graham Holt"], "Member: Graham Holt is the chair too, leave one"),
        ([f"{TO_COME},Carol Bennett"], "Chair: Carol Bennett is not appointed now, name somebody"),
        ([f"{TO_COME},,,Ann Lee"], "Adviser: Ann Lee may not advise a panel now, name somebody"),
        ([f"{TO_COME},,,,Held"], "State: this panel is still to come, leave it blank."),
        ([f"{PAST},,,,planned"], "State: this panel’s time is over, enter Held, Adjourned or"),
        ([f"{PAST},G Holt"], "Chair: there is no volunteer called G Holt: did you mean Graham"),
        (
            [f"{TO_COME},Graham Holt", f"{TO_COME.replace('014', '015')},Priya Nair"],
            "Lines 2 and 3 are one sitting, and name Graham Holt and Priya Nair as chair: correct",
        ),
        (
            [TO_COME.replace("014", f"01{n}") for n in range(4)],
            "Lines 2 and 3 and 4 and 5 have one room at one time: a sitting hears 3 panels at most",
        ),
    ],
)
def test_what_cannot_be_is_given_back_with_its_reason(rows: list[str], reason: str) -> None:
    found = reasons(*rows)
    assert len(found) == len(rows)
    assert all(each.startswith(reason) for each in found)


def test_rows_that_get_in_each_others_way_are_given_back() -> None:
    elsewhere = "10/3/2026,6pm,Saltmarsh Hall,,RO-2026-015,Initial,Graham Holt"
    assert reasons(f"{TO_COME},Graham Holt", elsewhere) == [
        "Graham Holt is taken at that time by line 2: correct one of them."
    ]
    overlapping = TO_COME.replace("5:30pm", "6pm").replace("014", "015")
    assert reasons(TO_COME, overlapping) == [
        "Northmere Library, Room 2 is taken at that time by line 2: correct one of them."
    ]
    off = f"{PAST.replace('5:30pm', '6pm').replace('014', '015')},,,,Cancelled"
    assert reasons(PAST, off) == []


def test_what_came_of_a_past_panel_is_read() -> None:
    more = "Adjournment reason,Contract agreed,Chair came,Member came"
    row = f"{PAST},Graham Holt,Priya Nair,,Adjourned,A report was not ready,,Yes,apologies"
    [sitting] = understood(row, more=more).items
    [panel] = sitting.rows
    assert (panel.state, panel.adjourned_for) == ("adjourned", "A report was not ready")
    assert panel.came == {"chair": AttendanceState.CAME, "member": AttendanceState.APOLOGISED}
    assert reasons(f"{PAST},,,,Held,,,Yes", more=more) == [
        "Chair came: no chair is named, name them or leave this blank."
    ]
    assert reasons(f"{PAST},Graham Holt,,,Cancelled,,Yes,Yes", more=more) == [
        "Contract agreed: no contract is agreed at a panel that was cancelled, correct one of the "
        "two. The panel was cancelled: leave blank who came."
    ]


def test_why_a_panel_was_late_is_one_of_the_list() -> None:
    [sitting] = understood(f"{PAST},,,,Held,no suitable room", more="Why late").items
    assert sitting.rows[0].late_reason == "No suitable room"
    [wrong] = reasons(f"{PAST},,,,Held,Ann was ill", more="Late reason")
    assert wrong.startswith("Late reason: ")


@pytest.mark.parametrize(
    ("word", "meant"),
    [("Review", "progress"), ("initial panel", "initial"), ("Breach", "non_compliance")],
)
def test_words_for_a_kind_of_panel(word: str, meant: str) -> None:
    assert kind(word) == meant


def test_words_for_what_became_of_one() -> None:
    assert [state(word) for word in ("Sat", "did not sit", "Adjourned", "Booked")] == [
        *("held", "cancelled", "adjourned", "planned"),
    ]
    assert [came(word).value for word in ("✓", "Apologies", "DNA")] == [
        *("came", "apologised", "absent"),
    ]
    with pytest.raises(BadCell, match="enter Held, Adjourned or Cancelled"):
        state("postponed")


def test_the_template_is_understood_whole() -> None:
    headings = sheets.template(imports.PANELS).decode("utf-8-sig").strip()
    sheet = sheets.read(f"{headings}\n1/1/2026\n".encode(), imports.PANELS)
    assert (sheet.columns.spare, sheet.columns.doubled) == ((), ())
    assert len(sheet.columns.places) == len(headings.split(","))
    imports.reduced(sheet, imports.PANELS)  # would raise for a heading that it refuses

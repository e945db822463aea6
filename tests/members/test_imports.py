"""What services' own spreadsheets say, however they were saved."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from portal.members import imports
from portal.members.imports import LAYOUT, Change, Held, Known, Reading, Volunteer, weigh
from portal.spreadsheets import imports as sheets
from tests.spreadsheets.books import book

SAMPLE = Path(__file__).parent / "volunteers.csv"
KNOWN = Known(
    date(2026, 3, 2),
    {"northmere": 1, "nm": 1, "castlebeck": 2, "saltmarsh": 3},
    "Northmere, Castlebeck or Saltmarsh",
)


def understood(content: bytes | str) -> Reading:
    encoded = content.encode() if isinstance(content, str) else content
    return imports.understand(sheets.read(encoded, LAYOUT), KNOWN)


def one(heading: str, cell: str) -> Volunteer:
    """Return the volunteer of a file of one row, with one column more than it needs."""
    out = io.StringIO()
    csv.writer(out).writerows([["Volunteer number", "Name", heading], ["V1", "Ann Lee", cell]])
    [found] = understood(out.getvalue()).volunteers
    return found


def reason(heading: str, cell: str) -> str:
    out = io.StringIO()
    csv.writer(out).writerows([["Volunteer number", "Name", heading], ["V1", "Ann Lee", cell]])
    [problem] = understood(out.getvalue()).problems
    return problem.reason


def test_a_services_own_spreadsheet_is_understood() -> None:
    """Windows-1252, semicolons, a title above, blank rows below, spare columns, day-first dates."""
    reading = understood(SAMPLE.read_bytes())
    assert [(each.number, each.name) for each in reading.volunteers] == [
        ("V001", "Margaret Osei"),
        ("V002", "Priya Nair"),
        ("V003", "Joseph Okafor"),
        ("V004", "Blessing Okafor"),
        ("V005", "Zoë Peña-Quirós"),
        ("V006", "Siobhán O’Brien"),
        ("V007", "Dev Patel"),
        ("V011", "Eve =cmd|' /C calc'!A0"),
        ("V013", "Carol Bennett"),
    ]
    assert reading.volunteers[1].values == {
        "name": "Priya Nair",
        "email": "priya.nair@example.org",
        "phone": "07700900102",
        "status": "active",
        "joined_on": date(2021, 5, 3),
        "max_month": 2,
        "may_chair": True,
    }
    assert reading.volunteers[6].dbs == {
        "dbs_on": date(2023, 3, 8),
        "dbs_again": date(2026, 3, 8),
        "dbs_update": True,
    }
    assert [each.areas for each in reading.volunteers] == [
        *({1}, {1, 2}, {1}, {1}, set(), {3}, {2, 3}, None, {2}),
    ]
    assert [(each.line.number, each.reason) for each in reading.problems] == [
        (
            12,
            "Area: there is no area called Castlebek: use Northmere, Castlebeck or Saltmarsh.",
        ),
        (
            13,
            "E-mail: enter one address in the format name@example.com, or leave it blank. "
            "DBS date: enter a real day with the day first, like 31/12/2025.",
        ),
        (14, "V010 is on lines 14 and 15, with different details: keep one of them."),
        (15, "V010 is on lines 14 and 15, with different details: keep one of them."),
        (17, "Volunteer No.: this is blank, enter it."),
    ]
    assert reading.notes == [
        "Rows above the headings that were passed over: 1.",
        "Columns that were left out: Car reg, Notes.",
    ]


def test_what_was_given_back_can_be_corrected_and_imported_again() -> None:
    reading = understood(SAMPLE.read_bytes())
    back = sheets.problems_file(reading.sheet, reading.problems)
    assert back.startswith(b"\xef\xbb\xbfVolunteer No.;")
    corrected = (
        back.decode("utf-8-sig")
        .replace("Castlebek;", "Castlebeck;")
        .replace(" / imran@work.example", "")
        .replace("30/02/2024", "29/02/2024")
        .replace("Bethany", "Beth")
        .replace("\r\n;Holt", "\r\nV012;Holt")
    )
    again = understood(corrected)
    assert again.problems == []
    assert again.notes == ["Columns that were left out: Car reg, Notes."]
    assert [each.number for each in again.volunteers] == ["V008", "V009", "V010", "V012"]
    assert again.repeats == 1


TABLE = "Volunteer number,Name,Email\nV1,Zoë Nuñez,zoe@example.org\n"


@pytest.mark.parametrize(
    "content",
    [
        TABLE.encode(),
        TABLE.encode("utf-8-sig"),
        TABLE.encode("cp1252"),
        TABLE.encode("utf-16"),
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").encode(),
        TABLE.replace("\n", "\r\n").encode(),
        TABLE.replace("\n", "\r").encode(),
        f"sep=,\n\n{TABLE}".encode(),
        (TABLE + ",,\n" * 50).encode(),
        TABLE.replace("\n", ",,,\n").encode(),
        TABLE.replace("Volunteer number,Name", " volunteer_NO. ,FULL NAME").encode(),
        TABLE.replace("Zoë Nuñez", '"Nuñez, Zoë"').encode(),
        TABLE.replace("Zoë Nuñez", '"Zoë\r\n Nuñez"').encode(),
        TABLE.replace("Zoë", "\u202eZoë\u202c\ufeff\u00a0").encode(),
    ],
)
def test_however_it_was_saved_it_says_the_same(content: bytes) -> None:
    reading = understood(content)
    assert [(each.number, each.name, each.values["email"]) for each in reading.volunteers] == [
        ("V1", "Zoë Nuñez", "zoe@example.org")
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty. Export the spreadsheet again."),
        (b"\n ,\n", "The file needs a row of headings"),
        (b"PK\x03\x04\x14\0", "The workbook is damaged, or has something in it that cannot be re"),
        (b"\xd0\xcf\x11\xe0\xa1", "This is an old Excel workbook, or one with a password, not a"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "This is a picture, not a spreadsheet that can be"),
        (b"%PDF-1.7", "This is a PDF, not a spreadsheet that can be read."),
        (b"a\0b\0c\0d\0e\0", "This is not a spreadsheet that can be read. Open the"),
        (b"Volunteer number,Name\n", "The file has headings and no rows below them."),
        (
            b"Vol,Colour\n1,red\n",
            "The file needs a row of headings with a column for the volunteer",
        ),
        (b'No,Name\nV1,"Ann\nV2,Bo\nV3,Cy\n', "A cell that starts on line 2 never ends"),
        (b"No,Name\n" + b"V1,Ann\n" * 5001, "The file has more than 5,000 rows. Split it"),
        (b"No,Name\n" + b"V1,Ann\n" * 50_000, "The file has more than 5,000 rows. Split it"),
        (b'No,Name\nV1,"' + b"x" * 200_000 + b'"\n', "A cell that starts on line 2 never ends"),
        ("Größe\n".encode() * 30, "The file needs a row of headings"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(content: bytes, sentence: str) -> None:
    with pytest.raises(sheets.Unreadable) as refused:
        sheets.read(content, LAYOUT)
    assert str(refused.value).startswith(sentence)


def test_the_headings_found_are_named_when_they_will_not_do() -> None:
    with pytest.raises(sheets.Unreadable, match=r"The first row holds: Vol, Colour\. Name the"):
        sheets.read(b"Vol,Colour\n1,red\n", LAYOUT)


@pytest.mark.parametrize(
    "written",
    [
        *("31/12/2025", "31-12-25", "31.12.2025", "31 Dec 2025", "31-Dec-25", "31st December 2025"),
        *("2025-12-31", "2025-12-31T00:00:00", "31/12/2025 00:00", "46022", "'31/12/2025"),
    ],
)
def test_days_as_spreadsheets_write_them(written: str) -> None:
    assert one("DBS date", written).dbs == {"dbs_on": date(2025, 12, 31)}


@pytest.mark.parametrize("written", ["12/31/2025", "31/02/2025", "2025", "soon", "1/1/1066"])
def test_a_day_that_is_none_is_given_back(written: str) -> None:
    assert reason("DBS date", written) == (
        "DBS date: enter a real day with the day first, like 31/12/2025."
    )


@pytest.mark.parametrize(
    ("heading", "cell", "sentence"),
    [
        ("DBS date", "03/03/2026", "DBS date: this day is in the future, correct it."),
        ("Joined", "03/03/2036", "Joined: this day is in the future, correct it."),
        (
            "DBS expiry",
            "03/03/2027",
            "DBS expiry: there is no day of the DBS check itself, enter it in a column called "
            "DBS date.",
        ),
        ("E-mail", "a@b", "E-mail: enter one address in the format name@example.com, or leave it "),
        ("Tel", "7.70E+09", "Tel: enter one telephone number with its area code, like 01632"),
        ("Tel", "01632 960001 / 07700 900123", "Tel: enter one telephone number"),
        ("Chair", "perhaps", "Chair: enter Yes or No."),
        ("Status", "retiring", "Status: enter Applicant, Being vetted, In training, Active, Taki"),
        ("Max panels", "lots", "Max panels: enter a whole number from 0 to 31."),
        ("Known as", "x" * 10_000, "Known as: shorten it to 120 characters."),
        ("Known as", "A\0nn", "Known as: has a character that cannot be read: type it again."),
        ("DBS level", "top", "DBS level: enter Enhanced, Enhanced with barred list, Standard or"),
    ],
)
def test_a_cell_that_will_not_do_names_its_column_and_the_remedy(
    heading: str, cell: str, sentence: str
) -> None:
    assert reason(heading, cell).startswith(sentence)


def test_bytes_that_mean_nothing_are_told_of() -> None:
    reading = understood(b"Volunteer number,Name\nV1,Jos\xe9 \x81\n")
    assert [each.reason for each in reading.problems] == [
        "Name: has a character that cannot be read: type it again."
    ]


def test_more_cells_than_headings_are_told_of() -> None:
    reading = understood("No,Name\nV1,Ann Lee\nV2,Lee, Bo\n")
    assert [each.number for each in reading.volunteers] == ["V1"]
    assert reading.problems[0].reason.startswith("The row has more cells than there are headings")
    back = sheets.problems_file(reading.sheet, reading.problems)
    assert back.decode("utf-8-sig").splitlines()[0] == "No,Name,reason"
    assert understood(back).problems[0].reason == reading.problems[0].reason


def test_a_column_without_a_heading_is_left_out_and_told_of() -> None:
    reading = understood("No,Name,,\nV1,Ann Lee,rings late,\n")
    assert [each.number for each in reading.volunteers] == ["V1"]
    assert reading.notes == ["Columns without a heading that were left out: 1."]


@pytest.mark.parametrize("cell", ["", " ", "-", "n/a", "None", "TBC", "pending"])
def test_a_blank_cell_says_nothing(cell: str) -> None:
    assert one("Email", cell).values == {"name": "Ann Lee"}


def test_names_in_two_columns() -> None:
    assert understood("No,Name,Surname\n1,Ann,Lee\n").volunteers[0].name == "Ann Lee"
    assert understood("No,Forename,Last name\n1,,Lee\n").volunteers[0].name == "Lee"
    assert understood("No,Forename,Last name\n1,Ann,\n").problems[0].reason == (
        "Last name: this is blank, enter it."
    )


def test_a_number_that_a_spreadsheet_wrote() -> None:
    assert understood("No,Name\n12.0,Ann\n v07 ,Bo\n").volunteers[1].number == "V07"
    assert understood("No,Name\n12.0,Ann\n").volunteers[0].number == "12"
    assert (
        understood("No,Name\nV 1/2,Ann\n")
        .problems[0]
        .reason.startswith("No: use only letters, digits, hyphens and full stops")
    )


def test_a_column_named_twice_is_read_once_and_told_of() -> None:
    reading = understood("No,Name,Email,E-mail\n1,Ann,a@example.org,b@example.org\n")
    assert reading.volunteers[0].values["email"] == "a@example.org"
    assert reading.notes == ["Columns that say again what one to their left says: E-mail."]


def test_without_areas_the_column_is_left_out_and_told_of() -> None:
    sheet = sheets.read(b"No,Name,Area\n1,Ann,Anywhere\n", LAYOUT)
    reading = imports.understand(sheet, Known(date(2026, 3, 2)))
    assert reading.volunteers[0].areas is None
    assert reading.notes[0].startswith("No areas are set up yet")


def test_a_leaving_day_makes_a_leaver_and_contradicts_active() -> None:
    assert one("Date left", "1/2/2026").values["status"] == "left"
    reading = understood("No,Name,Status,Date left\n1,Ann,Active,1/2/2026\n")
    assert reading.problems[0].reason == (
        "Date left: this has a day while the status is another, empty one of the two."
    )


@pytest.mark.parametrize("cell", ["=1+1", "+44", "-1", "@cmd", "\t=1", " =1", "\r=1"])
def test_nothing_given_back_runs_as_a_formula(cell: str) -> None:
    assert sheets.guarded(cell) == f"'{cell}"
    assert sheets.guarded("Ann = Lee") == "Ann = Lee"


def test_the_guard_is_taken_off_again() -> None:
    assert one("Known as", "'=cmd()").values["known_as"] == "=cmd()"
    assert one("Known as", "'Ann").values["known_as"] == "'Ann"


def test_the_template_is_understood_whole() -> None:
    headings = sheets.template(LAYOUT).decode("utf-8-sig").strip()
    sheet = sheets.read(f"{headings}\nV1,Ann\n".encode(), LAYOUT)
    assert (sheet.columns.spare, sheet.columns.doubled) == ((), ())
    assert len(sheet.columns.places) == len(headings.split(","))


ANN = Held(
    {
        "name": "Ann Lee",
        "known_as": None,
        "email": "ann@example.org",
        "phone": None,
        "phone_shared": False,
        "status": "active",
        "joined_on": None,
        "left_on": None,
        "min_month": 1,
        "max_month": 2,
        "may_chair": True,
        "is_learner": False,
    },
    frozenset({1}),
    {date(2025, 1, 1): (date(2028, 1, 1), "Enhanced", False)},
)


def weighed(content: str, held: Held | None = ANN) -> Change:
    return weigh(understood(content).volunteers[0], held, years=3)


def test_a_row_that_says_what_is_held_is_the_same() -> None:
    change = weighed("No,Name,Email,Area,DBS date\n1,Ann Lee,ANN@example.org,NM,1/1/2025\n")
    assert (change.kind, change.labels) == ("same", [])


def test_only_what_differs_is_changed() -> None:
    change = weighed(
        "No,Name,Tel,Area,DBS date,DBS recheck\n"
        "1,Ann Leigh,01632 960001,Castlebeck,1/1/2025,1/6/2027\n"
    )
    assert change.kind == "changed"
    assert change.values == {"name": "Ann Leigh", "phone": "01632 960001"}
    assert change.areas == frozenset({2})
    assert change.check == (date(2025, 1, 1), date(2027, 6, 1), "Enhanced", False)
    assert change.labels == ["Name", "Telephone", "Areas", "DBS check"]


def test_a_new_check_is_due_again_after_the_services_years() -> None:
    change = weighed("No,Name,DBS date\n1,Ann Lee,29/2/2024\n")
    assert change.check == (date(2024, 2, 29), date(2027, 3, 1), None, False)


@pytest.mark.parametrize(
    ("columns", "cells", "start"),
    [
        ("Max panels", "0", "Most panels a month: 0 is below the least, 1"),
        ("Learner", "Yes", "May chair and Learner: one of the two is held already"),
    ],
)
def test_what_cannot_stand_beside_what_is_held_is_given_back(
    columns: str, cells: str, start: str
) -> None:
    change = weighed(f"No,Name,{columns}\n1,Ann Lee,{cells}\n")
    assert change.kind == "bad"
    assert change.reason.startswith(start)


def test_a_new_volunteer_is_active_unless_the_row_says_otherwise() -> None:
    new = weighed("No,Name,Min per month\n1,Ann,3\n", None)
    assert (new.kind, new.values["status"], new.values["max_month"]) == ("new", "active", 3)
    assert weighed("No,Name,Status\n1,Ann,Trainee\n", None).values["status"] == "training"


def test_an_excel_workbook_says_the_same_as_a_csv_file() -> None:
    content = book(
        ["Kentmere Youth Justice Service"],
        [],
        ["Volunteer No.", "Name", "Start date", "Max per month", "Chair?"],
        ["V1", "Zoë Nuñez", date(2021, 5, 3), 2, True],
        [12, "Ann Lee", "3-5-21", 2.0, "no"],
    )
    reading = understood(content)
    assert [(each.number, each.values) for each in reading.volunteers] == [
        (number, {"name": name, "joined_on": date(2021, 5, 3), "max_month": 2, "may_chair": chairs})
        for number, name, chairs in (("V1", "Zoë Nuñez", True), ("12", "Ann Lee", False))
    ]
    assert [each.line.number for each in reading.volunteers] == [4, 5]

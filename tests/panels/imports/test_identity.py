"""No file may say who a child is; and of what it says besides, only what is understood is kept."""

import pytest

from portal.panels import imports
from portal.panels.actions.importing import ORDERS
from portal.panels.imports.identity import says_who
from portal.spreadsheets import imports as sheets
from tests.spreadsheets.books import book

HEAD = "Our ref,Court date,Months,Area,Case manager"


@pytest.mark.parametrize(
    "heading",
    [
        *(
            "Name",
            "NAME ",
            "Surname",
            "First name",
            "Forename(s)",
            "Initials",
            "Init.",
            "Full_name",
        ),
        *("YP", "YP name", "Young person", "Name of child", "Child's initials", "Childs name"),
        *("DOB", "D.O.B.", "Date of birth", "Born", "Age", "Age at court", "DateOfBirth"),
        *("Address", "Home address", "Post code", "Postcode", "School", "School / college"),
        *("Offence", "Offences", "Index offence", "Date of offence", "Charge", "Victim?"),
        *("PNC", "PNC ID", "PNC no.", "CRO", "URN", "UPN", "NHS number", "Case ID", "Case no"),
        *("ChildView ID", "Core+ ID", "CaseID", "Case", "Case notes", "Parent", "Mum's number"),
        *("Ethnicity", "Gender", "Health", "Client", "ＤＯＢ"),
    ],
)
def test_a_heading_over_what_says_who_a_child_is(heading: str) -> None:
    assert says_who(heading, imports.ORDERS)


@pytest.mark.parametrize(
    "heading",
    [
        *("Case manager", "Case Manager name", "CASE MANAGER EMAIL", "Worker", "Area name"),
        *("Venue name", "Court name", "Name of chair", "Panel member names", "Venue address"),
        *("Our ref", "Reference", "Notes", "Colour", "", "Length", "Intensive", "Case worker tel"),
        *("Interpreter language", "Closed on", "Court date"),
    ],
)
def test_a_heading_over_something_else(heading: str) -> None:
    assert not says_who(heading, imports.ORDERS)


def test_a_file_with_such_a_column_is_refused_as_a_whole() -> None:
    content = f"{HEAD},Surname,D.O.B.\nX1,1/2/2026,6,NM,Casey,Smith,1/1/2010\n"
    with pytest.raises(sheets.Unreadable) as refused:
        ORDERS.sheet_of(content.encode())
    assert str(refused.value) == (
        "This file has columns that may say who a child or a victim is: ‘Surname’, ‘D.O.B.’. The "
        "portal never holds that, so nothing of the file was kept. Delete these columns from a "
        "copy of the spreadsheet first, and import the copy."
    )


def test_only_what_is_understood_is_kept_on_the_lines_where_it_stood() -> None:
    content = book(
        ["Orders of J Smith"],
        [],
        [*HEAD.split(","), "Notes", None],
        ["KM/101", "1/2/2026", 6, "NM", "Casey Moran", "is called Jo", "lives in Mill Lane"],
        [],
        ["ro-2026-014", "1/2/2026", 6, "x" * 500, None, None, None],
    )
    kept = sheets.as_text(ORDERS.sheet_of(content)).decode("utf-8-sig")
    assert kept.split("\r\n") == [
        "",
        "",
        f"{HEAD},Notes,",
        "(not kept),1/2/2026,6,NM,Casey Moran,,",
        "",
        f"RO-2026-014,1/2/2026,6,{'x' * 120}",
        "",
    ]
    again = ORDERS.sheet_of(kept.encode())
    assert [(line.number, line.cells[:4]) for line in again.lines] == [
        (4, ("(not kept)", "1/2/2026", "6", "NM")),
        (6, ("RO-2026-014", "1/2/2026", "6", "x" * 120)),
    ]


def test_cells_beyond_the_headings_are_not_kept_and_their_row_is_given_back() -> None:
    sheet = ORDERS.sheet_of(f"{HEAD}\nX,1/2/2026,6,NM,Casey,Smith\n".encode())
    assert sheet.lines[0].cells[-1] == "…"

"""The files that go back to people, and what is kept of one in between."""

import io

from openpyxl import load_workbook

from portal.spreadsheets import imports
from portal.spreadsheets.imports import Layout, Problem, Sheet

LAYOUT = Layout(
    {"name": "name", "day": "day", "ref": "ref"},
    ("Name", "Day", "Ref"),
    lambda fields: "name" in fields,
    wanted="a column for the name",
    named="‘Name’",
    row="a thing",
)


def sheet_of(text: str) -> Sheet:
    return imports.read(text.encode(), LAYOUT)


def rows_of(content: bytes) -> list[str]:
    return content.decode("utf-8-sig").split("\r\n")[:-1]


def test_problems_come_back_in_the_order_of_the_file_without_our_own_columns() -> None:
    sheet = sheet_of("Line,Name,reason\n9,Ann,was bad\n10,=cmd(),\n")
    first, second = sheet.lines
    back = imports.problems_file(sheet, [Problem(second, "Name: no."), Problem(first, "Name: o.")])
    assert rows_of(back) == ["Name,reason", "Ann,Name: o.", "'=cmd(),Name: no."]


def test_what_rows_were_given_stands_in_front_with_the_line_it_belongs_to() -> None:
    sheet = sheet_of("Name,Ref,Day\nAnn,x,1/2/2026\nBo,,\nCy\n")
    given = imports.with_column(sheet, "ref", "Reference", {2: "R-1", 4: "R-2"})
    assert rows_of(given) == ["Line,Reference,Name,Day", "2,R-1,Ann,1/2/2026", "4,R-2,Cy,"]
    again = imports.read(given, LAYOUT)
    assert again.columns.places["line"] == 0


def test_words_are_changed_in_their_own_column_alone() -> None:
    sheet = imports.replaced(sheet_of("Name,Ref\nAnn,Ann\n  Ann ,Bo\n"), {("name", "Ann"): "V1"})
    assert [line.cells for line in sheet.lines] == [("V1", "Ann"), ("V1", "Bo")]


def test_blank_cells_are_filled_and_a_column_is_added_for_it() -> None:
    sheet = imports.filled(sheet_of("Name,Ref\nAnn,x\nBo\n"), "ref", "Ref", "none")
    assert [line.cells for line in sheet.lines] == [("Ann", "x"), ("Bo", "none")]
    sheet = imports.filled(sheet_of("Name\nAnn\n"), "day", "Day", "today")
    assert (sheet.headings, sheet.lines[0].cells) == (("Name", "Day"), ("Ann", "today"))
    again = imports.read(imports.as_text(sheet), LAYOUT)
    assert again.columns.places == {"name": 0, "day": 1}


def test_many_lines_are_named_in_few_words() -> None:
    lines = sheet_of("Name\n" + "Ann\n" * 9).lines
    assert imports.lines_in_words(lines[:2]) == "2 and 3"
    assert imports.lines_in_words(lines) == "2 and 3 and 4 and 5 and 6 and 4 more"


def test_a_table_to_take_along_runs_nothing_as_text_or_as_a_workbook() -> None:
    rows = [["Person", "=1+1"], ["+44", "@x"], [" -1", "Ann, Bo"]]
    text = imports.table_as_text(rows)
    assert rows_of(text) == ["Person,'=1+1", "'+44,'@x", '\' -1,"Ann, Bo"']
    workbook = load_workbook(io.BytesIO(imports.table_as_workbook(rows, "Training " * 9)))
    [sheet] = workbook.worksheets
    assert (sheet.title, sheet.freeze_panes) == (("Training " * 9)[:31], "B2")
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells][1:4] == ["'=1+1", "'+44", "'@x"]
    assert {cell.data_type for cell in cells} == {"s"}

"""Excel workbooks: what people type comes out as they typed it; what is meant ill is a sentence."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from portal.spreadsheets import imports
from portal.spreadsheets.imports import Layout
from tests.spreadsheets.books import HEAD, SHEET, TAIL, archive, book, books, with_part

LAYOUT = Layout(
    {"name": "name", "born": "started", "note": "note"},
    ("Name", "Started"),
    lambda fields: "name" in fields and "born" in fields,
    wanted="a column for the name and one for the day",
    named="‘Name’ and ‘Started’",
    row="a thing",
)
TABLE: Sequence[Sequence[Any]] = (("Name", "Started"), ("Ann", date(2025, 12, 31)))


def cells(content: bytes) -> list[tuple[str, ...]]:
    sheet = imports.read(content, LAYOUT)
    return [line.cells[: len(sheet.headings)] for line in sheet.lines]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (date(2025, 12, 31), "31/12/2025"),
        (datetime(2025, 12, 31), "31/12/2025"),  # noqa: DTZ001 -- a spreadsheet knows no zone
        (datetime(2025, 12, 31, 17, 30), "31/12/2025 17:30"),  # noqa: DTZ001 -- the same
        (time(17, 30), "17:30"),
        (time(17, 29, 59), "17:30"),
        (timedelta(hours=17, minutes=30), "17:30"),
        (12, "12"),
        (12.0, "12"),
        (0.5, "0.5"),
        (True, "Yes"),
        (False, "No"),
        ("Ann\nLee ", "Ann Lee"),
        ("=1+1", ""),
        (None, ""),
    ],
)
def test_a_cell_comes_out_as_somebody_would_type_it(value: object, written: str) -> None:
    content = book(("Name", "Started", "Note"), ("Ann", "x", value))
    [row] = cells(content)
    assert row[:3] == ("Ann", "x", written)[: len(row)]
    assert written in {"", *row}


def test_the_first_visible_sheet_with_the_headings_is_read() -> None:
    content = books(
        {
            "Old": TABLE,
            "Read me": [("Ask Jo before you change this",)],
            "Volunteers": [("Kentmere",), (), *TABLE, (), ("Bo", "1/2/2026")],
            "Leavers": [("Name", "Started"), ("Cy", "x")],
        },
        hidden=["Old"],
    )
    sheet = imports.read(content, LAYOUT)
    assert [(line.number, *line.cells[:2]) for line in sheet.lines] == [
        (4, "Ann", "31/12/2025"),
        (6, "Bo", "1/2/2026"),
    ]
    assert (sheet.above, sheet.heading_line, sheet.is_text) == (1, 3, False)


def test_a_sheet_that_claims_to_be_smaller_than_it_is_is_read_whole() -> None:
    content = with_part(
        book(*TABLE),
        SHEET,
        HEAD.replace("<sheetData>", '<dimension ref="A1"/><sheetData>')
        + '<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>Started</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>Ann</t></is></c>'
        '<c r="B2"><v>46022</v></c></row>' + TAIL,
    )
    assert cells(content) == [("Ann", "46022")]


def test_what_is_kept_of_a_workbook_reads_the_same_on_the_same_lines() -> None:
    sheet = imports.read(
        books({"A": [("Kentmere",), (), *TABLE, (), ("Bo, Jr", "5;6"), ('"Cy"', "=1+1")]}), LAYOUT
    )
    again = imports.read(imports.as_text(sheet), LAYOUT)
    assert [(line.number, line.cells[:2]) for line in again.lines] == [
        (line.number, line.cells[:2]) for line in sheet.lines
    ]


def long_one(rows: int) -> bytes:
    cell = '<c t="inlineStr"><is><t>{}</t></is></c>'
    head = f"<row>{cell.format('Name')}{cell.format('Started')}</row>"
    return with_part(book(), SHEET, HEAD + head + f"<row>{cell.format('Ann')}</row>" * rows + TAIL)


LAUGHS = "".join(
    f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "ha">' for n in range(10)
)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04", "The workbook is damaged, or has something in it that cannot be read."),
        (b"PK\x03\x04" + b"x" * 100_000, "The workbook is damaged"),
        (book(*TABLE)[:-200], "The workbook is damaged"),
        (archive("word/document.xml"), "This is a compressed file, not a spreadsheet that can be"),
        (archive("content.xml"), "This is an OpenDocument spreadsheet, not a spreadsheet that can"),
        (archive("xl/workbook.xml"), "The workbook is damaged"),
        (
            archive("xl/workbook.xml", *(f"xl/media/{n}.png" for n in range(1_001))),
            "The workbook is too large when it is unpacked.",
        ),
        (
            with_part(book(*TABLE), SHEET, HEAD + " " * (50 * 1024 * 1024) + TAIL),
            "The workbook is too large when it is unpacked.",
        ),
        (
            with_part(book(*TABLE), SHEET, f"<!DOCTYPE x [{LAUGHS}]>{HEAD}&l9;{TAIL}"),
            "The workbook is damaged",
        ),
        (
            with_part(
                book(*TABLE),
                SHEET,
                '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
                f'{HEAD}<row><c t="inlineStr"><is><t>&e;</t></is></c></row>{TAIL}',
            ),
            "The workbook is damaged",
        ),
        (with_part(book(*TABLE), SHEET, "not xml"), "The workbook is damaged"),
        (
            with_part(book(*TABLE), SHEET, f'{HEAD}<row r="1048576"/>{TAIL}'),
            "A sheet of the workbook goes on for more than 20,000 rows, most of them blank.",
        ),
        (
            with_part(book(*TABLE), SHEET, HEAD + "<row/>" * 200_000 + TAIL),
            "A sheet of the workbook goes on for more than 20,000 rows",
        ),
        (
            with_part(book(*TABLE), SHEET, HEAD + "<row>" + "<c/>" * 1_000_000 + "</row>" + TAIL),
            "The workbook is too large when it is unpacked.",
        ),
        (
            with_part(book(*TABLE), "xl/styles.xml", "<styleSheet>" + "<xf/>" * 400_000),
            "The workbook is too large when it is unpacked.",
        ),
        (
            with_part(book(*TABLE), "xl/sharedStrings.xml", "<sst>" + "<si/>" * 1_100_000),
            "The workbook is too large when it is unpacked.",
        ),
        (with_part(book(*TABLE), SHEET, (HEAD + TAIL).encode("utf-16")), "The workbook is damaged"),
        (long_one(200_000), "The file has more than 5,000 rows. Split it"),
        (book(["Name", "Started"], ["x"] * 230), "The file has more than 200 columns. Copy the"),
        (book(["Name"] * 16_000), "The file needs a row of headings with a column for the name"),
        (book(["Name", "Started"]), "The file has headings and no rows below them. Add a row a th"),
        (book(), "The file needs a row of headings with a column for the name and one for the day"),
    ],
)
def test_a_workbook_that_will_not_do_is_a_sentence(content: bytes, sentence: str) -> None:
    with pytest.raises(imports.Unreadable) as refused:
        imports.read(content, LAYOUT)
    assert str(refused.value).startswith(sentence)


def test_a_part_that_is_larger_than_it_says_is_not_unpacked_further() -> None:
    content = bytearray(with_part(book(*TABLE), SHEET, HEAD + "<row/>" * 9_999_999 + TAIL))
    size = (len(HEAD + TAIL) + 6 * 9_999_999).to_bytes(4, "little")
    assert content.count(size)
    with pytest.raises(imports.Unreadable, match="damaged"):
        imports.read(bytes(content.replace(size, (1000).to_bytes(4, "little"))), LAYOUT)

"""From the bytes of a file to headings and rows: what kind of file, where its table starts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from portal.spreadsheets.imports import text, workbook
from portal.spreadsheets.imports.columns import Columns, Layout, match
from portal.spreadsheets.imports.lines import Line, Unreadable

__all__ = ["MOST_ROWS", "Line", "Sheet", "Unreadable", "read"]

MOST_ROWS: Final = 5_000
LOOKED_AT: Final = 20
"""Rows among which the headings are looked for: exports put a title above them."""

MOST_COLUMNS: Final = 200
MOST_HEADINGS_SHOWN: Final = 12
MOST_HEADING_SHOWN: Final = 40


@dataclass(frozen=True)
class Sheet:
    """The table found in a file. `above` counts the rows passed over before the headings.

    `is_text` says whether the file was one of text, or a workbook.
    """

    separator: str
    headings: tuple[str, ...]
    columns: Columns
    lines: tuple[Line, ...]
    above: int = 0
    heading_line: int = 1
    is_text: bool = True


def read(content: bytes, layout: Layout, *, most: int = MOST_ROWS) -> Sheet:
    """Return the table in the file; raises Unreadable.

    CSV in UTF-8 or Windows-1252, with commas, semicolons or tabs; or an Excel workbook, of which
    the first sheet with the headings counts. Blank rows are passed over, blank columns at the end
    dropped. Reading stops as soon as there are more than `most` rows.
    """
    if not content.strip():
        raise Unreadable("The file is empty. Export the spreadsheet again.")
    if content.startswith(workbook.START):
        return _in_workbook(content, layout, most)
    decoded = text.decoded(content)
    separator = max(text.SEPARATORS, key=lambda each: _recognised(decoded, each, layout))
    found = _table(text.lines(decoded, separator), layout, most, separator)
    if isinstance(found, Sheet):
        return found
    raise _no_headings(found, layout)


def _in_workbook(content: bytes, layout: Layout, most: int) -> Sheet:
    passed: list[Line] = []
    for lines in workbook.sheets(content):
        found = _table(lines, layout, most, text.SEPARATORS[0], is_text=False)
        if isinstance(found, Sheet):
            return found
        passed = passed or found
    raise _no_headings(passed, layout)


def _table(
    lines: Iterator[Line], layout: Layout, most: int, separator: str, *, is_text: bool = True
) -> Sheet | list[Line]:
    """Return the table, or the first rows when none of them holds its headings."""
    passed: list[Line] = []
    for line in lines:
        columns = match(line.cells[:MOST_COLUMNS], layout)
        if layout.is_table(columns.places):
            break
        passed.append(line)
        if len(passed) == LOOKED_AT:
            return passed
    else:
        return passed
    rows = _rows(lines, layout, most)
    headings = _headings(line, rows, padded=not is_text)
    return Sheet(separator, headings, columns, tuple(rows), len(passed), line.number, is_text)


def _rows(lines: Iterator[Line], layout: Layout, most: int) -> list[Line]:
    rows: list[Line] = []
    for row in lines:
        rows.append(row)
        if len(rows) > most:
            raise Unreadable(
                f"The file has more than {most:,} rows. Split it into files of at most {most:,} "
                "rows, each with the headings, and import them one after the other."
            )
    if not rows:
        raise Unreadable(f"The file has headings and no rows below them. Add a row {layout.row}.")
    return rows


def _recognised(decoded: str, separator: str, layout: Layout) -> int:
    """Return how many columns are known when the file is read with this separator."""
    best = 0
    try:
        for count, line in enumerate(text.lines(decoded, separator), 1):
            best = max(best, len(match(line.cells[:MOST_COLUMNS], layout).places))
            if count == LOOKED_AT:
                break
    except Unreadable:
        return best
    return best


def _headings(line: Line, rows: Sequence[Line], *, padded: bool) -> tuple[str, ...]:
    """Return the headings without the blank columns that spreadsheets leave at the end.

    A column without a heading stays while some row has something in it: in a workbook always,
    in a file of text only if a separator made it, because a row may be too wide by mistake.
    """
    width = max(_width(each.cells) for each in (line, *rows))
    if width > MOST_COLUMNS:
        raise Unreadable(
            f"The file has more than {MOST_COLUMNS} columns. Copy the columns that are needed "
            "into a new spreadsheet, and use that file."
        )
    blank = ("",) * (width - len(line.cells)) if padded else ()
    return (*line.cells, *blank)[:width]


def _width(cells: tuple[str, ...]) -> int:
    return max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _no_headings(passed: Sequence[Line], layout: Layout) -> Unreadable:
    shown = [cell.strip() for cell in (passed[0].cells[:MOST_COLUMNS] if passed else ())]
    known = [cell[:MOST_HEADING_SHOWN] for cell in shown if cell and cell.isprintable()]
    seen = f" The first row holds: {', '.join(known[:MOST_HEADINGS_SHOWN])}." if known else ""
    return Unreadable(
        f"The file needs a row of headings with {layout.wanted}.{seen} Name the columns "
        f"{layout.named}, or start from the template."
    )

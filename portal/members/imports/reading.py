"""From the bytes of a file to headings and rows: which encoding, which separator, where it starts.

Nothing here knows what a volunteer is, but for the headings by which the table is found.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from portal.members.imports.columns import Columns, match

MOST_ROWS: Final = 5_000
SEPARATORS: Final = (",", ";", "\t")
LOOKED_AT: Final = 20
"""Rows among which the headings are looked for: exports put a title above them."""

MOST_HEADINGS_SHOWN: Final = 12
MOST_HEADING_SHOWN: Final = 40
NUL_MEANS_BINARY: Final = 4096

KINDS: Final = (
    (b"PK\x03\x04", "an Excel or OpenDocument workbook"),
    (b"\xd0\xcf\x11\xe0", "an old Excel workbook"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"%PDF", "a PDF"),
    (b"\x1f\x8b", "a compressed file"),
    (b"<!DOCTYPE", "a web page"),
    (b"<html", "a web page"),
)
SAVE_AS: Final = "Open it in the spreadsheet, choose Save as, then CSV, and use that file."


class Unreadable(ValueError):
    """The file as a whole cannot be read; its text says why and what to do."""


@dataclass(frozen=True)
class Line:
    """One row of the table: the line of the file it starts on, and its cells as they stand."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """The table found in a file. `above` counts the rows passed over before the headings."""

    separator: str
    headings: tuple[str, ...]
    columns: Columns
    lines: tuple[Line, ...]
    above: int = 0


def read(content: bytes, *, most: int = MOST_ROWS) -> Sheet:
    """Return the table in the file; raises Unreadable.

    UTF-8 or Windows-1252, with commas, semicolons or tabs. Blank rows are passed over, blank
    columns at the end dropped. Reading stops as soon as there are more than `most` rows.
    """
    text = _decoded(content)
    separator = max(SEPARATORS, key=lambda each: _recognised(text, each))
    lines = _lines(text, separator)
    passed: list[Line] = []
    for line in lines:
        columns = match(line.cells)
        if columns.is_table:
            break
        passed.append(line)
        if len(passed) == LOOKED_AT:
            raise _no_headings(passed)
    else:
        raise _no_headings(passed)
    rows: list[Line] = []
    for row in lines:
        rows.append(row)
        if len(rows) > most:
            raise Unreadable(
                f"The file has more than {most:,} rows. Split it into files of at most {most:,} "
                "rows, each with the headings, and import them one after the other."
            )
    if not rows:
        raise Unreadable("The file has headings and no rows below them. Add a row a volunteer.")
    return Sheet(separator, _headings(line, rows), columns, tuple(rows), len(passed))


def _decoded(content: bytes) -> str:
    if not content.strip():
        raise Unreadable("The file is empty. Export the spreadsheet again, as CSV.")
    for start, kind in KINDS:
        if content.startswith(start):
            raise Unreadable(f"This is {kind}, not a CSV file. {SAVE_AS}")
    try:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            return content.decode("utf-16")
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Five bytes mean nothing in Windows-1252: each becomes a mark that its row is told of.
        text = content.decode("cp1252", errors="replace")
    if text[:NUL_MEANS_BINARY].count("\0") > len(SEPARATORS):
        raise Unreadable(f"This is not a CSV file. {SAVE_AS}")
    return text


def _recognised(text: str, separator: str) -> int:
    """Return how many columns are known when the file is read with this separator."""
    best = 0
    try:
        for count, line in enumerate(_lines(text, separator), 1):
            best = max(best, len(match(line.cells).places))
            if count == LOOKED_AT:
                break
    except Unreadable:
        return best
    return best


def _lines(text: str, separator: str) -> Iterator[Line]:
    """Yield the rows that are not blank, with the line that each starts on."""
    written = list(io.StringIO(text, newline=""))
    reader = csv.reader(written, delimiter=separator)
    starts = 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            raise _never_ends(starts) from None
        if cells is None:
            return
        if reader.line_num == len(written) and _is_open(written[starts - 1 :], separator):
            raise _never_ends(starts)
        if any(cell.strip() for cell in cells):
            yield Line(starts, tuple(cells))
        starts = reader.line_num + 1


def _is_open(written: list[str], separator: str) -> bool:
    """Return whether the last row ends inside quotation marks: only a strict reader says so."""
    try:
        list(csv.reader(written, delimiter=separator, strict=True))
    except csv.Error as problem:
        return "unexpected end" in str(problem)
    return False


def _never_ends(line: int) -> Unreadable:
    return Unreadable(
        f'A cell that starts on line {line} never ends: a quotation mark (") is opened and not '
        "closed. Close it or delete it, and save the file again."
    )


def _headings(line: Line, rows: list[Line]) -> tuple[str, ...]:
    """Return the headings without the blank columns that spreadsheets leave at the end.

    A column without a heading stays while some row has something in it.
    """
    return line.cells[: max(_width(each.cells) for each in (line, *rows))]


def _width(cells: tuple[str, ...]) -> int:
    return max((place for place, cell in enumerate(cells, 1) if cell.strip()), default=0)


def _no_headings(passed: list[Line]) -> Unreadable:
    shown = [cell.strip() for cell in (passed[0].cells if passed else ())]
    known = [cell[:MOST_HEADING_SHOWN] for cell in shown if cell and cell.isprintable()]
    seen = f" The first row holds: {', '.join(known[:MOST_HEADINGS_SHOWN])}." if known else ""
    return Unreadable(
        "The file needs a row of headings with a column for the volunteer number and one for the "
        f"name.{seen} Name the columns ‘Volunteer number’ and ‘Name’, or start from the template."
    )

"""Reading an Excel workbook: its visible sheets, row by row, each cell as people would type it.

A workbook is a compressed archive of XML that anybody may have made: how large it grows, how many
rows it claims and what its XML asks for are all bounded (openpyxl reads through defusedxml).
"""

import io
import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any, Final, TypeVar

from openpyxl import load_workbook
from openpyxl.workbook.workbook import Workbook

from portal.spreadsheets.imports.lines import Line, Unreadable
from portal.spreadsheets.imports.text import SAVE_AS

START: Final = b"PK\x03\x04"
SHEETS_PART: Final = "xl/workbook.xml"
OPEN_DOCUMENT: Final = "content.xml"

MOST_UNPACKED: Final = 48 * 1024 * 1024
MOST_PARTS: Final = 1_000
MOST_TAGS: Final = {"worksheets/": 2_000_000, "sharedStrings": 1_000_000, "": 300_000}
"""How many tags the sheets, their texts and all the rest (styles, mostly) may have."""

MOST_TAGS_IN_ROW: Final = 100_000
"""A row has 16,384 cells at most, each of a few tags."""

MOST_SHEETS: Final = 20
MOST_COLUMNS: Final = 256
MOST_PASSED: Final = 20_000
"""Rows of a sheet that are looked at, blank ones too."""

TOO_LARGE: Final = (
    "The workbook is too large when it is unpacked. Copy the rows that are needed into a new "
    "spreadsheet, without pictures, and use that file."
)
TOO_LONG: Final = (
    f"A sheet of the workbook goes on for more than {MOST_PASSED:,} rows, most of them blank. "
    "Copy the rows that are needed into a new spreadsheet, and use that file."
)
DAMAGED: Final = (
    "The workbook is damaged, or has something in it that cannot be read. Open it in the "
    "spreadsheet, choose Save as, then CSV, and use that file."
)
MIDNIGHT: Final = time()
MINUTES_A_DAY: Final = 24 * 60

_ROW: Final = re.compile(rb"<(?:\w+:)?row\b")

Made = TypeVar("Made")


def sheets(content: bytes) -> Iterator[Iterator[Line]]:
    """Yield the rows of each visible sheet, blank ones left out; raises Unreadable."""
    _check_archive(content)
    book: Workbook = _sound(
        lambda: load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
    )
    for sheet in book.worksheets[:MOST_SHEETS]:
        if sheet.sheet_state == "visible":
            yield _lines(sheet)


def _check_archive(content: bytes) -> None:
    """Refuse what is no workbook, or would fill the memory or take minutes, before it is read.

    Sizes are as the archive declares them; Python unpacks no more of a part than that.
    """
    with _sound(lambda: zipfile.ZipFile(io.BytesIO(content))) as archive:
        parts = {part.filename: part.file_size for part in archive.infolist()}
        if SHEETS_PART not in parts:
            kind = "an OpenDocument spreadsheet" if OPEN_DOCUMENT in parts else "a compressed file"
            raise Unreadable(f"This is {kind}, not a spreadsheet that can be read. {SAVE_AS}")
        if len(parts) > MOST_PARTS or sum(parts.values()) > MOST_UNPACKED:
            raise Unreadable(TOO_LARGE)
        tags: Counter[str] = Counter()
        for name in parts:
            if name.endswith(".xml"):
                kind = next((each for each in MOST_TAGS if each in name), "")
                tags[kind] += _tags_in(_sound(partial(archive.read, name)))
        if any(tags[kind] > most for kind, most in MOST_TAGS.items()):
            raise Unreadable(TOO_LARGE)


def _tags_in(part: bytes) -> int:
    """Return how many tags a part has; raises Unreadable for a row of more than a sheet can have.

    Read as bytes, which is quick; so a part in two bytes a character is not for us.
    """
    if b"\0" in part:
        raise Unreadable(DAMAGED)
    if any(row.count(b"<") > MOST_TAGS_IN_ROW for row in _ROW.split(part)[1:]):
        raise Unreadable(TOO_LARGE)
    return part.count(b"<")


def _lines(sheet: Any) -> Iterator[Line]:
    sheet.reset_dimensions()  # some programs claim a sheet to be smaller than it is
    rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS)
    number = 0
    while True:
        row: tuple[Any, ...] | None = _sound(lambda: next(rows, None))
        if row is None:
            return
        number += 1
        if number > MOST_PASSED:
            raise Unreadable(TOO_LONG)
        width = next((place for place in range(len(row), 0, -1) if row[place - 1] is not None), 0)
        if width:
            yield Line(number, tuple(as_typed(value) for value in row[:width]))


def _sound(work: Callable[[], Made]) -> Made:
    """Return what the library makes of it, silently; whatever it stumbles over is one sentence."""
    try:
        with warnings.catch_warnings():
            # It warns of what it leaves out: pictures, rules of a cell.
            warnings.simplefilter("ignore")
            return work()
    except (MemoryError, KeyboardInterrupt):
        raise
    except Exception:
        raise Unreadable(DAMAGED) from None


def as_typed(value: object) -> str:
    """Return a value as somebody would type it: 31/12/2025, 17:30, 12, Yes; on one line."""
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, timedelta):
        minutes = round(value / timedelta(minutes=1)) % MINUTES_A_DAY
        return f"{minutes // 60:02}:{minutes % 60:02}"
    if isinstance(value, datetime | date | time):
        return _moment(value)
    return "" if value is None else " ".join(str(value).split())


def _moment(value: date | time) -> str:
    if isinstance(value, time):
        return _clock(value)
    day = f"{value:%d/%m/}{value.year:04}"
    if isinstance(value, datetime) and value.time() != MIDNIGHT:
        return f"{day} {_clock(value.time())}"
    return day


def _clock(value: time) -> str:
    minutes = value.hour * 60 + value.minute + (value.second >= 30)  # noqa: PLR2004 -- half a minute
    return f"{minutes // 60 % 24:02}:{minutes % 60:02}"

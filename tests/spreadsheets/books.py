"""Workbooks made for tests: sound ones, and such as nobody means well with."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = "</sheetData></worksheet>"


def book(*rows: Sequence[Any], title: str = "Sheet1") -> bytes:
    """Return a workbook of one sheet."""
    return books({title: rows})


def books(sheets: dict[str, Iterable[Sequence[Any]]], *, hidden: Iterable[str] = ()) -> bytes:
    """Return a workbook of several sheets, some of them hidden."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        sheet.sheet_state = "hidden" if title in hidden else "visible"
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def with_part(content: bytes, name: str, part: str | bytes) -> bytes:
    """Return the workbook with one of its parts written anew, or one more."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return out.getvalue()


def archive(*names: str) -> bytes:
    """Return a compressed file that is no workbook."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return out.getvalue()

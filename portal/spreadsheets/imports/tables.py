"""What a page shows, as a file to take along: no cell of it runs as a formula."""

import io
from collections.abc import Iterable, Sequence
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from portal.spreadsheets.imports.files import guarded, written

WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH: Final = 22
MOST_TITLE: Final = 31
"""Letters that Excel allows on a sheet's tab."""


def table_as_text(rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV, its first row the headings."""
    return written(rows, ",")


def table_as_workbook(rows: Sequence[Sequence[str]], title: str) -> bytes:
    """Return a table as an Excel workbook, its headings and first column in view."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title[:MOST_TITLE])
    sheet.freeze_panes = "B2"
    for place in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH
    headings = [WriteOnlyCell(sheet, guarded(cell)) for cell in rows[0]]
    for heading in headings:
        heading.font = Font(bold=True)
    sheet.append(headings)
    for row in rows[1:]:
        sheet.append([guarded(cell) for cell in row])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()

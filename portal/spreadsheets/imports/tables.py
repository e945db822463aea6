"""What a page shows, as a file to take along: no cell of it runs as a formula."""

import io
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from portal.spreadsheets.imports.files import guarded, written

Cell = str | Decimal
WORKBOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH: Final = 22
MOST_TITLE: Final = 31
"""Letters that Excel allows on a sheet's tab."""


def table_as_text(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a table as CSV, its first row the headings."""
    return written(([str(cell) for cell in row] for row in rows), ",")


def table_as_workbook(rows: Sequence[Sequence[Cell]], title: str) -> bytes:
    """Return a table as an Excel workbook, its headings and first column in view.

    What is a number stays one, so that a column of sums can be added up there.
    """
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet(title[:MOST_TITLE])
    sheet.freeze_panes = "B2"
    for place in range(1, len(rows[0]) + 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH
    headings = [WriteOnlyCell(sheet, guarded(str(cell))) for cell in rows[0]]
    for heading in headings:
        heading.font = Font(bold=True)
    sheet.append(headings)
    for row in rows[1:]:
        sheet.append([_safe(cell) for cell in row])
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def _safe(cell: Cell) -> Cell:
    return cell if isinstance(cell, Decimal) else guarded(cell)

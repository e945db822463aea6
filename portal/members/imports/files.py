"""The files that go back to people: the template, and the rows that did not go in."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from portal.members.imports.cells import bare
from portal.members.imports.columns import OWN, TEMPLATE
from portal.members.imports.reading import Sheet
from portal.members.imports.rows import Problem

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
MEDIA_TYPE: Final = "text/csv"


def template() -> bytes:
    """Return an empty table with every heading that is understood."""
    return _written([TEMPLATE], ",")


def problems_file(sheet: Sheet, problems: Iterable[Problem]) -> bytes:
    """Return the rows as they were, each with its reason, to be corrected and imported again.

    The separator is the file's own, so that the same spreadsheet opens it. Cells beyond the
    headings stay beyond them, after the reason.
    """
    headings = sheet.headings
    kept = [place for place, heading in enumerate(headings) if bare(heading) != OWN]
    rows: list[Sequence[str]] = [[*(headings[place] for place in kept), OWN]]
    for problem in problems:
        cells = [*problem.line.cells, *[""] * len(headings)]
        beyond = problem.line.cells[len(headings) :]
        rows.append([*(cells[place] for place in kept), problem.reason, *beyond])
    return _written(rows, sheet.separator)


def guarded(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it: what looks like a formula gets a '."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) or cell.startswith(FORMULA) else cell


def _written(rows: Iterable[Sequence[str]], separator: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    # The mark at the start tells spreadsheets that this is UTF-8.
    return out.getvalue().encode("utf-8-sig")

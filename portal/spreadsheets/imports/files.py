"""The files that go back to people: the template, the rows that did not go in, those that did."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from portal.spreadsheets.imports.cells import BadCell, bare, tidied
from portal.spreadsheets.imports.columns import OWN, Layout
from portal.spreadsheets.imports.lines import Line
from portal.spreadsheets.imports.outcomes import Problem
from portal.spreadsheets.imports.reading import Sheet

FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
MEDIA_TYPE: Final = "text/csv"
REASON: Final = "reason"


def template(layout: Layout) -> bytes:
    """Return an empty table with every heading that is understood."""
    return written([layout.template], ",")


def problems_file(sheet: Sheet, problems: Iterable[Problem]) -> bytes:
    """Return the rows as they were, each with its reason, to be corrected and imported again.

    In the order of the file. The separator is the file's own, so that the same spreadsheet opens
    it. Cells beyond the headings stay beyond them, after the reason.
    """
    headings = sheet.headings
    kept = [place for place, heading in enumerate(headings) if bare(heading) not in OWN]
    rows: list[Sequence[str]] = [[*(headings[place] for place in kept), REASON]]
    for problem in sorted(problems, key=lambda each: each.line.number):
        cells = [*problem.line.cells, *[""] * len(headings)]
        beyond = problem.line.cells[len(headings) :]
        rows.append([*(cells[place] for place in kept), problem.reason, *beyond])
    return written(rows, sheet.separator)


def with_column(sheet: Sheet, field: str, heading: str, given: Mapping[int, str]) -> bytes:
    """Return the rows that were given something, in their order, each with it and with its line.

    What was given stands in the column of the field, added in front if the file has none.
    """
    place = sheet.columns.places.get(field)
    others = [
        at
        for at, each in enumerate(sheet.headings)
        if at != place and each.strip() and bare(each) not in OWN
    ]
    rows: list[Sequence[str]] = [["Line", heading, *(sheet.headings[at] for at in others)]]
    for line in sheet.lines:
        if line.number in given:
            cells = [*line.cells, *[""] * len(sheet.headings)]
            rows.append([str(line.number), given[line.number], *(cells[at] for at in others)])
    return written(rows, sheet.separator)


def as_text(sheet: Sheet) -> bytes:
    """Return a sheet as a file of text to be kept and read again: each row on the same line."""
    rows: list[Sequence[str]] = []
    for line in (Line(sheet.heading_line, sheet.headings), *sheet.lines):
        rows += [()] * (line.number - 1 - len(rows))
        rows.append([" ".join(cell.split()) for cell in line.cells])
    return _encoded(rows, sheet.separator)


def replaced(sheet: Sheet, chosen: Mapping[tuple[str, str], str]) -> Sheet:
    """Return the sheet with words of a field changed for others: {(field, word): other word}."""
    places = {place: field for field, place in sheet.columns.places.items()}

    def changed(place: int, cell: str) -> str:
        return chosen.get((places.get(place, ""), _tidied_or_not(cell)), cell)

    lines = (
        Line(line.number, tuple(changed(place, cell) for place, cell in enumerate(line.cells)))
        for line in sheet.lines
    )
    return replace(sheet, lines=tuple(lines))


def filled(sheet: Sheet, field: str, heading: str, word: str) -> Sheet:
    """Return the sheet with a word in each blank cell of a field; without its column, with one."""
    place = sheet.columns.places.get(field)
    if place is None:
        place = len(sheet.headings)
        columns = replace(sheet.columns, places={**sheet.columns.places, field: place})
        sheet = replace(sheet, headings=(*sheet.headings, heading), columns=columns)

    def with_word(line: Line) -> Line:
        cells = [*line.cells, *[""] * (len(sheet.headings) - len(line.cells))]
        cells[place] = cells[place] if cells[place].strip() else word
        return Line(line.number, tuple(cells))

    return replace(sheet, lines=tuple(with_word(line) for line in sheet.lines))


def _tidied_or_not(cell: str) -> str:
    try:
        return tidied(cell)
    except BadCell:
        return cell


def guarded(cell: str) -> str:
    """Return the cell so that no spreadsheet runs it: what looks like a formula gets a '."""
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) or cell.startswith(FORMULA) else cell


def written(rows: Iterable[Sequence[str]], separator: str) -> bytes:
    """Return rows as a file of text that no spreadsheet runs anything of."""
    return _encoded(([guarded(cell) for cell in row] for row in rows), separator)


def _encoded(rows: Iterable[Sequence[str]], separator: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    # The mark at the start tells spreadsheets that this is UTF-8.
    return out.getvalue().encode("utf-8-sig")

"""Reading a spreadsheet: bytes in, plain values out; nothing here knows what a row stands for.

`read` finds the table in a CSV file or an Excel workbook, `Row` understands its cells,
`problems_file` gives back what did not go in, to be corrected and imported again.
"""

from portal.spreadsheets.imports.cells import BadCell, Option, Unknown, bare
from portal.spreadsheets.imports.columns import OWN, Columns, Layout, match
from portal.spreadsheets.imports.directory import Directory, Listed
from portal.spreadsheets.imports.files import (
    MEDIA_TYPE,
    as_text,
    filled,
    guarded,
    problems_file,
    replaced,
    template,
    with_column,
)
from portal.spreadsheets.imports.outcomes import (
    BAD,
    CHANGED,
    NEW,
    SAME,
    Change,
    Outcome,
    Problem,
    Reading,
    Unmatched,
    looked_at,
)
from portal.spreadsheets.imports.reading import MOST_ROWS, Line, Sheet, Unreadable, read
from portal.spreadsheets.imports.rows import Row, lines_in_words, notes_of, once, unmatched
from portal.spreadsheets.imports.tables import WORKBOOK, Cell, table_as_text, table_as_workbook

__all__ = [
    "BAD",
    "CHANGED",
    "MEDIA_TYPE",
    "MOST_ROWS",
    "NEW",
    "OWN",
    "SAME",
    "WORKBOOK",
    "BadCell",
    "Cell",
    "Change",
    "Columns",
    "Directory",
    "Layout",
    "Line",
    "Listed",
    "Option",
    "Outcome",
    "Problem",
    "Reading",
    "Row",
    "Sheet",
    "Unknown",
    "Unmatched",
    "Unreadable",
    "as_text",
    "bare",
    "filled",
    "guarded",
    "lines_in_words",
    "looked_at",
    "match",
    "notes_of",
    "once",
    "problems_file",
    "read",
    "replaced",
    "table_as_text",
    "table_as_workbook",
    "template",
    "unmatched",
    "with_column",
]

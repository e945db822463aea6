"""Reading the spreadsheet that a service keeps its volunteers in: bytes in, plain values out.

`read` finds the table in a file, `understand` its volunteers and the rows that will not do,
`weigh` what a row would change, `problems_file` gives the rest back to be corrected.
"""

from portal.members.imports.cells import bare
from portal.members.imports.changes import BAD, CHANGED, NEW, SAME, Change, Held, weigh
from portal.members.imports.files import MEDIA_TYPE, guarded, problems_file, template
from portal.members.imports.reading import MOST_ROWS, Line, Sheet, Unreadable, read
from portal.members.imports.rows import Known, Problem, Reading, Volunteer, understand

__all__ = [
    "BAD",
    "CHANGED",
    "MEDIA_TYPE",
    "MOST_ROWS",
    "NEW",
    "SAME",
    "Change",
    "Held",
    "Known",
    "Line",
    "Problem",
    "Reading",
    "Sheet",
    "Unreadable",
    "Volunteer",
    "bare",
    "guarded",
    "problems_file",
    "read",
    "template",
    "understand",
    "weigh",
]

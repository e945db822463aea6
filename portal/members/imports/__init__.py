"""What the rows of a spreadsheet of volunteers mean: plain values in, plain values out.

`understand` finds the volunteers in a sheet that was read, and the rows that will not do; `weigh`
says what a row would change.
"""

from portal.members.imports.changes import Change, Held, weigh
from portal.members.imports.columns import LAYOUT
from portal.members.imports.rows import Known, Reading, Volunteer, understand

__all__ = [
    "LAYOUT",
    "Change",
    "Held",
    "Known",
    "Reading",
    "Volunteer",
    "understand",
    "weigh",
]

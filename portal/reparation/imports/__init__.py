"""What the rows of a spreadsheet of projects mean: plain values in, plain values out.

`understand` finds the projects in a sheet that was read, and the rows that will not do; `weigh`
says what a row would change.
"""

from portal.reparation.imports.columns import LAYOUT
from portal.reparation.imports.rows import Host, Known, ProjectRow, understand
from portal.reparation.imports.weighing import Held, ProjectChange, weigh

__all__ = [
    "LAYOUT",
    "Held",
    "Host",
    "Known",
    "ProjectChange",
    "ProjectRow",
    "understand",
    "weigh",
]

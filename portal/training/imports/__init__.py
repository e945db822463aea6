"""What the rows of a spreadsheet of training mean: plain values in, plain values out.

`prepared` puts first and last names together, `understand` finds the awards that rows speak of
and the rows that will not do, `weigh` says what a row would add.
"""

from portal.training.imports.columns import LAYOUT, prepared
from portal.training.imports.known import Held, Known, Taught, Trainee
from portal.training.imports.rows import AwardRow, understand
from portal.training.imports.weighing import AwardChange, weigh

__all__ = [
    "LAYOUT",
    "AwardChange",
    "AwardRow",
    "Held",
    "Known",
    "Taught",
    "Trainee",
    "prepared",
    "understand",
    "weigh",
]

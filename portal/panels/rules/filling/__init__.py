"""Filling all open seats of a quarter: what goes in, what comes out, what each choice costs.

`portal.panels.solver` finds the draft; nothing here does.
"""

from portal.panels.rules.filling.costs import Costs
from portal.panels.rules.filling.measures import Figures, Share, measures
from portal.panels.rules.filling.names import by_name, by_number, marked, numbers_in
from portal.panels.rules.filling.totals import cannot_sit, needs, steps, total
from portal.panels.rules.filling.values import (
    CHAIR,
    KINDS,
    MEMBER,
    OBSERVER,
    Draft,
    Filled,
    Fit,
    Link,
    OpenSitting,
    Placement,
    Problem,
    Volunteer,
    Weights,
    in_order,
    month_of,
)
from portal.panels.rules.filling.words import (
    Chosen,
    Empty,
    Hindered,
    Hindrance,
    why_chosen,
    why_empty,
)

__all__ = [
    "CHAIR",
    "KINDS",
    "MEMBER",
    "OBSERVER",
    "Chosen",
    "Costs",
    "Draft",
    "Empty",
    "Figures",
    "Filled",
    "Fit",
    "Hindered",
    "Hindrance",
    "Link",
    "OpenSitting",
    "Placement",
    "Problem",
    "Share",
    "Volunteer",
    "Weights",
    "by_name",
    "by_number",
    "cannot_sit",
    "in_order",
    "marked",
    "measures",
    "month_of",
    "needs",
    "numbers_in",
    "steps",
    "total",
    "why_chosen",
    "why_empty",
]

"""Filling all open seats of a quarter: what goes in, what comes out, what each choice costs.

`portal.panels.solver` finds the draft; nothing here does.
"""

from portal.panels.rules.filling.costs import Costs
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

__all__ = [
    "CHAIR",
    "KINDS",
    "MEMBER",
    "OBSERVER",
    "Costs",
    "Draft",
    "Filled",
    "Fit",
    "Link",
    "OpenSitting",
    "Placement",
    "Problem",
    "Volunteer",
    "Weights",
    "cannot_sit",
    "in_order",
    "month_of",
    "needs",
    "steps",
    "total",
]

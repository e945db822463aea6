"""What the rows of spreadsheets of orders and of panels mean: plain values in, plain values out.

`reduced` lets nothing of a child past; `understand_orders` and `understand_panels` say what rows
speak of, `weigh_orders` and `weigh_sitting` what they would change.
"""

from portal.panels.imports.columns import ORDERS
from portal.panels.imports.identity import reduced
from portal.panels.imports.known import Areas, Named, OrdersKnown
from portal.panels.imports.orders import OrderRow, OrderRows, understand_orders
from portal.panels.imports.pairing import HeldOrder, OrderChange, weigh_orders

__all__ = [
    "ORDERS",
    "Areas",
    "HeldOrder",
    "Named",
    "OrderChange",
    "OrderRow",
    "OrderRows",
    "OrdersKnown",
    "reduced",
    "understand_orders",
    "weigh_orders",
]

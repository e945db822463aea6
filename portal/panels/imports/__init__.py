"""What the rows of spreadsheets of orders and of panels mean: plain values in, plain values out.

`reduced` lets nothing of a child past; `understand_orders` and `understand_panels` say what rows
speak of, `weigh_orders` and `weigh_sitting` what they would change.
"""

from portal.panels.imports.cells import DRAFT, PUBLISHED
from portal.panels.imports.columns import ORDERS, PANELS, chosen
from portal.panels.imports.evenings import SittingRows, understand_panels
from portal.panels.imports.identity import reduced
from portal.panels.imports.known import Areas, Named, OrdersKnown, PanelsKnown, Place, Somebody
from portal.panels.imports.orders import OrderRow, OrderRows, understand_orders
from portal.panels.imports.pairing import HeldOrder, OrderChange, weigh_orders
from portal.panels.imports.panels import SEATS, Pointer
from portal.panels.imports.seen import (
    Around,
    SeenOrder,
    SeenPanel,
    SeenSeat,
    SeenSitting,
    Taken,
)
from portal.panels.imports.weighing import KINDS, PanelChange, SittingChange, weigh_sitting

__all__ = [
    "DRAFT",
    "KINDS",
    "ORDERS",
    "PANELS",
    "PUBLISHED",
    "SEATS",
    "Areas",
    "Around",
    "HeldOrder",
    "Named",
    "OrderChange",
    "OrderRow",
    "OrderRows",
    "OrdersKnown",
    "PanelChange",
    "PanelsKnown",
    "Place",
    "Pointer",
    "SeenOrder",
    "SeenPanel",
    "SeenSeat",
    "SeenSitting",
    "SittingChange",
    "SittingRows",
    "Somebody",
    "Taken",
    "chosen",
    "reduced",
    "understand_orders",
    "understand_panels",
    "weigh_orders",
    "weigh_sitting",
]

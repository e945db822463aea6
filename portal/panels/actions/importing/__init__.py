"""Importing orders and panels: what each row of a spreadsheet adds, or changes. No mail is sent."""

from portal.panels.actions.importing.orders import ORDERS
from portal.panels.actions.importing.sittings import PANELS

__all__ = ["ORDERS", "PANELS"]

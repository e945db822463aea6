"""Importing orders and panels: what each row of a spreadsheet adds, or changes. No mail is sent."""

from portal.panels.actions.importing.orders import ORDERS

__all__ = ["ORDERS"]

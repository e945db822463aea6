"""Importing spreadsheets of orders and of panels; the pages are those of every import."""

from portal.access import Permission
from portal.panels.actions.importing import ORDERS
from portal.panels.views import bp
from portal.spreadsheets.views import Pages, add_pages

add_pages(
    bp,
    Pages(
        importer=ORDERS,
        permission=Permission.PANELS_IMPORT,
        at="/orders/import",
        prefix="orders_",
        page="panels/import_orders.html",
        title="Import orders",
        home=("Orders", "panels.orders"),
    ),
)

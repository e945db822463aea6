"""Importing spreadsheets of orders and of panels; the pages are those of every import."""

from portal.access import Permission
from portal.panels import imports
from portal.panels.actions.importing import ORDERS, PANELS
from portal.panels.forms import ImportPanels
from portal.panels.views import bp
from portal.site.filters import plural
from portal.spreadsheets.imports import Outcome, Sheet
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


def _as_chosen(form: ImportPanels, sheet: Sheet) -> Sheet:
    return imports.chosen(sheet, publish=form.as_published)


def _warned(outcome: Outcome) -> str:
    """Say whom the portal would not write to, though they would be on a sitting."""
    published = [
        change
        for change in outcome.changes
        if isinstance(change, imports.SittingChange) and change.is_published
    ]
    if not published:
        return ""
    people = {person.id for change in published for person in change.seats.values()}
    return (
        f"{plural(len(published), 'sitting')} to come would be published, and "
        f"{plural(len(people), 'person', 'people')} be on duty. The portal writes to nobody about "
        "an import: tell them yourself, or upload the file again and choose drafts."
    )


add_pages(
    bp,
    Pages(
        importer=PANELS,
        permission=Permission.PANELS_IMPORT,
        at="/import",
        prefix="panels_",
        page="panels/import_panels.html",
        title="Import panels",
        home=("Panels", "panels.index"),
        form=ImportPanels,
        chosen=_as_chosen,
        warned=_warned,
    ),
)

"""`flask panels …`: orders and panels from the command line."""

from pathlib import Path

import click
from flask.cli import AppGroup

from portal.panels import imports
from portal.panels.actions.importing import ORDERS, PANELS
from portal.spreadsheets import commands
from portal.spreadsheets.imports import Sheet

panels = AppGroup("panels", help="Orders and panels.")

SHEET = click.Path(exists=True, dir_okay=False, path_type=Path)


@panels.command("import-orders")
@click.argument("file", type=SHEET)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
def import_orders(file: Path, *, dry_run: bool) -> None:
    """Import orders from FILE, CSV or an Excel workbook; a second run changes nothing.

    Rows that cannot go in are written beside it, to FILE-problems.csv, each with its reason, and
    those that went in to FILE-orders-with-references.csv. A file with a column that may say who
    a child is, is refused.
    """
    commands.import_file(ORDERS, file, dry_run=dry_run)


@panels.command("import-panels")
@click.argument("file", type=SHEET)
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
@click.option("--publish", is_flag=True, help="Publish sittings to come, not as drafts.")
@click.option("--coordinator", default="", help="Email of who looks after sittings of no other.")
def import_panels(file: Path, *, dry_run: bool, publish: bool, coordinator: str) -> None:
    """Import sittings and panels from FILE, CSV or an Excel workbook; a second run changes nothing.

    Nobody is written to. Rows that cannot go in are written beside it, to FILE-problems.csv, each
    with its reason. A file with a column that may say who a child is, is refused.
    """

    def chosen(sheet: Sheet) -> Sheet:
        return imports.chosen(sheet, publish=publish, coordinator=coordinator)

    commands.import_file(PANELS, file, dry_run=dry_run, chosen=chosen)

"""`flask panels …`: orders and panels from the command line."""

from pathlib import Path

import click
from flask.cli import AppGroup

from portal.panels.actions.importing import ORDERS
from portal.spreadsheets import commands

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

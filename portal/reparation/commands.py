"""`flask reparation …`: projects from the command line."""

from pathlib import Path

import click
from flask.cli import AppGroup

from portal.reparation.actions.importing import PROJECTS
from portal.spreadsheets import commands

reparation = AppGroup("reparation", help="Partners and their projects.")


@reparation.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
def import_file(file: Path, *, dry_run: bool) -> None:
    """Import projects from FILE, CSV or an Excel workbook; a second run changes nothing.

    Rows that cannot go in are written beside it, to FILE-problems.csv, each with its reason:
    correct them there and import that file.
    """
    commands.import_file(PROJECTS, file, dry_run=dry_run)

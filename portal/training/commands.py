"""`flask training …`: the training history from the command line."""

from pathlib import Path

import click
from flask.cli import AppGroup

from portal.spreadsheets import commands
from portal.training.actions.importing import AWARDS

training = AppGroup("training", help="Courses and awards.")


@training.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
def import_file(file: Path, *, dry_run: bool) -> None:
    """Import who took which course from FILE, CSV or an Excel workbook; a second run adds nothing.

    Rows that cannot go in are written beside it, to FILE-problems.csv, each with its reason:
    correct them there and import that file.
    """
    commands.import_file(AWARDS, file, dry_run=dry_run)

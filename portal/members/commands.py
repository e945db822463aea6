"""`flask members …`: the register from the command line."""

from pathlib import Path

import click
from flask.cli import AppGroup

from portal.database import changing, session
from portal.members import actions, imports
from portal.members.actions import Outcome
from portal.members.imports import BAD, CHANGED, NEW, SAME

members = AppGroup("members", help="The volunteer register.")


@members.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would happen, and change nothing.")
def import_file(file: Path, *, dry_run: bool) -> None:
    """Import volunteers from FILE, a CSV file; a second run changes nothing.

    Rows that cannot go in are written beside it, to FILE-problems.csv, each with its reason:
    correct them there and import that file.
    """
    try:
        reading = actions.reading_of(file.read_bytes())
    except imports.Unreadable as problem:
        raise click.ClickException(str(problem)) from None
    outcome = _weigh(reading) if dry_run else _import(reading)
    numbers = outcome.numbers
    click.echo(f"{'Dry run, nothing is changed. ' if dry_run else ''}Rows read: {_rows(reading)}.")
    click.echo(
        f"New: {numbers[NEW]}. Changed: {numbers[CHANGED]}. The same: {numbers[SAME]}. "
        f"Not imported: {numbers[BAD]}."
    )
    for note in reading.notes:
        click.echo(note)
    if outcome.problems:
        _write_problems(file, reading, outcome)


def _rows(reading: imports.Reading) -> int:
    return len(reading.sheet.lines)


def _weigh(reading: imports.Reading) -> Outcome:
    outcome = actions.begun(reading)
    for piece in actions.pieces(reading):
        outcome.add(actions.weigh_piece(piece))
    session.rollback()  # what was read
    return outcome


def _import(reading: imports.Reading) -> Outcome:
    outcome = actions.begun(reading)
    for piece in actions.pieces(reading):
        session.rollback()  # what was read; a change begins its own transaction
        with changing():
            outcome.add(actions.import_piece(volunteers=piece, actor=None))
    return outcome


def _write_problems(file: Path, reading: imports.Reading, outcome: Outcome) -> None:
    beside = file.with_name(actions.problems_name(file.name))
    try:
        beside.write_bytes(imports.problems_file(reading.sheet, outcome.problems))
    except OSError as fault:
        click.echo(f"The rows that were not imported could not be written: {fault}.", err=True)
        return
    click.echo(f"The rows that were not imported, each with its reason: {beside}")

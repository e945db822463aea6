"""Importing a file at the command line, whatever it is that is imported."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from portal.database import changing, session
from portal.spreadsheets import actions, imports
from portal.spreadsheets.actions import Importer
from portal.spreadsheets.imports import BAD, CHANGED, NEW, SAME, Outcome, Reading, Sheet


def import_file(
    importer: Importer[Any],
    file: Path,
    *,
    dry_run: bool,
    chosen: Callable[[Sheet], Sheet] | None = None,
) -> None:
    """Import a file, or say what that would do; a second run changes nothing.

    `chosen` writes into the sheet what was chosen besides it.

    Rows that cannot go in are written beside it, to FILE-problems.csv, each with its reason, and
    what rows were given to a file of its own.
    """
    try:
        sheet = importer.sheet_of(file.read_bytes())
    except imports.Unreadable as problem:
        raise click.ClickException(str(problem)) from None
    reading = importer.understand(chosen(sheet) if chosen else sheet, None)
    outcome = _weigh(importer, reading) if dry_run else _import(importer, reading)
    numbers = outcome.numbers
    rows = len(reading.sheet.lines)
    click.echo(f"{'Dry run, nothing is changed. ' if dry_run else ''}Rows read: {rows}.")
    click.echo(
        f"New: {numbers[NEW]}. Changed: {numbers[CHANGED]}. The same: {numbers[SAME]}. "
        f"Not imported: {numbers[BAD]}."
    )
    for note in reading.notes:
        click.echo(note)
    if outcome.problems:
        back = imports.problems_file(reading.sheet, outcome.problems)
        beside = file.with_name(actions.problems_name(file.name))
        _write(beside, back, "The rows that were not imported, each with its reason")
    if importer.gives and outcome.given:
        back = actions.given_file(importer.gives, reading, outcome)
        beside = file.with_name(f"{file.stem}-{importer.gives.file}")
        _write(beside, back, f"The rows that went in, each with its {importer.gives.heading}")


def _weigh(importer: Importer[Any], reading: Reading[Any]) -> Outcome:
    outcome = actions.foresee(importer, reading, None)
    session.rollback()  # what was read
    return outcome


def _import(importer: Importer[Any], reading: Reading[Any]) -> Outcome:
    outcome = actions.begun(reading)
    for piece in actions.pieces(reading, importer.piece):
        session.rollback()  # what was read; a change begins its own transaction
        with changing():
            outcome.add(importer.take_in(items=piece, actor=None))
    return outcome


def _write(beside: Path, content: bytes, what: str) -> None:
    try:
        beside.write_bytes(content)
    except OSError as fault:
        click.echo(f"{what} could not be written: {fault}.", err=True)
        return
    click.echo(f"{what}: {beside}")

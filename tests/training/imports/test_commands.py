"""`flask training import`, as somebody at a terminal sees it."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from portal.database import session
from portal.training.models import Award
from tests.training.imports import county

pytestmark = pytest.mark.usefixtures("monday")


def run(app: Flask, *args: str) -> tuple[int, list[str]]:
    session.rollback()
    result = app.test_cli_runner().invoke(args=["training", "import", *args])
    return result.exit_code, result.output.splitlines()


def test_a_file_is_looked_through_and_imported_twice(app: Flask, tmp_path: Path) -> None:
    county.courses()
    county.people()
    county.coordinator()
    file = Path(shutil.copy(county.FILE, tmp_path / "training.csv"))
    code, lines = run(app, str(file), "--dry-run")
    assert (code, lines[:2]) == (
        0,
        [
            "Dry run, nothing is changed. Rows read: 14.",
            "New: 3. Changed: 0. The same: 1. Not imported: 10.",
        ],
    )
    assert session.query(Award).count() == 0
    assert run(app, str(file))[1][1] == lines[1]
    lines = run(app, str(file))[1]
    assert lines[1] == "New: 0. Changed: 0. The same: 4. Not imported: 10."
    assert lines[-1].endswith("training-problems.csv")
    assert session.query(Award).count() == 3

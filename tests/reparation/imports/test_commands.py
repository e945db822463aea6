"""`flask reparation import`: a file in, and rows that will not do beside it."""

from pathlib import Path

from flask import Flask

from portal.database import session
from portal.reparation.models import Partner, Project


def test_a_file_goes_in_and_what_will_not_do_is_written_beside_it(
    app: Flask, kitchen: Partner, tmp_path: Path
) -> None:
    file = tmp_path / "projects.csv"
    file.write_text(f"Partner,Title,Places\n{kitchen.name},Bikes,4\n,Litter,none of it\n")
    dry = app.test_cli_runner().invoke(args=["reparation", "import", "--dry-run", str(file)])
    assert "Dry run, nothing is changed. Rows read: 2." in dry.output
    assert session.query(Project).count() == 0
    done = app.test_cli_runner().invoke(args=["reparation", "import", str(file)])
    assert "New: 1. Changed: 0. The same: 0. Not imported: 1." in done.output
    assert "enter a whole number" in (tmp_path / "projects-problems.csv").read_text()

"""`flask members import`, as somebody at a terminal sees it."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from portal.database import session
from portal.members.models import Member
from tests.factories import AreaFactory

SAMPLE = Path(__file__).parent / "volunteers.csv"


@pytest.fixture
def file(app: Flask, tmp_path: Path) -> Path:
    for code, name in (("NM", "Northmere"), ("CB", "Castlebeck"), ("SM", "Saltmarsh")):
        AreaFactory(code=code, name=name)
    return Path(shutil.copy(SAMPLE, tmp_path / "panel members.csv"))


def run(app: Flask, *args: str) -> tuple[int, list[str]]:
    session.rollback()
    result = app.test_cli_runner().invoke(args=["members", "import", *args])
    return result.exit_code, result.output.splitlines()


def test_a_dry_run_changes_nothing(app: Flask, file: Path) -> None:
    code, lines = run(app, str(file), "--dry-run")
    assert code == 0
    assert lines == [
        "Dry run, nothing is changed. Rows read: 14.",
        "New: 9. Changed: 0. The same: 0. Not imported: 5.",
        "Rows above the headings that were passed over: 1.",
        "Columns that were left out: Car reg, Notes.",
        "The rows that were not imported, each with its reason: "
        f"{file.with_name('panel members-problems.csv')}",
    ]
    assert session.query(Member).count() == 0


def test_an_import_and_the_same_again(app: Flask, file: Path) -> None:
    assert run(app, str(file))[1][1] == "New: 9. Changed: 0. The same: 0. Not imported: 5."
    assert run(app, str(file))[1][1] == "New: 0. Changed: 0. The same: 9. Not imported: 5."
    assert session.query(Member).count() == 9


def test_problems_corrected_go_in_and_none_are_left(app: Flask, file: Path) -> None:
    run(app, str(file))
    back = file.with_name("panel members-problems.csv")
    text = back.read_bytes().decode("utf-8-sig")
    for wrong, right in (
        ("Castlebek;", "CB;"),
        (" / imran@work.example", ""),
        ("30/02/2024", "01/03/2024"),
        ("Bethany", "Beth"),
        ("\n;Holt", "\nV012;Holt"),
    ):
        text = text.replace(wrong, right)
    back.write_bytes(text.encode("cp1252"))
    code, lines = run(app, str(back))
    assert (code, lines[1]) == (0, "New: 4. Changed: 0. The same: 1. Not imported: 0.")


def test_a_file_that_cannot_be_read_ends_with_a_sentence(app: Flask, tmp_path: Path) -> None:
    picture = tmp_path / "volunteers.csv"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    code, lines = run(app, str(picture))
    assert code == 1
    assert lines == [
        "Error: This is a picture, not a spreadsheet that can be read. Open the spreadsheet, "
        "choose Save as, then Excel workbook (.xlsx) or CSV, and use that file."
    ]

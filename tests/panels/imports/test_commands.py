"""`flask panels import-…`, as somebody at a terminal sees it."""

import shutil
from datetime import date
from pathlib import Path

import pytest
from flask import Flask

from portal.database import session
from portal.panels.models import ReferralOrder, Sitting
from tests.panels.imports import kentmere


@pytest.fixture
def file(app: Flask, tmp_path: Path) -> Path:
    kentmere.areas()
    kentmere.colleagues()
    return Path(shutil.copy(kentmere.ORDERS, tmp_path / "orders 2025.csv"))


def run(app: Flask, *args: str) -> tuple[int, list[str]]:
    session.rollback()
    result = app.test_cli_runner().invoke(args=["panels", *args])
    return result.exit_code, result.output.splitlines()


def test_a_dry_run_of_orders_changes_nothing(app: Flask, file: Path) -> None:
    code, lines = run(app, "import-orders", str(file), "--dry-run")
    assert (code, lines[:2]) == (
        0,
        [
            "Dry run, nothing is changed. Rows read: 13.",
            "New: 6. Changed: 0. The same: 0. Not imported: 7.",
        ],
    )
    assert lines[-1].endswith("orders 2025-problems.csv")
    assert session.query(ReferralOrder).count() == 0


def test_orders_imported_twice_and_by_what_was_given(app: Flask, file: Path) -> None:
    code, lines = run(app, "import-orders", str(file))
    assert (code, lines[1]) == (0, "New: 6. Changed: 0. The same: 0. Not imported: 7.")
    given = file.with_name("orders 2025-orders-with-references.csv")
    assert lines[-1] == f"The rows that went in, each with its Order reference: {given}"
    again = run(app, "import-orders", str(file))[1]
    assert again[1] == "New: 0. Changed: 0. The same: 6. Not imported: 7."
    again = run(app, "import-orders", str(given))[1]
    assert again[1] == "New: 0. Changed: 0. The same: 6. Not imported: 0."


def test_a_file_that_says_who_a_child_is_is_refused(app: Flask, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("Court date,Months,Initials\n1/2/2026,6,JS\n")
    code, lines = run(app, "import-orders", str(file))
    assert code == 1
    assert lines[0].startswith("Error: This file has columns that may say who a child or a victim")
    assert list(tmp_path.iterdir()) == [file]


def test_panels_imported_twice_for_a_coordinator(app: Flask, tmp_path: Path) -> None:
    kentmere.areas()
    kentmere.colleagues()
    kentmere.volunteers()
    kentmere.rooms()
    kentmere.orders(kentmere.coordinator(), date(2026, 2, 11), date(2026, 2, 12))
    file = Path(shutil.copy(kentmere.PANELS, tmp_path / "diary.xlsx"))
    lines = run(app, "import-panels", str(file))[1]
    assert lines[1] == "New: 0. Changed: 0. The same: 0. Not imported: 9."
    assert "name them in a column called Coordinator" in file.with_name(
        "diary-problems.csv"
    ).read_text("utf-8-sig")
    named = ("--coordinator", "marcus@example.org", "--publish")
    lines = run(app, "import-panels", str(file), *named, "--dry-run")[1]
    assert lines[1] == "New: 2. Changed: 0. The same: 0. Not imported: 7."
    assert session.query(Sitting).count() == 0
    assert run(app, "import-panels", str(file), *named)[1][1] == lines[1]
    [sitting] = session.query(Sitting)
    assert (sitting.state.value, sitting.coordinator.name) == ("published", "Marcus Reid")
    again = run(app, "import-panels", str(file), *named)[1]
    assert again[1] == "New: 0. Changed: 0. The same: 2. Not imported: 7."

"""The coordinator brings the service's spreadsheet: looked at, imported, corrected, once."""

import csv
import io
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.journeys import cast as play
from tests.journeys.conftest import Browsing
from tests.live import Live

pytestmark = [pytest.mark.browser, pytest.mark.timeout(180)]

HEAD = "Volunteer number;Name;Email;Date joined;Shoe size"


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_spreadsheet_goes_in_and_its_bad_rows_come_back(
    live: Live, browsing: Browsing, tmp_path: Path, *, javascript: bool
) -> None:
    them = play.cast()
    mark = "S" if javascript else "N"
    good = [f"{mark}{number:04};Volunteer {mark}{number};;01/02/2020;43" for number in range(300)]
    bad = f"{mark}9001;Nobody Knows;;31/02/2020;"
    sheet = tmp_path / "volunteers.csv"
    sheet.write_bytes("\r\n".join([HEAD, *good, bad, ";;;;", ""]).encode("cp1252"))

    page = browsing.sign_in(live, them.coordinator, javascript=javascript)
    _upload(page, sheet)
    expect(page.locator("main")).to_contain_text(re.compile(r"300\s*would be new"))
    expect(page.locator("main")).to_contain_text("31/02/2020")
    page.get_by_role("button", name="Import 300 volunteers").click()
    _wait_for_the_import(page, javascript=javascript)
    expect(page.locator("main")).to_contain_text(re.compile(r"300\s*new"))

    with page.expect_download() as download:
        page.get_by_role("link", name="Download the rows that were not imported").click()
    problems = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    dialect = ";" if ";" in problems.splitlines()[0] else ","
    [row] = list(csv.reader(io.StringIO(problems), delimiter=dialect))[1:]
    assert row[:2] == [f"{mark}9001", "Nobody Knows"]
    assert any("31/02/2020" in cell or "date" in cell.lower() for cell in row[4:])

    corrected = tmp_path / "corrected.csv"
    corrected.write_text(problems.replace("31/02/2020", "28/02/2020"))
    _upload(page, corrected)
    page.get_by_role("button", name="Import 1 volunteer").click()
    _wait_for_the_import(page, javascript=javascript)
    _upload(page, corrected)
    expect(page.locator("main")).to_contain_text("There is nothing to import")


def _upload(page: Page, file: Path) -> None:
    page.goto("/members/import")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Upload and see what would change").click()
    page.get_by_role("heading", level=1, name="would change").wait_for()


def _wait_for_the_import(page: Page, *, javascript: bool) -> None:
    """Without JavaScript the page's own link shows how far it is."""
    done = page.get_by_text("Imported", exact=True)
    for _ in range(60):
        if done.count():
            return
        if not javascript:
            page.get_by_role("link", name="See how far it is now").click()
        page.wait_for_timeout(500)
    done.wait_for()

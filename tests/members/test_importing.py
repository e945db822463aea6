"""The import as a coordinator meets it: upload, see, have it done, fetch what did not go in."""

import io
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from portal.access.rules import Role
from portal.database import session
from portal.members.models import CheckRecord, Member
from portal.notifications.jobs import runner
from tests.factories import AreaFactory, MemberFactory, PersonFactory, user_with
from tests.pages import Page, Pages
from tests.spreadsheets.books import book

SAMPLE = Path(__file__).parent / "volunteers.csv"


@pytest.fixture
def coordinator(pages: Pages) -> Pages:
    return pages.sign_in(user_with(Role.COORDINATOR).email)


def uploading(content: bytes, name: str = "volunteers.csv") -> dict[str, Any]:
    return {"file": (io.BytesIO(content), name)}


def numbers(page: Page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.select(".govuk-summary-list__row")]


def test_a_spreadsheet_from_upload_to_what_did_not_go_in(coordinator: Pages) -> None:
    for code, name in (("NM", "Northmere"), ("CB", "Castlebeck"), ("SM", "Saltmarsh")):
        AreaFactory(code=code, name=name)
    MemberFactory(number="V001", person=PersonFactory(name="Margaret Osei"))
    page = coordinator.submit("/members/import", **uploading(SAMPLE.read_bytes(), "panel.csv"))
    assert page.heading == "What panel.csv would change"
    assert numbers(page) == [
        "8 would be new",
        "1 would change",
        "0 are the same already",
        "5 cannot go in",
    ]
    assert "Margaret Osei, V001 Email, Telephone," in page.words
    assert "Line 12: V008, Adeyemi, Ruth" in page.words
    assert session.query(Member).count() == 1
    foreseen = page.select("a[href$='problems.csv']")[0]["href"]
    assert coordinator.client.get(str(foreseen)).data.count(b"\r\n") == 6

    page = coordinator.submit(str(page.select("main form")[0]["action"]))
    assert "Waiting for its turn" in page.words
    here = str(page.select("#import")[0]["hx-get"])
    session.rollback()
    runner.run_queued("members.import")
    page = coordinator.get(here)
    assert numbers(page) == ["8 new", "1 changed", "0 the same as before", "5 not imported"]
    assert not page.select("#import[hx-get]")
    back = coordinator.client.get(str(page.select("a[href*='problems']")[0]["href"]))
    assert back.headers["Content-Disposition"] == "attachment; filename=panel-problems.csv"
    assert back.data.startswith(b"\xef\xbb\xbfVolunteer No.;")
    part = coordinator.fragment(here)
    assert [tag.get("id") for tag in part.find_all(recursive=False)] == ["import"]


def test_the_same_file_sent_twice_is_one_job(coordinator: Pages) -> None:
    content = b"No,Name\nV1,Ann\n"
    first = coordinator.post("/members/import", **uploading(content)).response.headers["Location"]
    again = coordinator.post("/members/import", **uploading(content)).response.headers["Location"]
    jobs = {coordinator.post(url).response.headers["Location"] for url in (first, again, first)}
    assert len(jobs) == 1


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The file is empty."),
        (b"\x89PNG\r\n\x1a\n", "This is a picture, not a spreadsheet that can be read."),
        (b"PK\x03\x04", "The workbook is damaged, or has something in it that cannot be read."),
        (b"No,Name\n" + b"V1,Ann\n" * 50_000, "The file has more than 5,000 rows."),
        (b"a,b\n", "The file needs a row of headings"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(
    coordinator: Pages, content: bytes, sentence: str
) -> None:
    page = coordinator.post("/members/import", 422, **uploading(content))
    assert len(page.problems) == 1
    assert page.problems[0].startswith(sentence)


def test_a_workbook_is_looked_through_and_its_bad_rows_come_back(coordinator: Pages) -> None:
    content = book(["No", "Name", "Joined"], ["V1", "Ann", None], [], ["V2", "Bo", "soon"])
    page = coordinator.submit("/members/import", **uploading(content, "panel.xlsx"))
    assert page.heading == "What panel.xlsx would change"
    assert "Line 4: V2, Bo, soon" in page.words
    back = coordinator.client.get(str(page.select("a[href$='problems.csv']")[0]["href"]))
    assert back.headers["Content-Disposition"] == "attachment; filename=panel-problems.csv"
    assert back.text.splitlines()[1].startswith('V2,Bo,soon,"Joined: enter a real day')


@pytest.mark.parametrize("is_volunteer", [True, False])
def test_nobody_imports_their_own_check(pages: Pages, is_volunteer: bool) -> None:
    jo = user_with(Role.COORDINATOR, person=PersonFactory(name="Jo Hartley")).person
    if is_volunteer:
        MemberFactory(number="V1", person=jo)
    file = f"No,Name,Email,DBS date\nV1,Jo Hartley,{jo.email},1/2/2026\nV2,Ann,,1/2/2026\n"
    pages.sign_in(str(jo.email))
    page = pages.submit("/members/import", **uploading(file.encode()))
    assert "This is your own check: ask a colleague to import this row" in page.words
    pages.submit(str(page.select("main form")[0]["action"]))
    session.rollback()
    runner.run_queued("members.import")
    session.rollback()
    recorded = session.query(CheckRecord).join(Member).with_entities(Member.number).all()
    assert [number for (number,) in recorded] == ["V2"]


def test_another_coordinators_upload_is_not_found(coordinator: Pages, app: Flask) -> None:
    answer = coordinator.post("/members/import", **uploading(b"No,Name\nV1,Ann\n"))
    url = answer.response.headers["Location"]
    job = coordinator.post(url).response.headers["Location"]
    other = Pages(app).sign_in(user_with(Role.COORDINATOR).email)
    for path in (url, f"{url}/problems.csv", job):
        other.get(path, 404)
    other.post(url, 404)


def test_no_file_is_asked_for(coordinator: Pages) -> None:
    assert coordinator.post("/members/import", 422).problems == ["Choose the spreadsheet"]


def test_a_file_whose_name_is_nonsense_is_still_read(coordinator: Pages) -> None:
    name = "../\u202e" + "x" * 500 + '".csv'
    page = coordinator.submit("/members/import", **uploading(b"No,Name\nV1,<b>Ann\n", name))
    assert page.heading.startswith("What x")
    assert "<b>Ann, V1" in page.words


def test_nothing_to_import_offers_no_button(coordinator: Pages) -> None:
    MemberFactory(number="V1", person=PersonFactory(name="Ann"))
    page = coordinator.submit("/members/import", **uploading(b"No,Name\nV1,Ann\n"))
    assert "There is nothing to import." in page.words
    assert not page.select("main form button")


def test_the_template_has_every_heading(coordinator: Pages) -> None:
    answer = coordinator.client.get("/members/import/template.csv")
    assert answer.data.startswith(b"\xef\xbb\xbfVolunteer number,Name,")


@pytest.mark.parametrize("role", [Role.MANAGER, Role.VOLUNTEER, Role.STAFF, Role.ADMINISTRATOR])
def test_only_coordinators_import(pages: Pages, role: Role) -> None:
    pages.sign_in(user_with(role).email)
    for path in ("", "/1", "/jobs/1", "/problems/1", "/template.csv"):
        pages.get(f"/members/import{path}", 403)
    pages.post("/members/import", 403)
    pages.post("/members/import/1", 403)


def test_files_of_other_kinds_are_not_handed_out(coordinator: Pages) -> None:
    for path in ("/404", "/jobs/404", "/problems/404", "/404/problems.csv"):
        coordinator.get(f"/members/import{path}", 404)

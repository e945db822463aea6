"""The import as a coordinator meets it: upload, say who is meant, have it done."""

import io
from typing import Any

import pytest
from sqlalchemy import select

from portal.access.rules import Role
from portal.database import session
from portal.notifications.jobs import runner
from portal.people.models import Person
from portal.training.models import Award
from tests.factories import user_with
from tests.pages import Page, Pages
from tests.training.imports import county

IMPORT = "/training/import"


def uploading(content: bytes) -> dict[str, Any]:
    return {"file": (io.BytesIO(content), "training log.csv")}


def numbers(page: Page) -> list[str]:
    return [" ".join(row.get_text(" ").split()) for row in page.select(".govuk-summary-list__row")]


def here(page: Page) -> str:
    return str(page.select("main form[action^='/training/import/']")[0]["action"])


def test_from_upload_to_awards_by_way_of_who_is_meant(desk: Pages, jo: Person) -> None:
    jo.email = "jo@example.org"
    session.commit()
    county.courses()
    county.people()
    assert desk.get("/training/courses").select_one(f'a[href="{IMPORT}"]')
    assert "Nobody and no course is added." in desk.get(IMPORT).words
    page = desk.submit(IMPORT, **uploading(county.FILE.read_bytes()))
    assert page.heading == "What training log.csv would change"
    assert numbers(page)[0] == "3 would be new"
    assert "Ann Lee, Child safeguarding, Sunday 10 March 2024" in page.words
    assert "To the end of Wednesday 10 March 2027." in page.words
    assert "Name ‘Cy Moss’, in 1 row" in page.words
    assert "Cy Moss, V003" in page.words
    page = desk.submit(
        f"{here(page)}/match",
        **{
            "person=Cy Moss": "V004",
            "course=Safegarding children": "SAFE",
            "person=Anne Leigh": "",
        },
    )
    assert numbers(page)[0] == "5 would be new"
    assert "Name ‘Anne Leigh’, in 1 row" in page.words
    assert session.query(Award).count() == 0
    page = desk.submit(here(page))
    progress = str(page.select("#import")[0]["hx-get"])
    session.rollback()
    runner.run_queued("training.import")
    page = desk.get(progress)
    assert numbers(page) == ["5 new", "0 changed", "1 the same as before", "8 not imported"]
    cy = session.scalars(select(Award).join(Award.person).where(Person.name == "Cy Moss")).one()
    number = session.query(Award).filter_by(person_id=cy.person_id).count()
    assert number == 1
    assert "Imported from a spreadsheet. To the end of Friday 5 May 2028. By Jo Hartley." in (
        desk.get(f"/training/people/{cy.person.uuid}/courses/SAFE").words
    )


def test_the_template_is_understood(desk: Pages) -> None:
    county.courses()
    county.people()
    answer = desk.client.get(f"{IMPORT}/template.csv")
    assert answer.headers["Content-Disposition"].endswith("filename=training.csv")
    row = b"Ann Lee,,V001,SAFE,,1/2/2026,,,Lakes\r\n"
    page = desk.submit(IMPORT, **uploading(answer.data + row))
    assert numbers(page)[0] == "1 would be new"


@pytest.mark.parametrize("role", [Role.MANAGER, Role.VOLUNTEER])
def test_only_a_coordinator_imports(pages: Pages, role: Role) -> None:
    pages.sign_in(user_with(role).email)
    pages.get(IMPORT, 403)

"""The pages of risk assessments, as those who write, decide and read see them."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
from flask import Flask

from portal import clock
from portal.database import session
from portal.people.models import Person
from portal.reparation.models import AssessmentState, Project
from portal.reparation.queries import gate
from tests.pages import Page, Pages
from tests.reparation import scenes


@pytest.fixture(autouse=True)
def monday() -> Iterator[None]:
    with clock.frozen(clock.at(scenes.TODAY, time(10))):
        yield


def signed_in(app: Flask, person: Person) -> Pages:
    """Return the pages of somebody."""
    return Pages(app).sign_in(str(person.email))


def started(pages: Pages, project: Project, source: str = "gardening") -> str:
    """Begin a version for a project, and return its address."""
    page = pages.submit(f"/reparation/projects/{project.uuid}/risk/new", source=source)
    link = page.find("a", string="Print for the site")
    assert link is not None
    return str(link["href"]).removesuffix("/print")


HAZARD: dict[str, Any] = {
    "what": "A low beam",
    "who": "Tall people",
    "likelihood_before": "3",
    "severity_before": "2",
    "control_1": "Hang a ribbon on it",
    "owner_1": "Partner",
    "due_1": "20 March 2026",
    "likelihood_after": "1",
    "severity_after": "2",
}


def version_in(page: Page) -> str:
    """Return what a form carries back of its row."""
    field = page.find("input", attrs={"name": "version"})
    assert field is not None
    return str(field["value"])


def test_a_template_is_written_sent_approved_by_somebody_else_and_then_counts(app: Flask) -> None:
    marcus, jo = scenes.practitioner(), scenes.coordinator()
    project = scenes.project()
    writing, deciding = signed_in(app, marcus), signed_in(app, jo)

    url = started(writing, project)
    form = writing.get(f"{url}/hazards/new")
    page = writing.submit(f"{url}/hazards/new", **HAZARD, version=version_in(form))
    assert "Hang a ribbon on it (Partner, by 20 March)" in page.words
    assert "6, medium" in page.words
    writing.submit(f"{url}/submit")
    assert gate.closed([project.id], scenes.TODAY)[project.id]
    page = deciding.submit(f"{url}/approve", review_on=["1", "9", "2026"])

    assert "Counts until Tuesday 1 September" in page.words
    assert gate.closed([project.id], date(2026, 9, 1)) == {project.id: ()}
    assert gate.closed([project.id], date(2026, 9, 2))[project.id]


def test_nobody_approves_their_own(app: Flask) -> None:
    jo = scenes.coordinator()
    pages = signed_in(app, jo)
    url = started(pages, scenes.project())
    pages.submit(f"{url}/submit")

    shown = pages.get(url)
    page = pages.post(f"{url}/approve", 422, review_on=["1", "9", "2026"])

    assert "nobody approves their own" in shown.words
    assert page.problems == [
        "Nobody approves their own risk assessment. A colleague looks at it instead."
    ]


def test_a_projects_page_says_whether_it_may_be_booked_and_why_not(app: Flask) -> None:
    pages, project = signed_in(app, scenes.practitioner()), scenes.project()
    counts = scenes.assessed(project, date(2026, 3, 1))

    closed = pages.get(f"/reparation/projects/{project.uuid}").select_one("#gate")
    counts.state = AssessmentState.REPLACED
    session.commit()
    scenes.assessed(project, date(2026, 12, 1), number=2)
    opened = pages.get(f"/reparation/projects/{project.uuid}").select_one("#gate")

    assert closed is not None
    assert opened is not None
    assert "holds until 1 March" in closed.get_text()
    assert "Remedy: Review it" in " ".join(closed.get_text(" ").split())
    assert "In date to 1 December" in opened.get_text()
    assert not opened.select(".is-no")

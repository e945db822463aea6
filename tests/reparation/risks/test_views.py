"""The pages of risk assessments, as those who write, decide and read see them."""

from collections.abc import Iterator
from datetime import date, time
from typing import Any

import pytest
from flask import Flask

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.accounts.queries import account_of
from portal.database import session
from portal.people.models import Person
from portal.reparation.models import AssessmentState, Project
from portal.reparation.queries import gate
from tests.factories import AreaFactory, PersonFactory, user_with
from tests.pages import Page, Pages
from tests.reparation import scenes
from tests.reparation.risks.versions import begun


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


def test_the_list_says_what_is_late_what_waits_and_what_was_never_assessed(app: Flask) -> None:
    pages = signed_in(app, scenes.practitioner())
    scenes.assessed(scenes.project("Mill yard"), date(2026, 3, 1))
    scenes.assessed(scenes.venue("Scout hut"), date(2026, 4, 1))
    scenes.project("Carol tea")
    begun(scenes.project("Slipway"), scenes.coordinator("Jo Hartley"))

    page = pages.get("/reparation/risks")

    rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert [row.partition(" Person")[0] for row in rows] == [
        "Sun 1 March Mill yard Project, version 1",
        "Wed 1 April Scout hut Venue, version 1",
    ]
    assert "Nothing can be booked" in rows[0]
    assert "Review soon" in rows[1]
    assert "Slipway, version 1 Jo Hartley writes it" in page.words
    assert "Carol tea Listed" in page.words


def test_a_venue_has_versions_of_its_own(app: Flask) -> None:
    site = scenes.venue("Scout hut")
    scenes.assessed(site)
    pages = signed_in(app, scenes.practitioner())

    page = pages.get(f"/reparation/venues/{site.id}/risk")
    began = pages.submit(f"/reparation/venues/{site.id}/risk/new", source="last")

    assert "Counts until Tuesday 1 December" in page.words
    assert began.heading == "Risk assessment of Scout hut"
    assert "Sharp tools" in began.words


def test_what_comes_back_says_why_and_two_versions_are_compared(app: Flask) -> None:
    marcus, jo, project = scenes.practitioner(), scenes.coordinator(), scenes.project()
    scenes.assessed(project, activity="Weeding")
    writing, deciding = signed_in(app, marcus), signed_in(app, jo)
    url = started(writing, project, "gardening")
    writing.submit(f"{url}/submit")

    empty = deciding.post(f"{url}/send-back", 422, because=" ")
    deciding.submit(f"{url}/send-back", because="Say who checks the shed")
    too_late = deciding.post(f"{url}/send-back", 422, because="And where the first aid box is")

    assert "And where the first aid box is" in too_late.words
    assert empty.problems == ["Say what is to be changed"]
    assert "Say who checks the shed" in writing.get(url).words
    compared = writing.get(f"{url}/compare")
    assert "Activity Weeding Gardening" in compared.words
    assert "Sharp tools Hazard: 4, low Taken out" in compared.words
    assert writing.get(f"{url}/compare?with=99").words == compared.words


def test_a_hazard_that_will_not_do_says_why_and_keeps_what_was_typed(app: Flask) -> None:
    pages = signed_in(app, scenes.practitioner())
    url = f"{started(pages, scenes.project())}/hazards/new"
    version = version_in(pages.get(url))
    bad = {**HAZARD, "due_1": "soon", "owner_2": "Jo", "severity_after": "9", "version": version}

    page = pages.post(url, 422, **bad)
    worse = pages.post(url, 422, **{**HAZARD, "likelihood_after": "5", "version": version})

    assert page.problems == [
        "Enter a real date, like 27 3 2026",
        "Say what is done, or empty the line",
        "Choose: how bad it would be with these controls",
    ]
    assert page.find("input", attrs={"name": "due_1"})["value"] == "soon"  # type: ignore[index]  # the field is there
    assert worse.problems == [
        "What is done against it would make it worse: 6 before, 10 after. Check the four answers."
    ]


def test_a_stale_hazard_is_shown_again_and_saved_the_second_time(app: Flask) -> None:
    pages = signed_in(app, scenes.practitioner())
    url = started(pages, scenes.project())
    old = version_in(pages.get(f"{url}/hazards/new"))
    with clock.frozen(clock.at(scenes.TODAY, time(11))):
        pages.submit(f"{url}/hazards/new", **HAZARD, version=old)

    other = {**HAZARD, "what": "A loose step"}
    page = pages.post(f"{url}/hazards/new", 409, **other, version=old)
    saved = pages.submit(f"{url}/hazards/new", **other, version=version_in(page))

    assert page.problems == ["This assessment was changed since you opened it."]
    assert "A loose step" in saved.words


def test_a_draft_is_its_assessors_to_write_and_a_coordinators_to_discard(app: Flask) -> None:
    lee, jo = scenes.practitioner("Lee Okoro"), scenes.coordinator()
    made = begun(scenes.project(), scenes.practitioner())
    url = f"/reparation/risks/{made.uuid}"
    other, coordinating = signed_in(app, lee), signed_in(app, jo)

    for path in ("/edit", "/hazards/new", "/hazards/1"):
        other.get(f"{url}{path}", 404)
    other.post(f"{url}/submit", 404)
    other.post(f"{url}/discard", 404)
    assert "Discard" not in other.get(url).words
    assert coordinating.submit(f"{url}/discard").heading == "Risk assessment of Sensory garden"
    other.get(url, 404)


def test_a_coordinator_of_an_area_discards_none_of_another(app: Flask) -> None:
    north, south = AreaFactory(), AreaFactory()
    limited = scenes.coordinator()
    account_of(limited).area_rows = [UserArea(area=north)]
    session.commit()
    here, there = (
        begun(scenes.project(venue=scenes.venue(name, area=area)), scenes.practitioner(name))
        for name, area in (("North garden", north), ("South garden", south))
    )
    pages = signed_in(app, limited)

    assert "Discard" not in pages.get(f"/reparation/risks/{there.uuid}").words
    pages.post(f"/reparation/risks/{there.uuid}/discard", 404)
    pages.post(f"/reparation/risks/{here.uuid}/discard", 303)


def test_a_manager_reads_and_changes_nothing(app: Flask) -> None:
    project = scenes.project()
    made = begun(project, scenes.practitioner())
    ruth = user_with(Role.MANAGER, person=PersonFactory()).person
    pages = signed_in(app, ruth)

    assert not pages.get(f"/reparation/risks/{made.uuid}").select("main form")
    pages.get(f"/reparation/projects/{project.uuid}/risk/new", 403)


def test_a_version_is_printed_with_who_answers_for_it(app: Flask) -> None:
    made = scenes.assessed(scenes.project(), assessor=PersonFactory(name="Nasreen Begum"))

    page = signed_in(app, scenes.practitioner()).get(f"/reparation/risks/{made.uuid}/print")

    assert "Assessed by Nasreen Begum, approved by" in page.words
    assert "to be reviewed by Tuesday 1 December 2026" in page.words

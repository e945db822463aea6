"""The pages on which a project gets another title or site, while it has sessions to come."""

from datetime import timedelta

from portal.database import changing
from portal.people.models import Person
from portal.reparation.actions import revisions
from tests.factories import VenueFactory
from tests.pages import Pages
from tests.reparation.projects.scenes import said, typed
from tests.reparation.sessions import scenes
from tests.reparation.sessions.scenes import SATURDAY

WEEK = timedelta(weeks=1)
TWO_GO_ALONG = "2 sessions to come go along with another title, venue or meeting point"


def test_whoever_changes_a_project_reads_first_that_its_sessions_go_along(
    desk: Pages, jo: Person
) -> None:
    project = scenes.project()
    page = f"/reparation/projects/{project.uuid}/edit"
    assert "go along" not in desk.get(page).words
    held = scenes.planned(jo, project, SATURDAY, SATURDAY + WEEK)
    assert TWO_GO_ALONG in desk.get(page).words
    answers = typed(title="Canal bank", venue_id=project.venue_id, version=project.version)
    desk.submit(page, **answers)
    assert "Canal bank" in desk.get(f"/reparation/sessions/{held.entry.uuid}").words


def test_a_venue_that_is_taken_then_is_refused_with_what_was_typed_still_there(
    desk: Pages, jo: Person
) -> None:
    mill = VenueFactory(name="Old mill", for_projects=True)
    scenes.planned(jo, scenes.project("Bench building", venue=mill))
    project = scenes.planned(jo).project
    answers = typed(title="Canal bank", venue_id=mill.id, version=project.version)
    page = desk.post(f"/reparation/projects/{project.uuid}/edit", 422, **answers)
    assert page.problems == [
        "“Bench building” is there on Saturday 14 March, 10am to midday. "
        "Move one of the two sessions first."
    ]
    assert page.select("#title")[0]["value"] == "Canal bank"


def test_whoever_lists_a_partners_changes_reads_first_that_its_sessions_go_along(
    desk: Pages, jo: Person
) -> None:
    partner = scenes.trusted()
    project = scenes.project(partner=partner)
    scenes.planned(jo, project, SATURDAY, SATURDAY + WEEK)
    with changing():
        revisions.propose(
            project=project, version=project.version, said=said(), actor=scenes.host(partner)
        )
    assert TWO_GO_ALONG in desk.get(f"/reparation/projects/{project.uuid}/changes").words

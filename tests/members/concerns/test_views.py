"""The register of concerns, as coordinators use it and as nobody else sees it."""

import pytest

from portal.access.rules import Role
from portal.audit.models import AuditEvent
from portal.database import session
from portal.members.models import Concern
from portal.people.models import Person
from tests.factories import user_with
from tests.members.concerns import scenes
from tests.members.supervision.scenes import coordinator, volunteer
from tests.pages import Page, Pages


@pytest.fixture
def jo(pages: Pages) -> Person:
    person = coordinator()
    pages.sign_in(str(person.email))
    return person


def version_in(page: Page) -> str:
    field = page.select_one("input[name=version]")
    assert field is not None
    return str(field["value"])


def test_one_is_recorded_looked_into_acted_on_and_closed(pages: Pages, jo: Person) -> None:
    volunteer("Ann Lee", number="V1")
    page = pages.post("/members/V1/concerns/new", 422, summary=scenes.SUMMARY)
    assert "Choose what it is about" in page.problems
    assert scenes.SUMMARY in page.get_text()
    told = {"kind": "conduct", "source": "partner", "received_on": ["2", "3", "2026"]}
    page = pages.submit("/members/V1/concerns/new", summary=scenes.SUMMARY, **told)
    assert page.heading == "Concern about Ann Lee"
    path = f"/members/concerns/{session.query(Concern).one().uuid}"
    page = pages.submit(f"{path}/look-into")
    assert "Being looked into" in page.words
    page = pages.post(f"{path}/actions", 422, what="Talk with them")
    assert page.problems == ["Enter the day by which it is to be done"]
    page = pages.submit(f"{path}/actions", what="Talk with them", due_on=["9", "3", "2026"])
    closing = {"outcome": "partly", "words": "They are sorry"}
    version = version_in(pages.get(f"{path}/close"))
    refused = pages.post(f"{path}/close", 422, version=version, **closing)
    assert refused.problems[0].startswith("“Talk with them” is not done yet.")
    action = session.query(Concern).one().actions[0]
    pages.submit(f"{path}/actions/{action.id}/done")
    page = pages.submit(f"{path}/close", version=version_in(refused), **closing)
    assert "Partly upheld" in page.words
    assert "None here" in pages.get("/members/concerns").words
    assert "Ann Lee" in pages.get("/members/concerns?state=closed").words
    assert "Being looked into" in pages.submit(f"{path}/reopen").words


def test_a_form_over_an_older_version_closes_nothing_and_keeps_the_words(
    pages: Pages, jo: Person
) -> None:
    concern = scenes.recorded(volunteer(), jo)
    seen = concern.version
    scenes.to_do(concern, jo)
    path = f"/members/concerns/{concern.uuid}/close"
    page = pages.post(path, 409, version=seen, outcome="upheld", words="They are sorry")
    assert page.problems[0].startswith("Somebody changed this")
    assert "They are sorry" in page.get_text()


def test_each_look_is_recorded(pages: Pages, jo: Person) -> None:
    concern = scenes.recorded(volunteer(), jo)
    pages.get(f"/members/concerns/{concern.uuid}")
    seen = session.query(AuditEvent).filter_by(tag="members:concern_seen").one()
    assert (seen.actor_id, seen.subject_id) == (jo.id, concern.id)


def test_who_opens_it_to_close_it_has_looked_too(pages: Pages, jo: Person) -> None:
    concern = scenes.recorded(volunteer("Ann Lee"), jo)
    page = pages.get(f"/members/concerns/{concern.uuid}/close")
    assert scenes.SUMMARY in page.words
    assert session.query(AuditEvent).filter_by(tag="members:concern_seen").count() == 1


@pytest.mark.parametrize("role", [Role.MANAGER, Role.STAFF, Role.VOLUNTEER, Role.ADMINISTRATOR])
def test_nobody_but_coordinators_opens_the_register(pages: Pages, role: Role) -> None:
    concern = scenes.recorded(volunteer(number="V1"), coordinator())
    pages.sign_in(user_with(role).email)
    pages.get("/members/concerns", 403)
    pages.get(f"/members/concerns/{concern.uuid}", 403)
    pages.get("/members/V1/concerns/new", 403)


def test_what_is_held_tells_every_volunteer_the_same_of_concerns(pages: Pages) -> None:
    ann, bo = volunteer("Ann Lee"), volunteer("Bo Ray")
    scenes.recorded(ann, coordinator())
    for person in (ann.person, bo.person):
        pages.sign_in(str(person.email))
        words = pages.get("/members/me/held").words
        assert "They are in a register of their own" in words
        assert "bus stop" not in words

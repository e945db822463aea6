"""Observed practice, as those who watch and those who chair read it."""

from collections.abc import Iterator

import pytest

from portal import clock
from portal.access.rules import Role
from portal.database import session
from portal.members.models import Observation
from portal.people.models import Person
from tests.factories import user_with
from tests.members.practice import scenes
from tests.members.supervision.scenes import NOON, coordinator, volunteer
from tests.pages import Pages


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with clock.frozen(NOON):
        yield


@pytest.fixture
def jo(pages: Pages) -> Person:
    person = coordinator()
    pages.sign_in(str(person.email))
    return person


def test_what_was_seen_is_written_down_and_read_by_the_volunteer(pages: Pages, jo: Person) -> None:
    ann = volunteer("Ann Lee", number="V1", may_chair=True)
    scenes.sat(ann, scenes.THURSDAY)
    assert "Not watched yet" in pages.get("/members/practice").words
    missing = pages.post("/members/V1/practice/new", 422, strengths="Calm and clear")
    assert "Choose the evening" in missing.problems
    seen = {f"seen_{key}": answer for key, answer in scenes.RATINGS.items()}
    words = {"strengths": "Calm and clear", "next_step": "Shorter opening words"}
    page = pages.submit("/members/V1/practice/new", on_day="2026-02-26", **seen, **words)
    assert "Chairing on Thursday 26 February 2026" in page.words
    noted = session.query(Observation).one()
    assert "Calm and clear" in pages.get(f"/members/practice/{noted.uuid}").words
    pages.sign_in(str(ann.person.email))
    assert "Shorter opening words" in pages.get(f"/members/me/practice/{noted.uuid}").words
    assert "Chairing on Thursday" in pages.get("/members/me/supervision").words
    held = pages.get("/members/me/held").words
    assert "Chairing on Thursday 26 February 2026 Seen by Jo Hartley" in held
    assert "Shorter opening words" not in held


def test_an_evening_that_is_noted_already_is_refused_with_what_was_typed(
    pages: Pages, jo: Person
) -> None:
    scenes.observed(volunteer(number="V1"), jo)
    seen = {f"seen_{key}": answer for key, answer in scenes.RATINGS.items()}
    words = {"strengths": "Warm", "next_step": "More time"}
    page = pages.post("/members/V1/practice/new", 422, on_day="2026-02-26", **seen, **words)
    assert page.problems[0].startswith("Thursday 26 February is noted already.")
    assert "More time" in page.get_text()


def test_it_is_removed(pages: Pages, jo: Person) -> None:
    noted = scenes.observed(volunteer(number="V1"), jo)
    page = pages.submit(f"/members/practice/{noted.uuid}/remove")
    assert page.notices == ["It is removed."]
    pages.get(f"/members/practice/{noted.uuid}", 404)


def test_a_manager_reads_days_and_another_volunteer_nothing(pages: Pages) -> None:
    noted = scenes.observed(volunteer("Ann Lee", may_chair=True), coordinator())
    bo = volunteer("Bo Ray")
    pages.sign_in(user_with(Role.MANAGER).email)
    assert "Ann Lee" in pages.get("/members/practice").words
    pages.get(f"/members/practice/{noted.uuid}", 403)
    pages.sign_in(str(bo.person.email))
    pages.get(f"/members/me/practice/{noted.uuid}", 404)

"""What is to be reviewed, what waits, and what was never assessed, in both databases."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy.exc import NoResultFound

from portal import clock
from portal.database import session
from portal.reparation.models import AssessmentState, ProjectState
from portal.reparation.queries import risks as queries
from tests.reparation import scenes
from tests.reparation.risks.versions import begun
from tests.reparation.sessions import scenes as sessions
from tests.statements import count_statements


def test_the_soonest_review_comes_first_and_closed_projects_are_left_out(app: Flask) -> None:
    later = scenes.assessed(scenes.project("Later"), date(2026, 9, 1))
    sooner = scenes.assessed(scenes.venue("Mill yard"), date(2026, 4, 1))
    scenes.assessed(scenes.project("Closed", state=ProjectState.CLOSED), date(2026, 3, 5))
    scenes.assessed(scenes.project("Drafted"), state=AssessmentState.DRAFT)

    assert [each.id for each in queries.reviews().items] == [sooner.id, later.id]


def test_sessions_after_a_review_are_counted_for_its_project_and_for_its_site(app: Flask) -> None:
    with clock.frozen(sessions.NOON):
        held = sessions.planned(sessions.coordinator(), None, date(2026, 3, 14), date(2026, 3, 21))
        of_project = scenes.assessed(scenes.project("No session"), date(2026, 3, 10))
        own = queries.approved_of(held.project)
        assert own
        site = held.project.venue
        assert site
        of_site = scenes.assessed(site, date(2026, 3, 14))

        before = queries.planned_after([own, of_project, of_site])
        own.review_on = date(2026, 3, 13)
        session.commit()
        with count_statements() as sent:
            after = queries.planned_after([own, of_project, of_site])

    assert before == {of_site.id: 1}
    assert after == {own.id: 2, of_site.id: 1}
    assert len([each for each in sent if "count(" in each]) == 1


def test_what_waits_for_approval_comes_before_drafts(app: Flask) -> None:
    draft = scenes.assessed(scenes.project("One"), state=AssessmentState.DRAFT)
    waiting = scenes.assessed(scenes.project("Two"), state=AssessmentState.SUBMITTED)
    scenes.assessed(scenes.project("Three"))

    assert [each.id for each in queries.unfinished()] == [waiting.id, draft.id]


def test_a_project_that_its_venue_covers_was_assessed(app: Flask) -> None:
    site = scenes.venue()
    scenes.project("Sited", venue=site)
    scenes.assessed(site)
    scenes.assessed(scenes.project("Own"))
    scenes.project("A draft", state=ProjectState.DRAFT)
    bare = scenes.project("Bare")
    scenes.assessed(bare, state=AssessmentState.SUBMITTED)

    assert [each.title for each in queries.never_assessed()] == ["Bare"]


def test_only_its_assessor_finds_a_version_to_write(app: Flask) -> None:
    marcus = scenes.practitioner()
    made = begun(scenes.project(), marcus)

    assert queries.own_assessment(made.uuid, marcus).id == made.id
    with pytest.raises(NoResultFound):
        queries.own_assessment(made.uuid, scenes.coordinator())


@pytest.mark.parametrize(
    "ask",
    [queries.reviews, queries.unfinished, queries.never_assessed],
    ids=lambda ask: ask.__name__,
)
def test_a_list_costs_the_same_for_one_row_as_for_three(app: Flask, ask: object) -> None:
    def said() -> int:
        with count_statements() as sent:
            found = ask()  # type: ignore[operator]  # each takes nothing
            for each in getattr(found, "items", found):
                getattr(each, "subject_name", None)
                getattr(each, "assessor", None)
                getattr(each, "partner", None)
        return len(sent)

    rows("One")
    one = said()
    rows("Two")
    rows("Three")

    assert said() == one


def rows(name: str) -> None:
    """Make a row for each list."""
    scenes.assessed(scenes.project(f"{name} in date"))
    scenes.assessed(scenes.project(f"{name} drafted"), state=AssessmentState.DRAFT)
    scenes.project(f"{name} bare", partner=scenes.partner(name))

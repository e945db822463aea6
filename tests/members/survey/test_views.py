"""The public page that asks, and the page of results."""

from typing import Any

import pytest

from portal.access.rules import Role
from portal.database import session
from portal.members.models import Survey, SurveyAnswer
from portal.members.rules.survey import QUESTIONS
from portal.members.views.survey import SENDINGS
from portal.people.models import Person
from tests.factories import user_with
from tests.members.supervision.scenes import coordinator, volunteer
from tests.members.survey import scenes
from tests.pages import Pages


@pytest.fixture
def jo(pages: Pages) -> Person:
    person = coordinator()
    pages.sign_in(str(person.email))
    return person


def typed(answer: str = "agree", **more: Any) -> dict[str, Any]:
    return {**{f"asked_{key}": answer for key in QUESTIONS}, **more}


def test_somebody_without_an_account_answers_and_is_thanked(pages: Pages) -> None:
    path = f"/members/survey/{scenes.opened(coordinator()).token}"
    page = pages.get(path)
    assert page.heading == "How is volunteering for you?"
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.response.headers["Cache-Control"] == "no-store"
    page = pages.post(path, 422, words="Earlier papers")
    assert len(page.problems) == len(QUESTIONS)
    assert "Earlier papers" in page.get_text()
    assert pages.submit(path, **typed(words="Earlier papers")).heading == "Thank you"
    [kept] = session.query(SurveyAnswer).all()
    assert kept.answers == scenes.said("agree", "Earlier papers")


def test_what_a_machine_sends_is_thanked_for_and_not_kept(pages: Pages) -> None:
    path = f"/members/survey/{scenes.opened(coordinator()).token}"
    assert pages.submit(path, **typed(homepage="x")).heading == "Thank you"
    assert session.query(SurveyAnswer).count() == 0


def test_too_many_from_one_address_wait_and_keep_what_they_typed(pages: Pages) -> None:
    path = f"/members/survey/{scenes.opened(coordinator()).token}"
    for _ in range(SENDINGS.tries):
        pages.post(path, **typed())
    page = pages.post(path, 429, **typed(words="Earlier papers"))
    assert page.problems[0].startswith("Many answers came from here within the hour.")
    assert "Earlier papers" in page.get_text()


def test_a_closed_survey_and_a_guessed_link_say_so(pages: Pages) -> None:
    jo = coordinator()
    survey = scenes.closed(scenes.opened(jo), jo)
    page = pages.get(f"/members/survey/{survey.token}", 410)
    assert page.heading == "This survey is closed"
    pages.post(f"/members/survey/{survey.token}", 410, **typed())
    assert pages.get("/members/survey/guessed", 404).heading == "This link leads nowhere"


def test_a_coordinator_opens_one_and_sees_results_once_it_is_closed(
    pages: Pages, jo: Person
) -> None:
    volunteer()
    assert "Nothing to show yet" in pages.get("/members/surveys").words
    page = pages.post("/members/surveys/new", 422, closes_on=["1", "1", "2020"])
    assert page.problems[0].startswith("Enter a day from tomorrow on")
    assert "1 active volunteer is written to" in page.words
    survey = scenes.opened(jo)
    page = pages.post("/members/surveys/new", 422, closes_on=_later(survey))
    assert page.problems[0].startswith("One is open already")
    scenes.answered(survey, 4)
    assert "Fewer than 5 have answered so far" in pages.get("/members/surveys").words
    scenes.answered(survey, 1, words="Earlier papers")
    page = pages.get("/members/surveys")
    assert "results are shown when it closes" in page.words
    assert "100%" not in page.words
    page = pages.submit(f"/members/surveys/{survey.uuid}/close")
    assert page.words.count("100%") == len(QUESTIONS)
    assert "5 of 1" in page.words
    page = pages.submit(f"/members/surveys/{survey.uuid}/remove-words", words="Earlier papers")
    assert page.notices == ["The sentence is taken off, and kept nowhere."]
    assert "Earlier papers" not in page.words


def _later(survey: Survey) -> list[str]:
    return [str(survey.closes_on.day), str(survey.closes_on.month), str(survey.closes_on.year)]


def test_opening_says_how_many_are_written_to(pages: Pages, jo: Person) -> None:
    volunteer()
    later = scenes.closed(scenes.opened(jo), jo)
    page = pages.submit("/members/surveys/new", closes_on=_later(later))
    assert page.notices == ["The survey is open: 1 volunteer is being written to."]


def test_one_that_few_answered_shows_nothing_and_says_so(pages: Pages, jo: Person) -> None:
    survey = scenes.opened(jo)
    scenes.answered(survey, 2, words="Earlier papers")
    page = pages.submit(f"/members/surveys/{survey.uuid}/close")
    assert "Fewer than 5 had answered" in page.notices[0]
    assert "nothing of it is shown" in page.words
    assert "Earlier papers" not in page.words


def test_a_manager_reads_results_and_opens_nothing(pages: Pages) -> None:
    jo = coordinator()
    survey = scenes.opened(jo)
    scenes.answered(survey, 5, words="Earlier papers")
    scenes.closed(survey, jo)
    pages.sign_in(user_with(Role.MANAGER).email)
    page = pages.get("/members/surveys")
    assert "Earlier papers" in page.words
    assert not page.select("main form")
    pages.get("/members/surveys/new", 403)
    pages.post(f"/members/surveys/{survey.uuid}/close", 403)

"""The public page, and the coordinator's page with links and results."""

from typing import Any

import pytest
from flask import Flask

from portal.database import session
from portal.people.models import Person
from portal.reparation.models import Answerer, FeedbackLink, Project, ProjectFeedback
from portal.reparation.rules.feedback import QUESTIONS
from portal.reparation.views.feedback import SENDINGS
from tests.factories import AreaFactory
from tests.pages import Page, Pages
from tests.reparation.feedback.answers import CHILD, PARTNER, opened, say, say_often
from tests.reparation.projects import scenes


def address(link: FeedbackLink) -> str:
    return f"/reparation/feedback/{link.token}"


def typed(answerer: Answerer = CHILD, said: str = "yes", **more: Any) -> dict[str, Any]:
    return {**{f"asked_{key}": said for key in QUESTIONS[answerer]}, **more}


def page_of(project: Project) -> str:
    return f"/reparation/projects/{project.uuid}/feedback"


def test_a_child_answers_without_a_name_and_is_thanked(
    pages: Pages, repair: Project, jo: Person
) -> None:
    link = opened(repair, jo)
    page = pages.get(address(link))
    assert page.heading == "Bike repair: how was it?"
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert page.response.headers["Cache-Control"] == "no-store"
    assert len(page.select("fieldset")) == 4
    assert not page.select("textarea, main input[type=text]:not([name=homepage])")
    page = pages.submit(address(link), **typed())
    assert page.heading == "Thank you"
    [kept] = session.query(ProjectFeedback).all()
    assert kept.answers == {"answers": dict.fromkeys(QUESTIONS["child"], "yes")}


@pytest.mark.parametrize("answerer", list(Answerer))
def test_only_those_who_may_write_are_asked_for_a_sentence_with_a_warning(
    pages: Pages, repair: Project, jo: Person, answerer: Answerer
) -> None:
    page = pages.get(address(opened(repair, jo, answerer)))
    assert bool(page.select_one("#words")) is answerer.may_write
    assert ("Name nobody" in page.words) is answerer.may_write


def test_what_a_child_could_write_is_not_kept(pages: Pages, repair: Project, jo: Person) -> None:
    pages.submit(address(opened(repair, jo)), **typed(words="I am Sam"))
    [kept] = session.query(ProjectFeedback).all()
    assert "words" not in (kept.answers or {})


def test_what_is_missing_is_said_and_what_was_chosen_stays(
    pages: Pages, repair: Project, jo: Person
) -> None:
    link = opened(repair, jo, PARTNER)
    answers = {**typed(PARTNER), "asked_again": "perhaps", "words": "x" * 201}
    page = pages.post(address(link), 422, **answers)
    assert len(page.problems) == 2
    assert page.select_one("input[name=asked_told][value=yes][checked]")
    assert session.query(ProjectFeedback).count() == 0


def test_a_machine_that_fills_in_everything_leaves_nothing(
    pages: Pages, repair: Project, jo: Person
) -> None:
    link = opened(repair, jo)
    assert pages.submit(address(link), **typed(homepage="https://spam.example")).heading
    assert session.query(ProjectFeedback).count() == 0


def test_a_network_that_answers_too_much_waits(pages: Pages, repair: Project, jo: Person) -> None:
    link = opened(repair, jo)
    for _ in range(SENDINGS.tries):
        pages.post(address(link), **typed())
    page = pages.post(address(link), 429, **typed())
    assert "Wait an hour" in page.problems[0]
    assert session.query(ProjectFeedback).count() == SENDINGS.tries


def test_a_link_that_has_ended_says_so_and_one_that_never_was_is_not_found(
    pages: Pages, desk: Pages, repair: Project, jo: Person
) -> None:
    link = opened(repair, jo)
    desk.submit(f"{page_of(repair)}/child/end")
    assert pages.get(address(link), 410).heading == "This link has ended"
    pages.post(address(link), 410, **typed())
    pages.get("/reparation/feedback/abcdefghjkmn", 404)


def test_a_coordinator_makes_a_link_and_prints_it(desk: Pages, repair: Project) -> None:
    page = desk.get(page_of(repair))
    assert "Nothing to show yet" in page.words
    page = desk.submit(f"{page_of(repair)}/child/open")
    assert page.notices == ["Children can answer by the new link. Print it, or send it."]
    link = session.query(FeedbackLink).one()
    page = desk.get(f"{page_of(repair)}/child/print")
    assert page.select_one("svg.app-code path")
    assert address(link) in page.words
    desk.submit(f"{page_of(repair)}/child/open")
    desk.get(f"{page_of(repair)}/parent/print", 404)
    desk.post(f"{page_of(repair)}/uncle/open", 404)


def test_results_are_a_chart_and_tables_once_five_have_answered(
    desk: Pages, repair: Project, jo: Person
) -> None:
    link = opened(repair, jo, PARTNER)
    say_often(link, "yes", "yes", "yes", "no", words="<b>Well</b> led")
    assert "Nothing to show yet" in desk.get(page_of(repair)).words
    say(link, "mostly")
    page = desk.get(page_of(repair))
    assert "5 people have answered. 80% of their answers say yes, or mostly." in page.words
    assert cells(page, "Would you do it again?") == ["3", "1", "0", "1", "0"]
    assert cells(page, "March 2026") == ["5", "80%", "80%", "80%", "80%", "80%"]
    bar = page.select_one("svg.app-chart rect")
    assert bar is not None
    assert bar["height"] == "96"
    page = desk.submit(f"{page_of(repair)}/remove-words", words="<b>Well</b> led")
    assert page.notices == ["The sentence is taken off, and kept nowhere."]
    assert "Well" not in page.words


def test_a_coordinator_of_another_area_finds_nothing(
    app: Flask, repair: Project, jo: Person
) -> None:
    repair.area = AreaFactory()
    session.commit()
    di = scenes.coordinator("Di Fox")
    scenes.limited(di, AreaFactory())
    assert di.email
    browser = Pages(app).sign_in(di.email)
    browser.get(page_of(repair), 404)
    browser.post(f"{page_of(repair)}/child/open", 404)


def cells(page: Page, heading: str) -> list[str]:
    row = next(each for each in page.select("tbody tr") if each.th and each.th.text == heading)
    return [cell.get_text(strip=True) for cell in row.select("td")]

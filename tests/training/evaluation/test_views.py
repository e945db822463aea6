"""The page that asks, and the results."""

from datetime import time, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.database import session
from portal.training.models import (
    Course,
    TrainingFeedback,
    TrainingSession,
)
from tests.factories import user_with
from tests.pages import Page, Pages
from tests.training import scenes
from tests.training.evaluation.evenings import AFTER, BEFORE, THURSDAY, came, path, ratings, say


def test_somebody_answers_without_signing_in_and_once(
    pages: Pages, held: TrainingSession, course: Course
) -> None:
    url = path(came(held), BEFORE)
    page = pages.get(url)
    assert page.heading == "Before Child safeguarding"
    assert page.response.headers["Referrer-Policy"] == "no-referrer"
    assert [legend.get_text(strip=True) for legend in page.select("legend")] == [
        "I know whom to tell",
        "I see the signs",
    ]
    assert pages.post(url, 200, **ratings(course)).heading == "Thank you"
    for again in (pages.get(url, 410), pages.post(url, 410, **ratings(course))):
        assert again.heading == "This link has been used"
    [kept] = session.scalars(select(TrainingFeedback)).all()
    assert kept.answers == {"outcomes": {str(each.id): 4 for each in course.outcomes}}


def test_afterwards_it_asks_how_useful_it_was_and_warns_of_names(
    pages: Pages, held: TrainingSession, course: Course
) -> None:
    url = path(came(held), AFTER)
    assert pages.get(url, 410).heading == "This cannot be answered now"
    with clock.frozen(clock.at(THURSDAY, time(18))):
        assert "Do not write about a case, and name nobody" in pages.get(url).words
        page = pages.post(url, 422, words="Good")
        assert page.problems == [
            "Choose how sure you are: I know whom to tell",
            "Choose how sure you are: I see the signs",
            "Choose how useful it was",
        ]
        assert page.select("textarea")[0].get_text(strip=True) == "Good"
        pages.post(url, 200, **ratings(course, useful=5, words="Good"))
    [kept] = session.scalars(select(TrainingFeedback)).all()
    assert (kept.answers["useful"], kept.answers["words"]) == (5, "Good")


@pytest.mark.parametrize("days", [0, 31])
def test_before_closes_as_it_begins_and_after_some_weeks_later(
    pages: Pages, held: TrainingSession, days: int
) -> None:
    url = path(came(held), AFTER if days else BEFORE)
    with clock.frozen(held.entry.starts_at + timedelta(days=days)):
        assert pages.get(url, 410).heading == "This cannot be answered now"


@pytest.mark.parametrize("token", ["x", "WyJh.b.c", "a" * 400, "Ω"])
def test_a_link_that_we_did_not_make_opens_nothing(pages: Pages, app: Flask, token: str) -> None:
    pages.get(f"/training/feedback/{token}", 404)


def shown(desk: Pages) -> Page:
    return desk.get("/training/courses/SAFE/results")


def test_results_are_hidden_at_four_and_shown_at_five(desk: Pages, over: TrainingSession) -> None:
    for number in range(4):
        say(came(over), rating=2, words=f"Word {number}")
    page = shown(desk)
    assert "Hidden: fewer than 5 have answered" in page.words
    assert "Word" not in page.words
    assert not page.select("#chart, #outcomes, #words")
    say(came(over), rating=5, words="A fifth word")
    page = shown(desk)
    assert "0 before, 5 after" in page.words
    assert "2.6" in page.words
    assert page.select_one("#chart svg rect")
    assert "A fifth word" in page.select("#words li")[0].get_text()
    say(came(over), rating=1, words="A sixth word")
    assert shown(desk).words == page.words


def test_a_sentence_that_names_somebody_is_taken_off_for_good(
    desk: Pages, over: TrainingSession
) -> None:
    for words in ("It was about Sam", "Good", "Good", "", ""):
        say(came(over), words=words)
    page = desk.submit("/training/courses/SAFE/results/remove-words", words="It was about Sam")
    assert page.notices == ["The sentence is taken off, and kept nowhere."]
    assert "Sam" not in page.get_text()
    assert [each.get_text().split()[0] for each in page.select("#words li")] == ["Good", "Good"]
    kept = session.scalars(select(TrainingFeedback)).all()
    assert sorted(each.answers["words"] for each in kept) == ["", "", "", "Good", "Good"]
    assert scenes.tags()[-1] == "words_removed"
    assert desk.submit("/training/courses/SAFE/results/remove-words", words="x").notices == []


def test_results_are_listed_by_course_and_by_trainer(
    desk: Pages, over: TrainingSession, course: Course
) -> None:
    for rating in (4, 4, 4, 4, 5):
        say(came(over), rating=rating)
    page = desk.get("/training/results")
    rows = [" ".join(row.get_text(" ").split()) for row in page.select("tbody tr")]
    assert rows == [
        "Child safeguarding 1 0 before, 5 after – to 4.2 4.2",
        "Dr Ines Marlow 1 0 before, 5 after – to 4.2 4.2",
    ]
    [_, link] = page.select("tbody a")
    page = desk.get(str(link["href"]))
    assert page.heading == "Does it help? Dr Ines Marlow"
    assert "Child safeguarding" in page.words


def test_the_table_is_a_file_too_without_what_is_hidden(desk: Pages, over: TrainingSession) -> None:
    for _ in range(4):
        say(came(over), words="Word")
    answer = desk.client.get("/training/results.csv")
    text = answer.data.decode("utf-8-sig")
    assert answer.mimetype == "text/csv"
    assert text.splitlines()[1] == "2026-02-26,Child safeguarding,Dr Ines Marlow,,,,,"
    assert "Word" not in text


def test_trainers_results_need_somebody_named(desk: Pages, course: Course) -> None:
    made = scenes.planned(course, THURSDAY)
    desk.get(f"/training/results/trainer/{made.entry.uuid}", 404)


@pytest.mark.parametrize("role", [Role.VOLUNTEER, Role.STAFF])
def test_results_are_for_those_who_run_training(
    pages: Pages, held: TrainingSession, role: Role
) -> None:
    email = user_with(role).email
    pages.sign_in(email).get("/training/results", 403)


def test_no_page_of_the_link_says_who_is_signed_in(desk: Pages, held: TrainingSession) -> None:
    page: BeautifulSoup = desk.get(path(came(held), BEFORE))
    assert "Jo Hartley" not in page.get_text()
    assert not page.select("#navigation")

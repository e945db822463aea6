"""The form about applicants themselves, apart from applications, and the report of its counts."""

from typing import Final

from flask import Flask

from portal.access.rules import Role
from portal.database import session
from portal.people.models import Person
from portal.recruitment.models import Application, DiversityAnswer
from portal.recruitment.rules.diversity import QUESTIONS
from portal.recruitment.views.diversity import SENDINGS
from tests.factories import user_with
from tests.pages import Pages

FORM: Final = "/recruitment/about-you"
REPORT: Final = "/recruitment/diversity"


def test_five_answer_and_the_report_tells_what_it_may(
    app: Flask, pages: Pages, desk: Pages
) -> None:
    assert "Too few have answered yet" in desk.get(REPORT).words
    for _ in range(5):
        page = pages.submit(FORM, age="65", gender="woman", disability="no")
        assert page.heading == "Thank you for your answers"
    page = desk.get(REPORT)
    assert "5 people in 2026." in page.words
    assert "65 or over 5" not in page.words
    boss = Pages(app).sign_in(user_with(Role.MANAGER).email)
    assert boss.get(f"{REPORT}?year=1999").heading == "Who applies"
    assert session.query(Application).count() == 0


def test_nothing_must_be_answered(pages: Pages, jo: Person) -> None:
    pages.submit(FORM)
    assert {each.answer for each in session.query(DiversityAnswer)} == {"not_said"}


def test_an_answer_that_is_not_on_the_list_is_said(pages: Pages, jo: Person) -> None:
    page = pages.post(FORM, 422, age="12/03/1980")
    assert page.problems == ["Choose one of the answers in the list"]
    assert session.query(DiversityAnswer).count() == 0


def test_machines_and_floods_leave_nothing(pages: Pages, jo: Person) -> None:
    pages.submit(FORM, age="65", homepage="https://spam.example")
    assert session.query(DiversityAnswer).count() == 0
    for _ in range(SENDINGS.tries):
        pages.post(FORM, age="65")
    assert "Wait an hour" in pages.post(FORM, 429, age="65").problems[0]
    assert session.query(DiversityAnswer).count() == SENDINGS.tries * len(QUESTIONS)


def test_whoever_sits_there_next_goes_back_to_an_empty_form(pages: Pages, jo: Person) -> None:
    for answer in (pages.client.get(FORM), pages.client.post(FORM, data={"age": "nonsense"})):
        assert answer.headers["Cache-Control"] == "no-store"

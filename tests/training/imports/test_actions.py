"""Training brought in by a worker: once, never changed by a second time, told in the trail."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from portal import clock
from portal.database import changing, session
from portal.notifications.jobs import runner
from portal.notifications.models import Document, Mail
from portal.people.models import Person
from portal.spreadsheets.actions import foresee
from portal.training import actions
from portal.training.actions.importing import AWARDS
from portal.training.models import Award, Course
from tests.panels.imports.kentmere import back, counts, run
from tests.statements import count_statements
from tests.training import scenes
from tests.training.imports import county
from tests.training.imports.county import HEAD

ROW = "Ann Lee,,SAFE,10/3/2024"

pytestmark = pytest.mark.usefixtures("monday")


@pytest.fixture
def jo(app: Flask, monday: None) -> Person:
    county.courses()
    county.people()
    return county.coordinator()


def awards() -> list[Award]:
    session.expire_all()
    return list(session.scalars(select(Award).order_by(Award.id)))


def test_good_rows_go_in_and_the_rest_come_back(jo: Person) -> None:
    result = run(AWARDS, county.FILE.read_bytes(), jo)
    assert counts(result) == (3, 0, 1, 10)
    found = [
        (each.person.name, each.taken_on, each.awarded_on, each.until, each.source.value)
        for each in awards()
    ]
    assert found == [
        ("Ann Lee", date(2024, 3, 10), date(2024, 3, 12), date(2027, 3, 10), "imported"),
        ("Bo Reed", date(2025, 6, 1), date(2025, 6, 1), date(2027, 5, 31), "imported"),
        ("Jo Hartley", date(2026, 1, 5), date(2026, 1, 5), date(2029, 1, 5), "imported"),
    ]
    first = awards()[0]
    assert (first.provider, first.given_by, first.valid_until) == (
        "Lakes Training",
        jo,
        first.until,
    )
    problems = back(result)
    assert len(problems) == 11
    assert problems[1][-1].startswith("Name: there are 2 people called Cy Moss")
    assert session.query(Mail).count() == 0


def test_the_same_file_again_adds_nothing(jo: Person) -> None:
    run(AWARDS, county.FILE.read_bytes(), jo)
    told = scenes.tags()
    assert counts(run(AWARDS, county.FILE.read_bytes(), jo)) == (0, 0, 4, 10)
    assert len(awards()) == 3
    assert scenes.tags() == [*told, "import_run"]
    assert told == ["award_given", "award_given", "award_given", "import_run"]


def test_what_is_held_already_stays_as_it_is(jo: Person) -> None:
    course = session.query(Course).filter_by(code="SAFE").one()
    ann = session.query(Person).filter_by(name="Ann Lee").one()
    award = scenes.held(ann, course, date(2024, 3, 10))
    with changing():
        actions.extend_award(award=award, until=date(2027, 6, 30), reason="Ill", actor=jo)
    for until in ("", "10/3/2027", "30/6/2027"):
        assert counts(run(AWARDS, f"{HEAD}{ROW},{until}\n", jo)) == (0, 0, 1, 0)
    result = run(AWARDS, f"{HEAD}{ROW},1/1/2030\n", jo)
    assert back(result)[1][-1] == (
        "Ann Lee, Child safeguarding, Sunday 10 March 2024 is held already, to the end of "
        "Wednesday 30 June 2027: extend it on their page, or leave it."
    )
    assert [each.valid_until for each in awards()] == [date(2027, 6, 30)]


def test_an_award_that_was_taken_back_is_not_given_again(jo: Person) -> None:
    run(AWARDS, f"{HEAD}{ROW}\n", jo)
    with changing():
        actions.revoke_award(award=awards()[0], reason="Mistaken", actor=jo)
    result = run(AWARDS, f"{HEAD}{ROW},\n", jo)
    assert counts(result) == (0, 0, 0, 1)
    assert back(result)[1][-1] == (
        "Ann Lee, Child safeguarding, Sunday 10 March 2024 was taken back: if it holds after all, "
        "record it on their page."
    )
    ann, course = awards()[0].person, awards()[0].course
    scenes.held(ann, course, date(2024, 3, 10))
    assert counts(run(AWARDS, f"{HEAD}{ROW},,\n", jo)) == (0, 0, 1, 0)


def test_files_nobody_imports_are_let_go_and_problems_after_a_month(jo: Person) -> None:
    run(AWARDS, county.FILE.read_bytes(), jo)
    assert session.query(Document).count() == 2
    for after, left in ((timedelta(hours=25), 1), (timedelta(days=31), 0)):
        session.rollback()
        with clock.frozen(clock.now() + after):
            runner.run_now("training.forget_import_files")
        assert session.query(Document).count() == left


def test_reading_what_is_held_costs_the_same_for_one_row_and_for_three(jo: Person) -> None:
    costs = []
    for rows in (f"{ROW}\n", f"{ROW}\nV002,,SAFE,1/3/2024\nV003,,FOUND,1/3/2024\n"):
        run(AWARDS, HEAD + rows, jo)
        session.expire_all()
        with count_statements() as sent:
            foresee(AWARDS, AWARDS.reading_of((HEAD + rows).encode(), jo), jo)
        costs.append(len(sent))
    assert costs[0] == costs[1]

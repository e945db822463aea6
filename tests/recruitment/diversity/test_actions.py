"""Answers are kept apart from people and from each other, and counted five people at a time."""

from datetime import date, time
from uuid import uuid4

import pytest
from sqlalchemy import select

from portal import clock
from portal.audit.models import AuditEvent
from portal.database import changing, db, session
from portal.people.models import Person
from portal.recruitment.actions import diversity as actions
from portal.recruitment.models import DiversityAnswer
from portal.recruitment.queries import diversity as queries
from portal.recruitment.rules.diversity import QUESTIONS
from tests.statements import count_statements


def said(*ages: str, form_key: str = "") -> None:
    for age in ages:
        with changing():
            actions.answer(form_key=form_key or uuid4().hex, answers={"age": age, "gender": "man"})


def ages(year: int = 2026) -> dict[str, int | None]:
    return dict(queries.told_of(year)[1][0].counts)


def test_four_wait_and_the_fifth_lets_all_be_counted(jo: Person) -> None:
    said("65", "65", "65", "65")
    assert (list(queries.years()), queries.told_of(2026)[0]) == ([], 0)
    said("65")
    assert (list(queries.years()), queries.told_of(2026)[0]) == ([2026], 5)
    assert queries.waiting(2026) == 0
    said("65", "65", "65", "65")
    assert queries.told_of(2026)[0] == 5
    said("65")
    assert queries.told_of(2026)[0] == 10


def test_small_numbers_are_not_told(jo: Person) -> None:
    said(*["65"] * 8, *["50_64"] * 5, *["18_24"] * 2)
    assert ages() == {
        "18_24": None,
        "25_34": None,
        "35_49": None,
        "50_64": None,
        "65": 8,
        "not_said": None,
    }


def test_a_form_sent_twice_counts_once(jo: Person) -> None:
    said("65", "65", "65")
    said("65", "65", form_key="a" * 32)
    assert queries.waiting(2026) == 4


def test_each_year_is_counted_by_itself(jo: Person) -> None:
    said("65", "65", "65", "65")
    with clock.frozen(clock.at(date(2027, 1, 4), time(9))):
        said("65")
    assert list(queries.years()) == []
    said("65")
    assert list(queries.years()) == [2026]


def test_no_row_leads_from_an_answer_to_a_person_a_moment_or_another_answer(jo: Person) -> None:
    before = set(session.scalars(select(AuditEvent.id)))
    said("65", form_key="a" * 32)
    assert set(session.scalars(select(AuditEvent.id))) == before
    columns = {column.name for column in DiversityAnswer.__table__.columns}
    assert columns == {"id", "year", "question", "answer", "is_counted"}
    ids = session.scalars(select(DiversityAnswer.id)).all()
    assert len(ids) == len(QUESTIONS)
    assert len({each[:8] for each in ids}) == len(QUESTIONS)
    assert not any("a" * 32 in each for each in ids)
    if db.engine.dialect.name == "sqlite":
        with pytest.raises(Exception, match="no such column: rowid"):
            session.execute(db.text("SELECT rowid FROM diversity_answer"))
        session.rollback()


def test_the_report_takes_as_many_statements_however_many_answered(jo: Person) -> None:
    counted = []
    for number in (5, 10):
        said(*["65"] * number)
        with count_statements() as sent:
            queries.told_of(2026)
        counted.append(len(sent))
    assert counted[0] == counted[1]

"""What the database itself refuses of interviews: two at a time, and an empty word."""

import pytest
from sqlalchemy.exc import IntegrityError

from portal import clock
from portal.database import session
from portal.people.models import Person
from portal.recruitment.models import Application
from tests.recruitment.interviews import scenes


def test_the_database_keeps_one_interview_that_is_not_called_off(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    scenes.arranged(rosa, jo, margaret)
    other = scenes.arranged(scenes.applicant("Sam Hill"), jo, jo)
    other.application = rosa
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()


def test_the_database_keeps_nothing_sent_without_a_recommendation(
    jo: Person, rosa: Application, margaret: Person
) -> None:
    scenes.of(scenes.arranged(rosa, jo, margaret), margaret).sent_at = clock.now()
    with pytest.raises(IntegrityError):
        session.commit()
    session.rollback()

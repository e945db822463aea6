"""The surveys, their results over time, and who is written to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.members.models import Member, Status, Survey, SurveyAnswer, SurveyState
from portal.members.rules import survey as rules
from portal.people.models import Person

MOST: Final = 20
"""Ten years of them."""


@dataclass(frozen=True)
class Shown:
    """A closed survey with its results, if enough had answered."""

    survey: Survey
    results: rules.Results | None


def closed() -> Sequence[Shown]:
    """Return the surveys that are over, the newest first."""
    rows = session.scalars(
        select(Survey)
        .where(Survey.state == SurveyState.CLOSED)
        .order_by(Survey.opened_on.desc(), Survey.id.desc())
        .limit(MOST)
    )
    return [Shown(each, _results(each)) for each in rows]


def _results(survey: Survey) -> rules.Results | None:
    if survey.results is None or survey.answers is None:
        return None
    return rules.from_json(survey.answers, survey.results)


def running() -> Survey | None:
    """Return the survey that can be answered now."""
    return session.scalar(
        select(Survey).options(joinedload(Survey.opened_by)).where(Survey.state == SurveyState.OPEN)
    )


def last_opened() -> date | None:
    """Return when the last survey was opened."""
    return session.scalar(select(func.max(Survey.opened_on)))


def survey(uuid: UUID) -> Survey:
    """Return one survey; raises NoResultFound, answered 404."""
    return session.scalars(select(Survey).where(Survey.uuid == uuid)).one()


def by_token(token: str) -> Survey | None:
    """Return the survey of a link, open or closed; None for a link that is nobody's."""
    return session.scalar(select(Survey).where(Survey.token == token))


def numbered(number: int) -> Survey:
    """Return a survey by its number; raises NoResultFound."""
    return session.scalars(select(Survey).where(Survey.id == number)).one()


def by_form(form_key: str) -> Survey | None:
    """Return the survey that a form that was sent before has opened."""
    return session.scalar(select(Survey).where(Survey.form_key == form_key))


def lock_survey(number: int) -> Survey:
    """Return a survey as it now is, held until this change is committed."""
    return session.scalars(
        select(Survey)
        .where(Survey.id == number)
        .with_for_update(of=Survey)
        .execution_options(populate_existing=True)
    ).one()


def waiting(number: int) -> Sequence[SurveyAnswer]:
    """Return the answers to a survey, in no order that means anything."""
    return session.scalars(
        select(SurveyAnswer).where(SurveyAnswer.survey_id == number).order_by(SurveyAnswer.id)
    ).all()


def has_enough(survey: Survey, enough: int) -> bool:
    """Return whether so many have answered that there will be something to show."""
    counted = select(func.count()).where(SurveyAnswer.survey_id == survey.id)
    return (session.scalar(counted) or 0) >= enough


def asked() -> Sequence[Person]:
    """Return whom a survey is for: everybody active."""
    return session.scalars(
        select(Person)
        .join(Member, Member.person_id == Person.id)
        .where(Member.status == Status.ACTIVE, Person.erased_at.is_(None))
        .order_by(Person.id)
    ).all()


def overdue(today: date) -> Survey | None:
    """Return the survey whose last day is over and that still stands open."""
    found = running()
    return found if found is not None and found.closes_on < today else None

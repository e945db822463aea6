"""Who is to leave and who has left, and what they said of it."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.members.models import ExitQuestionnaire, Member
from portal.members.queries.serving import serves
from portal.people.models import Person
from portal.site.pagination import Page, page_of


def questionnaire_numbered(number: int) -> ExitQuestionnaire:
    """Return a questionnaire by its number, for its letter; raises NoResultFound."""
    return session.scalars(_whole().where(ExitQuestionnaire.id == number)).one()


def questionnaire_at(uuid: UUID) -> ExitQuestionnaire:
    """Return a questionnaire; raises NoResultFound, answered 404."""
    return session.scalars(_whole().where(ExitQuestionnaire.uuid == uuid)).one()


def questionnaire_by(token_hash: str) -> ExitQuestionnaire | None:
    """Return the questionnaire that a link opens."""
    return session.scalar(_whole().where(ExitQuestionnaire.token_hash == token_hash))


def newest_questionnaire(member: Member) -> ExitQuestionnaire | None:
    """Return what somebody was last asked when they left."""
    return session.scalar(
        select(ExitQuestionnaire)
        .where(ExitQuestionnaire.member_id == member.id)
        .order_by(ExitQuestionnaire.id.desc())
        .limit(1)
    )


def last_day(person_id: int) -> date | None:
    """Return the last day of a volunteer who is to leave; None for anybody else."""
    return session.scalar(select(Member.leaves_on).where(Member.person_id == person_id))


def leavers(today: date) -> Sequence[int]:
    """Return the numbers of those whose last day is over and who have not left yet, in order."""
    return session.scalars(
        select(Member.id).where(Member.leaves_on < today).order_by(Member.leaves_on, Member.id)
    ).all()


def hold_leaver(number: int) -> Member:
    """Hold a volunteer who is about to leave, and return them as they now are.

    Their person is held first, as whenever somebody says yes to something: a yes is either given up
    with the rest, or knows that they leave. With `key_share`: a letter to them does not wait.
    """
    person = select(Person.id).join(Member, Member.person_id == Person.id)
    session.execute(person.where(Member.id == number).with_for_update(of=Person, key_share=True))
    return session.scalars(
        select(Member)
        .where(Member.id == number)
        .with_for_update(of=Member)
        .execution_options(populate_existing=True)
    ).one()


def answered(areas: Collection[int], number: int = 1) -> Page[ExitQuestionnaire]:
    """Return one page of what people said when they left, the newest first.

    Of those who served the areas, or the whole service; no areas are all of them.
    """
    return page_of(
        _whole()
        .join(ExitQuestionnaire.member)
        .where(ExitQuestionnaire.answered_at.is_not(None), serves(areas))
        .order_by(ExitQuestionnaire.answered_at.desc(), ExitQuestionnaire.id.desc()),
        number,
    )


def _whole() -> Select[ExitQuestionnaire]:
    return select(ExitQuestionnaire).options(joinedload(ExitQuestionnaire.member))

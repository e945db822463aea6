"""Which chairs were watched when, and what was seen; a volunteer's own start from who they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.calendar import queries as calendar
from portal.database import as_dict, session
from portal.members.models import PRACTICE_MONTHS, Member, Observation, Status
from portal.members.queries.held import Section
from portal.members.rules import practice as rules
from portal.people.models import Person
from portal.settings.queries import value
from portal.site.filters import day_year
from portal.site.pagination import Page, page_of

A_YEAR: Final = timedelta(days=366)
MOST: Final = 40


@dataclass(frozen=True)
class Line:
    """A chair, when they were last watched, and how they stand: words, and a state tag's kind."""

    member: Member
    last_on: date | None
    standing: tuple[str, str]


def chairs(number: int = 1) -> Page[Line]:
    """Return one page of those who chair, the longest unwatched first."""
    last = (
        select(Observation.member_id, func.max(Observation.on_day).label("on_day"))
        .group_by(Observation.member_id)
        .subquery()
    )
    page = page_of(
        select(Member)
        .join(Member.person)
        .outerjoin(last, last.c.member_id == Member.id)
        .options(selectinload(Member.area_rows))
        .where(Member.may_chair, Member.status == Status.ACTIVE, Person.erased_at.is_(None))
        .order_by(last.c.on_day.asc().nulls_first(), Person.name, Member.id),
        number,
    )
    ids = [member.id for member in page.items]
    rows = session.execute(select(last.c.member_id, last.c.on_day).where(last.c.member_id.in_(ids)))
    seen = as_dict(rows)
    months, today = value(PRACTICE_MONTHS), clock.today()
    lines = [
        Line(each, seen.get(each.id), rules.standing(seen.get(each.id), months, today))
        for each in page.items
    ]
    return Page(lines, page.number, page.size, page.total)


def evenings(member: Member) -> list[date]:
    """Return the days of the past year on which somebody sat on a panel, the newest first."""
    today = clock.today()
    days = calendar.panel_days(today - A_YEAR, [member.person_id]).get(member.person_id, [])
    return sorted({day for day in days if day <= today}, reverse=True)


def observations_of(member: Member) -> Sequence[Observation]:
    """Return what was seen of a volunteer's practice, the newest first."""
    return session.scalars(
        select(Observation)
        .options(joinedload(Observation.observer))
        .where(Observation.member_id == member.id)
        .order_by(Observation.on_day.desc(), Observation.id)
        .limit(MOST)
    ).all()


def observation(uuid: UUID) -> Observation:
    """Return what was seen on one evening; raises NoResultFound, answered 404."""
    return session.scalars(
        select(Observation)
        .options(joinedload(Observation.observer))
        .where(Observation.uuid == uuid)
    ).one()


def own_observation(person: Person, uuid: UUID) -> Observation:
    """Return what was seen of whoever asks; raises NoResultFound."""
    return session.scalars(
        select(Observation)
        .join(Member, Member.id == Observation.member_id)
        .options(joinedload(Observation.observer))
        .where(Observation.uuid == uuid, Member.person_id == person.id)
    ).one()


def seen_on(member: Member, on_day: date) -> Observation | None:
    """Return what was seen of a volunteer on a day."""
    return session.scalar(
        select(Observation).where(Observation.member_id == member.id, Observation.on_day == on_day)
    )


def numbered(number: int) -> Observation | None:
    """Return what was seen by its number, unless it was removed."""
    return session.get(Observation, number)


def held(member: Member) -> Section:
    """Tell a volunteer who watched them chair; they read what was seen on the page of each."""
    facts = tuple(
        (f"Chairing on {day_year(each.on_day)}", f"Seen by {each.observer.display_name}")
        for each in observations_of(member)
    )
    path, link = "/members/me/supervision#practice", "Read what was seen"
    nothing = "Nobody has written down how you chair."
    return Section("My practice", facts, nothing=nothing, path=path, link=link)

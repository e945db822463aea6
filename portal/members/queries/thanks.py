"""Who has reached a milestone and was not thanked for it yet, and the thanks that were sent."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.calendar import queries as calendar
from portal.database import session
from portal.members.models import Member, Status, Thanks, ThanksKind
from portal.members.queries.held import Section
from portal.members.rules import thanks as rules
from portal.people.models import Person
from portal.site.filters import day_year

MOST: Final = 1000
MOST_SENT: Final = 40


@dataclass(frozen=True)
class Reached:
    """A volunteer, and a milestone that nobody has thanked them for."""

    member: Member
    milestone: rules.Milestone


def milestones() -> list[Reached]:
    """Return who has reached what, by name: three statements."""
    members = session.scalars(
        select(Member)
        .join(Member.person)
        .options(selectinload(Member.area_rows))
        .where(Member.status == Status.ACTIVE, Person.erased_at.is_(None))
        .order_by(Person.name, Member.id)
        .limit(MOST)
    ).all()
    return _reached(members)


def milestones_of(member: Member) -> list[rules.Milestone]:
    """Return what one volunteer has reached and was not thanked for."""
    return [each.milestone for each in _reached([member])]


def _reached(members: Sequence[Member]) -> list[Reached]:
    sat = calendar.sittings_of([member.person_id for member in members])
    thanked, today = _thanked([member.id for member in members]), clock.today()
    return [
        Reached(member, milestone)
        for member in members
        for milestone in rules.reached(
            [
                (rules.SITTINGS, sat.get(member.person_id, 0)),
                (rules.YEARS, rules.years_since(member.joined_on, today)),
            ],
            thanked[member.id],
        )
    ]


def _thanked(member_ids: Collection[int]) -> defaultdict[int, set[tuple[str, int]]]:
    found: defaultdict[int, set[tuple[str, int]]] = defaultdict(set)
    rows = session.execute(
        select(Thanks.member_id, Thanks.kind, Thanks.number).where(Thanks.member_id.in_(member_ids))
    )
    for member_id, kind, number in rows:
        found[member_id].add((kind.value, number))
    return found


def sent() -> Sequence[Thanks]:
    """Return the thanks that were sent last, the newest first."""
    return session.scalars(
        select(Thanks)
        .options(joinedload(Thanks.sent_by))
        .order_by(Thanks.on_day.desc(), Thanks.id.desc())
        .limit(MOST_SENT)
    ).all()


def thanks_to(member: Member) -> Sequence[Thanks]:
    """Return the thanks that a volunteer was sent, the newest first."""
    return session.scalars(
        select(Thanks)
        .options(joinedload(Thanks.sent_by))
        .where(Thanks.member_id == member.id)
        .order_by(Thanks.on_day.desc(), Thanks.id.desc())
        .limit(MOST_SENT)
    ).all()


def thanked_for(member: Member, kind: ThanksKind, number: int) -> Thanks | None:
    """Return the thanks for a milestone."""
    return session.scalar(
        select(Thanks).where(
            Thanks.member_id == member.id, Thanks.kind == kind, Thanks.number == number
        )
    )


def by_form(form_key: str) -> Thanks | None:
    """Return the thanks that a form that was sent before has sent."""
    return session.scalar(select(Thanks).where(Thanks.form_key == form_key))


def numbered(number: int) -> Thanks:
    """Return thanks by their number; raises NoResultFound."""
    return session.scalars(select(Thanks).where(Thanks.id == number)).one()


def held(member: Member) -> Section:
    """Tell a volunteer for what they were thanked, when, and by whom."""
    facts = tuple(
        (_words(each), f"{each.sent_by.display_name}, {day_year(each.on_day)}")
        for each in thanks_to(member)
    )
    path, link = "/members/me/supervision#thanks", "Read them"
    return Section("Thank-yous", facts, nothing="None was sent yet.", path=path, link=link)


def _words(each: Thanks) -> str:
    if each.kind is ThanksKind.OTHER:
        return "Thank you"
    return rules.Milestone(each.kind.value, each.number).words

"""Who is trained: volunteers who are appointed or on their way, and everybody employed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select, true

from portal import clock
from portal.database import session
from portal.members.models import Member, MemberArea, Status
from portal.members.rules import gone_by
from portal.people.models import Area, Person
from portal.training import rules
from portal.training.models import Needing

NOT_TRAINED = (Status.APPLICANT, Status.LEFT)
"""Not appointed yet, or gone: nothing is asked of them."""


@dataclass(frozen=True)
class Trained:
    """Somebody of whom training is asked: what they are, since when, and where they serve.

    `number` is a volunteer's, for the page of theirs, and `leaves_on` the last day of one who has
    said that they will leave. No areas means the whole service.
    """

    id: int
    uuid: UUID
    name: str
    needing: frozenset[str]
    joined_on: date | None
    number: str | None
    area_ids: tuple[int, ...] = ()
    leaves_on: date | None = None


def trained(person_ids: Collection[int] | None = None) -> list[Trained]:
    """Return everybody who is trained, or these of them, by name."""
    asked = true() if person_ids is None else Person.id.in_(person_ids)
    volunteers = Member.status.not_in(NOT_TRAINED)
    rows = session.execute(
        select(
            *(Person.id, Person.uuid, Person.name, Person.known_as, Person.created_at),
            *(
                Person.is_staff,
                Person.may_advise,
                Member.number,
                Member.joined_on,
                Member.may_chair,
                Member.leaves_on,
            ),
            volunteers.label("volunteers"),
            MemberArea.area_id,
        )
        .outerjoin(Member, Member.person_id == Person.id)
        .outerjoin(MemberArea, MemberArea.member_id == Member.id)
        .where(asked, Person.erased_at.is_(None), or_(Person.is_staff, volunteers))
        .order_by(Person.name, Person.id, MemberArea.area_id)
    )
    return [_one(list(theirs)) for _, theirs in groupby(rows, key=lambda row: row.id)]


def _one(rows: Sequence[Row[*tuple[Any, ...]]]) -> Trained:
    """Return somebody from their rows, of which there is one for each area that they serve."""
    row = rows[0]
    return Trained(
        id=row.id,
        uuid=row.uuid,
        name=row.known_as or row.name,
        needing=_needing(row.volunteers, row.may_chair, row.is_staff, row.may_advise),
        joined_on=row.joined_on if row.volunteers else clock.london(row.created_at).date(),
        number=row.number if row.volunteers else None,
        area_ids=tuple(each.area_id for each in rows if each.area_id is not None),
        leaves_on=row.leaves_on if row.volunteers else None,
    )


def _needing(volunteers: bool, chairs: bool, staff: bool, advises: bool) -> frozenset[str]:
    holds = {
        Needing.VOLUNTEER: volunteers,
        Needing.CHAIR: volunteers and chairs,
        Needing.STAFF: staff,
        Needing.ADVISER: staff and advises,
    }
    return frozenset(each.value for each, is_so in holds.items() if is_so)


def every_area() -> Sequence[int]:
    """Return the numbers of all areas."""
    return session.scalars(select(Area.id).order_by(Area.id)).all()


def person(uuid: UUID) -> Person:
    """Return somebody who is not forgotten; raises NoResultFound, answered 404."""
    return session.scalars(
        select(Person).where(Person.uuid == uuid, Person.erased_at.is_(None))
    ).one()


def seat_keys(who: Trained, every: Sequence[int], until: date | None = None) -> set[str]:
    """Return the audience keys by which somebody books, `until` being a session's last day.

    Who is to leave before then books it as a volunteer no more.
    """
    stays = until is None or not gone_by(until, who.leaves_on)
    needing = who.needing if stays else who.needing - {Needing.VOLUNTEER.value}
    return rules.keys_of(needing, who.area_ids, every)

"""To whom a message goes, and the copies of those that were sent."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Row as Result
from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.calendar.models import Attendee, AttendeeState, Entry, EntryStatus, Kind, Room
from portal.database import session
from portal.members.models import Member, Message, Status
from portal.members.queries.serving import serves
from portal.members.rules.messages import CHAIRS
from portal.people.models import Person
from portal.site.pagination import Page, page_of

AHEAD: Final = timedelta(days=92)
MOST: Final = 60
"""Panels and sessions to choose from, the soonest first."""
WITH_PEOPLE: Final = (Kind.PANEL, Kind.TRAINING, Kind.REPARATION)


@dataclass(frozen=True)
class Audience:
    """Who is written to: volunteers by status, area and seat, or those on one `occasion`.

    `areas` are those that the sender is limited to; none is the whole service.
    """

    areas: frozenset[int] = frozenset()
    statuses: tuple[Status, ...] = (Status.ACTIVE,)
    area_id: int | None = None
    sits: str = ""
    occasion: UUID | None = None


def people_in(audience: Audience, *, but: Person) -> Sequence[Person]:
    """Return whom a message goes to, by name; never whoever sends it."""
    found = _on(audience) if audience.occasion else _volunteers(audience)
    return session.scalars(
        found.where(Person.id != but.id, Person.erased_at.is_(None)).order_by(
            Person.name, Person.id
        )
    ).all()


def _volunteers(audience: Audience) -> Select[Person]:
    found = (
        select(Person)
        .join(Member, Member.person_id == Person.id)
        .where(Member.status.in_(audience.statuses))
    )
    for areas in (audience.areas, {audience.area_id} if audience.area_id is not None else set()):
        found = found.where(serves(areas))
    if audience.sits:
        wanted = Member.may_chair if audience.sits == CHAIRS else Member.is_learner
        found = found.where(wanted)
    return found


def _on(audience: Audience) -> Select[Person]:
    found = (
        select(Person)
        .join(Attendee, Attendee.person_id == Person.id)
        .join(Attendee.entry)
        .where(Entry.uuid == audience.occasion, Attendee.state == AttendeeState.ACCEPTED)
    )
    return found.where(Entry.area_id.in_(audience.areas)) if audience.areas else found


def occasions(areas: Collection[int], chosen: UUID | None = None) -> Sequence[Result[Entry, int]]:
    """Return the panels and sessions to come that people are on, with how many: one statement.

    Of the areas; none are all of them. The chosen one stands first, however far ahead it is, and
    also while nobody is on it.
    """
    now = clock.now()
    said_yes = and_(Attendee.entry_id == Entry.id, Attendee.state == AttendeeState.ACCEPTED)
    found = (
        select(Entry, func.count(Attendee.id))
        .outerjoin(Attendee, said_yes)
        .where(
            Entry.kind.in_(WITH_PEOPLE),
            Entry.status != EntryStatus.CANCELLED,
            Entry.starts_at >= now,
            or_(Entry.starts_at <= now + AHEAD, Entry.uuid == chosen),
        )
        .group_by(Entry.id)
        .having(or_(func.count(Attendee.id) > 0, Entry.uuid == chosen))
        .options(joinedload(Entry.room).joinedload(Room.venue))
        .order_by(Entry.uuid != chosen, Entry.starts_at, Entry.id)
        .limit(MOST)
    )
    return session.execute(found.where(Entry.area_id.in_(areas)) if areas else found).all()


def messages(number: int = 1) -> Page[Message]:
    """Return one page of the messages that were sent, the newest first."""
    return page_of(_whole().order_by(Message.sent_at.desc(), Message.id.desc()), number)


def message_at(uuid: UUID) -> Message:
    """Return a message; raises NoResultFound, answered 404."""
    return session.scalars(_whole().where(Message.uuid == uuid)).one()


def message_numbered(number: int) -> Message:
    """Return a message by its number, for its letters; raises NoResultFound."""
    return session.scalars(_whole().where(Message.id == number)).one()


def message_by_form(form_key: str) -> Message | None:
    """Return the message that a form that was sent before has made."""
    return session.scalar(_whole().where(Message.form_key == form_key))


def _whole() -> Select[Message]:
    return select(Message).options(joinedload(Message.sent_by))

"""Rounds of dates: which there are, who is asked, who has answered, and what."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.calendar import queries as calendar
from portal.calendar.models import Kind
from portal.database import as_dict, session
from portal.members import rules
from portal.members.models import (
    AvailabilityRound,
    Member,
    MemberArea,
    RoundAnswer,
    RoundReply,
    RoundSlot,
    Status,
)
from portal.people.models import Person
from portal.site.pagination import Page, page_of

Areas = Collection[int]
"""The areas that somebody is limited to; none means the whole service."""

A_DAY: Final = timedelta(days=1)
MOST_PEOPLE: Final = 2000
MOST_RUNNING: Final = 5


@dataclass(frozen=True)
class RoundLine:
    """A round with how many were asked, and how many of them have sent their answers."""

    round: AvailabilityRound
    asked: int
    answered: int

    @property
    def name(self) -> str:
        """> April to June 2026."""
        return rules.name_of_round(self.round.first_on, self.round.last_on)


@dataclass(frozen=True)
class RoundMember:
    """A volunteer who was asked: when they sent their answers, and how many dates suit."""

    member: Member
    sent_at: datetime | None
    dates: int


@dataclass(frozen=True)
class OwnRound:
    """A round as one volunteer sees it; `reply` is None until they have ticked or sent something.

    `ticked` are slots by their numbers.
    """

    round: AvailabilityRound
    reply: RoundReply | None
    ticked: frozenset[int]

    @property
    def sent_at(self) -> datetime | None:
        """Return when they sent their answers."""
        return self.reply.sent_at if self.reply else None

    @property
    def question(self) -> str:
        """Return what is asked, as a title."""
        return rules.question(self.round.first_on, self.round.last_on)


def _is_asked() -> ColumnElement[bool]:
    """Return whether a volunteer is asked by a round: active, serves its area, and is still there.

    Who works for the service too never counts on a panel, and so is not asked.
    """
    serves = or_(
        AvailabilityRound.area_id.is_(None),
        ~Member.area_rows.any(),
        Member.area_rows.any(MemberArea.area_id == AvailabilityRound.area_id),
    )
    return and_(
        Member.status == Status.ACTIVE,
        or_(Member.leaves_on.is_(None), Member.leaves_on >= AvailabilityRound.first_on),
        Member.person.has(and_(Person.erased_at.is_(None), Person.is_staff.is_(False))),
        serves,
    )


def rounds(areas: Areas, number: int = 1) -> Page[RoundLine]:
    """Return a page of the rounds, the last to close first, with how far each is."""
    page = page_of(
        select(AvailabilityRound)
        .options(joinedload(AvailabilityRound.area))
        .where(_seen(areas))
        .order_by(AvailabilityRound.closes_at.desc(), AvailabilityRound.id.desc()),
        number,
    )
    counts = _counts([each.id for each in page.items])
    lines = [RoundLine(each, *counts.get(each.id, (0, 0))) for each in page.items]
    return Page(lines, page.number, page.size, page.total)


def running(areas: Areas) -> list[RoundLine]:
    """Return the rounds that can still be answered, the first to close first; one statement."""
    rows = session.execute(
        _counted(AvailabilityRound)
        .where(AvailabilityRound.closes_at > clock.now(), _seen(areas))
        .group_by(AvailabilityRound.id)
        .order_by(AvailabilityRound.closes_at, AvailabilityRound.id)
        .limit(MOST_RUNNING)
    )
    return [RoundLine(*row) for row in rows]


def _seen(areas: Areas) -> ColumnElement[bool]:
    everywhere = AvailabilityRound.area_id.is_(None)
    return or_(everywhere, AvailabilityRound.area_id.in_(areas)) if areas else true()


def _counts(round_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    rows = session.execute(
        _counted(AvailabilityRound.id)
        .where(AvailabilityRound.id.in_(round_ids))
        .group_by(AvailabilityRound.id)
    )
    return {round_id: (asked, answered) for round_id, asked, answered in rows}


def _counted(what: Any) -> Select[*tuple[Any, ...]]:
    """Return what is asked of rounds, with how many each asks and how many have answered it."""
    return (
        select(what, func.count(Member.id), func.count(RoundReply.sent_at))
        .select_from(AvailabilityRound)
        .outerjoin(Member, _is_asked())
        .outerjoin(
            RoundReply,
            and_(RoundReply.round_id == AvailabilityRound.id, RoundReply.member_id == Member.id),
        )
    )


def round_of(uuid: UUID, areas: Areas) -> AvailabilityRound:
    """Return a round with its slots, for whoever sees its area; raises `NoResultFound`."""
    return session.scalars(_whole().where(AvailabilityRound.uuid == uuid, _seen(areas))).one()


def round_numbered(round_id: int) -> AvailabilityRound:
    """Return a round by its number, for letters."""
    return session.get_one(AvailabilityRound, round_id)


def round_by_form(form_key: str) -> AvailabilityRound | None:
    """Return the round that this form opened before, if it was posted twice."""
    return session.scalar(select(AvailabilityRound).where(AvailabilityRound.form_key == form_key))


def _whole() -> Select[AvailabilityRound]:
    return select(AvailabilityRound).options(
        joinedload(AvailabilityRound.area),
        joinedload(AvailabilityRound.opened_by),
        selectinload(AvailabilityRound.slots),
    )


def asked_by(asking: AvailabilityRound) -> list[RoundMember]:
    """Return everybody whom a round asks: who has not answered first, then by name."""
    dates = (
        select(func.count(RoundSlot.on_day.distinct()))
        .join(RoundAnswer, RoundAnswer.slot_id == RoundSlot.id)
        .where(RoundSlot.round_id == asking.id, RoundAnswer.member_id == Member.id)
        .correlate(Member)
        .scalar_subquery()
    )
    rows = session.execute(
        select(Member, RoundReply.sent_at, dates)
        .select_from(Member)
        .join(Member.person)
        .join(AvailabilityRound, _is_asked())
        .outerjoin(
            RoundReply,
            and_(RoundReply.round_id == asking.id, RoundReply.member_id == Member.id),
        )
        .where(AvailabilityRound.id == asking.id)
        .order_by(RoundReply.sent_at.is_not(None), Person.name, Member.id)
        .limit(MOST_PEOPLE)
    )
    return [RoundMember(member, sent_at, count) for member, sent_at, count in rows]


def yes_by_slot(asking: AvailabilityRound) -> dict[int, int]:
    """Return how many said of each slot, in answers that were sent, that it suits."""
    rows = session.execute(
        select(RoundAnswer.slot_id, func.count())
        .join(RoundSlot, RoundSlot.id == RoundAnswer.slot_id)
        .join(
            RoundReply,
            and_(
                RoundReply.round_id == RoundSlot.round_id,
                RoundReply.member_id == RoundAnswer.member_id,
            ),
        )
        .where(RoundSlot.round_id == asking.id, RoundReply.sent_at.is_not(None))
        .group_by(RoundAnswer.slot_id)
    )
    return as_dict(rows)


def slots_of(asking: AvailabilityRound) -> dict[rules.DaySlot, int]:
    """Return the slots of a loaded round, each with its number."""
    return {(slot.on_day, slot.part.value): slot.id for slot in asking.slots}


def slot_numbered(asking: AvailabilityRound, slot_id: int) -> RoundSlot:
    """Return a slot of a loaded round; raises `NoResultFound`."""
    for slot in asking.slots:
        if slot.id == slot_id:
            return slot
    raise NoResultFound


def own_round(member: Member, uuid: UUID) -> OwnRound:
    """Return a round that asks this volunteer, or has their answers; raises `NoResultFound`."""
    asking = session.scalars(
        _whole()
        .join(Member, Member.id == member.id)
        .where(AvailabilityRound.uuid == uuid, or_(_is_asked(), _answered(member)))
    ).one()
    return OwnRound(asking, reply_of(asking, member), ticked(asking, member))


def _answered(member: Member) -> ColumnElement[bool]:
    return AvailabilityRound.id.in_(
        select(RoundReply.round_id).where(RoundReply.member_id == member.id)
    )


def reply_of(asking: AvailabilityRound, member: Member) -> RoundReply | None:
    """Return what a volunteer has answered a round, if anything."""
    return session.scalar(
        select(RoundReply).where(
            RoundReply.round_id == asking.id, RoundReply.member_id == member.id
        )
    )


def ticked(asking: AvailabilityRound, member: Member) -> frozenset[int]:
    """Return the numbers of the slots that a volunteer has ticked."""
    return frozenset(
        session.scalars(
            select(RoundAnswer.slot_id)
            .join(RoundSlot, RoundSlot.id == RoundAnswer.slot_id)
            .where(RoundSlot.round_id == asking.id, RoundAnswer.member_id == member.id)
        )
    )


def lock_member(member: Member) -> None:
    """Hold a volunteer's row: two ticks at once are saved one after the other."""
    session.execute(select(Member.id).where(Member.id == member.id).with_for_update())


def answers_to(asking: AvailabilityRound, member: Member) -> Sequence[RoundAnswer]:
    """Return the rows of a volunteer's ticks."""
    return session.scalars(
        select(RoundAnswer)
        .join(RoundSlot, RoundSlot.id == RoundAnswer.slot_id)
        .where(RoundSlot.round_id == asking.id, RoundAnswer.member_id == member.id)
    ).all()


def last_answered(member: Member, before: AvailabilityRound) -> OwnRound | None:
    """Return the round before this one to which a volunteer sent answers, if there was one."""
    earlier = session.scalars(
        _whole()
        .join(RoundReply, RoundReply.round_id == AvailabilityRound.id)
        .where(
            RoundReply.member_id == member.id,
            RoundReply.sent_at.is_not(None),
            AvailabilityRound.id != before.id,
            AvailabilityRound.first_on <= before.first_on,
        )
        .order_by(AvailabilityRound.last_on.desc(), AvailabilityRound.id.desc())
        .limit(1)
    ).one_or_none()
    if earlier is None:
        return None
    return OwnRound(earlier, reply_of(earlier, member), ticked(earlier, member))


def open_rounds(member: Member) -> list[OwnRound]:
    """Return the open rounds that ask a volunteer, the first to close first."""
    rows = session.execute(
        select(AvailabilityRound, RoundReply)
        .select_from(AvailabilityRound)
        .join(Member, Member.id == member.id)
        .outerjoin(
            RoundReply,
            and_(RoundReply.round_id == AvailabilityRound.id, RoundReply.member_id == Member.id),
        )
        .where(AvailabilityRound.closes_at > clock.now(), _is_asked())
        .order_by(AvailabilityRound.closes_at, AvailabilityRound.id)
        .limit(10)
    )
    return [OwnRound(asking, reply, frozenset()) for asking, reply in rows]


def draft_slots(first: date, last: date, area_id: int | None) -> list[rules.DaySlot]:
    """Return the parts of days that sittings take which are planned and not published yet."""
    found: set[rules.DaySlot] = set()
    for starts_at, ends_at in calendar.planned_times(Kind.PANEL, first, last, area_id):
        starts, ends = clock.london(starts_at), clock.london(ends_at)
        parts = rules.parts_of_day(starts.time(), ends.time())
        found.update((starts.date(), part) for part in parts)
    return sorted(found, key=lambda slot: (slot[0], rules.PARTS.index(slot[1])))


def away_days(member: Member, asking: AvailabilityRound) -> dict[date, rules.Span]:
    """Return the days of a round on which a volunteer is away, each with the days it is part of.

    Whoever is to leave is away from then on.
    """
    days: dict[date, rules.Span] = {
        slot.on_day: (member.leaves_on + A_DAY, asking.last_on)
        for slot in asking.slots
        if member.leaves_on and rules.gone_by(slot.on_day, member.leaves_on)
    }
    for away in member.away:
        span = (away.starts_on, away.ends_on)
        for first, last in rules.occurrences(
            span, away.repeats, away.repeats_until, asking.first_on, asking.last_on
        ):
            days |= {
                slot.on_day: (first, last) for slot in asking.slots if first <= slot.on_day <= last
            }
    return days

"""Claims for expenses: what can be claimed, what was, and what is to be decided or paid."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, exists, func, or_, select, true
from sqlalchemy.orm import joinedload, selectinload

from portal import clock
from portal.calendar.models import Attendee, AttendeeState, Entry, EntryStatus, Kind, Room, Venue
from portal.database import as_dict, session
from portal.members.models import (
    CLAIM_DAYS,
    MOST_CHILDCARE,
    MOST_FARE,
    MOST_MEAL,
    MOST_OTHER,
    MOST_PARKING,
    RECEIPT_FROM,
    Claim,
    ClaimLine,
    ClaimQuestion,
    ClaimState,
    ExpenseKind,
    Member,
    MemberArea,
)
from portal.members.rules import expenses as rules
from portal.people.models import Area
from portal.settings.queries import value
from portal.site.pagination import Page, page_of

Areas = Collection[int]
"""The areas that somebody is limited to; none means the whole service."""

MOST: Final = 200
CAUSES: Final = (Kind.PANEL, Kind.TRAINING, Kind.REPARATION, Kind.TEAM)
"""What somebody travels to. A due day and days of leave are no journey."""
LIMITED: Final = {
    ExpenseKind.PARKING: MOST_PARKING,
    ExpenseKind.FARE: MOST_FARE,
    ExpenseKind.CHILDCARE: MOST_CHILDCARE,
    ExpenseKind.MEAL: MOST_MEAL,
    ExpenseKind.OTHER: MOST_OTHER,
}
WITH_PLACE: Final = joinedload(Entry.room).joinedload(Room.venue)


@dataclass(frozen=True)
class Cause:
    """Something that somebody was at, and the kinds of cost that they have claimed for it."""

    entry: Entry
    claimed: frozenset[ExpenseKind]

    @property
    def miles_open(self) -> bool:
        """Return whether the journey by car can still be claimed."""
        return ExpenseKind.MILEAGE not in self.claimed


@dataclass(frozen=True)
class Suggestion:
    """Miles that the form begins with, and why these."""

    tenths: int
    why: str


def limits() -> rules.Limits:
    """Return what the service pays back, as its settings say."""
    return rules.Limits(
        most={kind: value(setting) * rules.POUND for kind, setting in LIMITED.items()},
        receipt_from=value(RECEIPT_FROM) * rules.POUND,
    )


def causes(person_id: int) -> list[Cause]:
    """Return what somebody promised, was at and can still claim for, the newest first."""
    entries = session.scalars(
        _attended(person_id)
        .options(WITH_PLACE)
        .order_by(Entry.starts_at.desc(), Entry.id.desc())
        .limit(MOST)
    ).all()
    claimed = _claimed(person_id, [entry.id for entry in entries])
    return [Cause(entry, claimed.get(entry.id, frozenset())) for entry in entries]


def cause(person_id: int, entry_uuid: UUID) -> Entry:
    """Return something that somebody can claim for; raises NoResultFound for anything else."""
    return session.scalars(
        _attended(person_id).options(WITH_PLACE).where(Entry.uuid == entry_uuid)
    ).one()


def _attended(person_id: int) -> Select[Entry]:
    now = clock.now()
    return (
        select(Entry)
        .join(Attendee, Attendee.entry_id == Entry.id)
        .where(
            Attendee.person_id == person_id,
            Attendee.state == AttendeeState.ACCEPTED,
            Entry.status != EntryStatus.CANCELLED,
            Entry.kind.in_(CAUSES),
            Entry.ends_at <= now,
            Entry.ends_at > now - timedelta(days=value(CLAIM_DAYS)),
        )
    )


def _claimed(person_id: int, entry_ids: Collection[int]) -> dict[int, frozenset[ExpenseKind]]:
    found: defaultdict[int, set[ExpenseKind]] = defaultdict(set)
    rows = session.execute(
        select(ClaimLine.entry_id, ClaimLine.kind)
        .where(
            ClaimLine.person_id == person_id,
            ClaimLine.entry_id.in_(entry_ids),
            ClaimLine.counts,
        )
        .order_by(ClaimLine.id)
    )
    for entry_id, kind in rows:
        found[entry_id].add(kind)
    return {entry_id: frozenset(kinds) for entry_id, kinds in found.items()}


def suggestion(member: Member, entry: Entry) -> Suggestion | None:
    """Return the miles that the form begins with: those of last time, or else from an area.

    Nobody's home is known here, so the way is reckoned from the nearest of their areas.
    """
    venue = entry.room.venue if entry.room else None
    if venue is None:
        return None
    last = _last_tenths(member.person_id, venue.id)
    if last is not None:
        return Suggestion(last, "As you claimed for this venue last time.")
    return _from_area(member, venue)


def _from_area(member: Member, venue: Venue) -> Suggestion | None:
    point = _point(venue)
    ways = [
        (miles, row.area.name)
        for row in member.area_rows
        if (miles := rules.suggested_miles(_point(row.area), point))
    ]
    if not ways:
        return None
    miles, name = min(ways)
    return Suggestion(
        miles * rules.TENTHS,
        f"Reckoned from the middle of {name}, there and back, because your home is not kept here. "
        "Put in what you really drove.",
    )


def _point(place: Area | Venue) -> rules.Point | None:
    if place.grid_e is None or place.grid_n is None:
        return None
    return place.grid_e, place.grid_n


def _last_tenths(person_id: int, venue_id: int) -> int | None:
    return session.scalar(
        select(ClaimLine.tenths)
        .join(ClaimLine.entry)
        .join(Entry.room)
        .where(
            ClaimLine.person_id == person_id,
            ClaimLine.kind == ExpenseKind.MILEAGE,
            ClaimLine.counts,
            Room.venue_id == venue_id,
        )
        .order_by(ClaimLine.id.desc())
        .limit(1)
    )


def journey_claimed(person_id: int, entry_id: int) -> ClaimLine | None:
    """Return where somebody has claimed the miles to something already."""
    return _line_where(
        ClaimLine.person_id == person_id,
        ClaimLine.entry_id == entry_id,
        ClaimLine.kind == ExpenseKind.MILEAGE,
        ClaimLine.counts.is_(True),
    )


def receipt_claimed(person_id: int, kind: ExpenseKind, mark: str) -> ClaimLine | None:
    """Return where somebody has sent the same picture of a receipt for the same kind of cost."""
    return _line_where(
        ClaimLine.person_id == person_id,
        ClaimLine.kind == kind,
        ClaimLine.receipt_mark == mark,
        ClaimLine.counts.is_(True),
    )


def line_by_form(form_key: str) -> ClaimLine | None:
    """Return what a form that was sent before has added."""
    return _line_where(ClaimLine.form_key == form_key)


def own_line(person_id: int, line_uuid: UUID) -> ClaimLine | None:
    """Return something that somebody claims, None when it is gone or not theirs."""
    return _line_where(ClaimLine.person_id == person_id, ClaimLine.uuid == line_uuid)


def line(line_uuid: UUID) -> ClaimLine:
    """Return something that is claimed; raises NoResultFound."""
    return session.scalars(
        select(ClaimLine).options(joinedload(ClaimLine.claim)).where(ClaimLine.uuid == line_uuid)
    ).one()


def _line_where(*conditions: ColumnElement[bool]) -> ClaimLine | None:
    return session.scalar(
        select(ClaimLine).options(joinedload(ClaimLine.claim)).where(*conditions).limit(1)
    )


def draft_of(person_id: int) -> Claim | None:
    """Return the claim that somebody is making."""
    return session.scalar(
        _whole().where(Claim.person_id == person_id, Claim.state == ClaimState.DRAFT)
    )


def sent_by(person_id: int, number: int) -> Page[Claim]:
    """Return a page of the claims that somebody has sent, the newest first."""
    return page_of(_sent_by(person_id), number)


def all_sent_by(member: Member) -> Sequence[Claim]:
    """Return the claims that a volunteer has sent, the newest first."""
    return session.scalars(_sent_by(member.person_id).limit(MOST)).all()


def _sent_by(person_id: int) -> Select[Claim]:
    return (
        _whole()
        .where(Claim.person_id == person_id, Claim.state != ClaimState.DRAFT)
        .order_by(Claim.id.desc())
    )


def own_claim(person_id: int, claim_uuid: UUID) -> Claim:
    """Return a claim that somebody has sent; raises NoResultFound for another's."""
    return session.scalars(
        _whole().where(
            Claim.person_id == person_id,
            Claim.uuid == claim_uuid,
            Claim.state != ClaimState.DRAFT,
        )
    ).one()


def claim(claim_uuid: UUID, within: Areas = ()) -> Claim:
    """Return a claim that was sent, of a volunteer of these areas; raises NoResultFound."""
    return session.scalars(
        _whole().where(Claim.uuid == claim_uuid, Claim.state != ClaimState.DRAFT, serves(within))
    ).one()


def claim_numbered(claim_id: int) -> Claim:
    """Return a claim by its number."""
    return session.get_one(Claim, claim_id)


def lock_claim(found: Claim) -> Claim:
    """Hold a claim as it now is: of two who decide at once, the second sees what the first did."""
    return session.scalars(
        select(Claim)
        .where(Claim.id == found.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def claims(state: ClaimState, within: Areas, number: int) -> Page[Claim]:
    """Return a page of the claims in a state, of volunteers of these areas, the oldest first."""
    return page_of(
        _whole().where(Claim.state == state, serves(within)).order_by(Claim.sent_at, Claim.id),
        number,
    )


def counts(within: Areas) -> Mapping[ClaimState, int]:
    """Return how many claims of volunteers of these areas are in each state."""
    rows = session.execute(
        select(Claim.state, func.count())
        .where(Claim.state != ClaimState.DRAFT, serves(within))
        .group_by(Claim.state)
    )
    return as_dict(rows)


def to_decide(within: Areas) -> tuple[int, datetime | None]:
    """Return how many claims wait for a coordinator, and since when the oldest does."""
    found = select(func.count(), func.min(Claim.sent_at)).where(
        Claim.state == ClaimState.SENT, serves(within)
    )
    count, since = session.execute(found).one()
    return count, since


def numbers_of(person_ids: Collection[int]) -> Mapping[int, str]:
    """Return the volunteer numbers of these people."""
    rows = session.execute(
        select(Member.person_id, Member.number).where(Member.person_id.in_(person_ids))
    )
    return as_dict(rows)


def _whole() -> Select[Claim]:
    return select(Claim).options(
        joinedload(Claim.person, innerjoin=True),
        joinedload(Claim.decided_by),
        joinedload(Claim.batch),
        selectinload(Claim.lines).options(
            joinedload(ClaimLine.entry, innerjoin=True).options(WITH_PLACE),
            joinedload(ClaimLine.document),
        ),
        selectinload(Claim.questions).joinedload(ClaimQuestion.asked_by),
    )


def serves(within: Areas) -> ColumnElement[bool]:
    """Return that a claim's volunteer serves one of these areas, or the whole service."""
    if not within:
        return true()
    theirs = exists().where(Member.person_id == Claim.person_id, MemberArea.member_id == Member.id)
    return or_(theirs.where(MemberArea.area_id.in_(within)), ~theirs)

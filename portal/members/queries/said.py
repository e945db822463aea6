"""What volunteers have said of their time: their usual week, days away, answers to rounds."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import and_, or_, select

from portal import clock
from portal.database import session
from portal.members import rules
from portal.members.models import Availability, Away, RoundAnswer, RoundReply, RoundSlot
from portal.members.rules.days import Span
from portal.members.rules.standing import Answers

On = tuple[int, date]
"""A member on a day."""


@dataclass
class Week:
    """What a volunteer has ticked of each weekday, and when they last ticked something of it."""

    free: dict[int, frozenset[str]] = field(default_factory=dict)
    said: dict[int, date] = field(default_factory=dict)


def usual_weeks(member_ids: Collection[int]) -> dict[int, Week]:
    """Return the usual week of each of these members; whoever ticked nothing is left out."""
    weeks: defaultdict[int, Week] = defaultdict(Week)
    rows = session.execute(
        select(
            Availability.member_id, Availability.weekday, Availability.part, Availability.created_at
        )
        .where(Availability.member_id.in_(member_ids))
        .order_by(Availability.created_at)
    )
    for member_id, weekday, part, said_at in rows:
        week = weeks[member_id]
        week.free[weekday] = week.free.get(weekday, frozenset()) | {part.value}
        week.said[weekday] = clock.london(said_at).date()
    return dict(weeks)


def away_on(member_ids: Collection[int], days: Collection[date]) -> dict[On, tuple[Span, ...]]:
    """Return the days away that cover each of these days, those that come again too."""
    first, last, found = min(days), max(days), defaultdict[On, list[Span]](list)
    rows = session.execute(
        select(Away.member_id, Away.starts_on, Away.ends_on, Away.repeats, Away.repeats_until)
        .where(
            Away.member_id.in_(member_ids),
            Away.starts_on <= last,
            or_(Away.repeats.is_not(None), Away.ends_on >= first),
        )
        .order_by(Away.starts_on, Away.id)
    )
    wanted = sorted(days)
    for member_id, starts_on, ends_on, repeats, until in rows:
        for each in rules.occurrences((starts_on, ends_on), repeats, until, first, last):
            for day in wanted[bisect_left(wanted, each[0]) : bisect_right(wanted, each[1])]:
                found[member_id, day].append(each)
    return {key: tuple(spans) for key, spans in found.items()}


def answers_on(member_ids: Collection[int], days: Collection[date]) -> dict[On, Answers]:
    """Return what members who sent their answers said of parts of these days; the last said wins.

    Whoever has not sent them has said nothing yet.
    """
    said: defaultdict[On, dict[str, bool]] = defaultdict(dict)
    rows = session.execute(
        select(RoundReply.member_id, RoundSlot.on_day, RoundSlot.part, RoundAnswer.id)
        .join(RoundSlot, RoundSlot.round_id == RoundReply.round_id)
        .outerjoin(
            RoundAnswer,
            and_(
                RoundAnswer.slot_id == RoundSlot.id, RoundAnswer.member_id == RoundReply.member_id
            ),
        )
        .where(
            RoundReply.sent_at.is_not(None),
            RoundReply.member_id.in_(member_ids),
            RoundSlot.on_day.in_(days),
        )
        .order_by(RoundReply.sent_at, RoundReply.id)
    )
    for member_id, day, part, answer in rows:
        said[member_id, day][part.value] = answer is not None
    return {
        key: tuple((part, parts[part]) for part in rules.PARTS if part in parts)
        for key, parts in said.items()
    }

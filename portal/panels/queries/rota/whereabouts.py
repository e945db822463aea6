"""On which days volunteers are away, and on which they are free: three statements."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, datetime

from sqlalchemy import select

from portal import clock
from portal.database import session
from portal.members.models import Availability, Away
from portal.members.rules import parts_of_day
from portal.panels.rules.rota import is_free

Parts = tuple[str, ...]
On = tuple[int, date]
"""A member on a day."""


def parts_of(starts_at: datetime, ends_at: datetime) -> Parts:
    """Return the parts of the day that a time touches."""
    return parts_of_day(clock.london(starts_at).time(), clock.london(ends_at).time())


def away_and_free(
    member_ids: Collection[int], wanted: Mapping[date, Collection[Parts]]
) -> tuple[set[On], set[On]]:
    """Return who is away on which of the days, and who could come to something then."""
    away, usual = _away(member_ids, wanted), _usual(member_ids)
    free = {
        (member_id, day)
        for member_id in member_ids
        for day, parts in wanted.items()
        if (member_id, day) not in away
        and any(is_free(each, usual[member_id, day.weekday()], {}) for each in parts)
    }
    return away, free


def _away(member_ids: Collection[int], days: Collection[date]) -> set[On]:
    rows = session.execute(
        select(Away.member_id, Away.starts_on, Away.ends_on)
        .where(
            Away.member_id.in_(member_ids),
            Away.starts_on <= max(days, default=date.min),
            Away.ends_on >= min(days, default=date.max),
        )
        .order_by(Away.id)
    ).all()
    return {
        (member_id, day)
        for member_id, starts_on, ends_on in rows
        for day in days
        if starts_on <= day <= ends_on
    }


def _usual(member_ids: Collection[int]) -> defaultdict[tuple[int, int], set[str]]:
    usual: defaultdict[tuple[int, int], set[str]] = defaultdict(set)
    rows = session.execute(
        select(Availability.member_id, Availability.weekday, Availability.part)
        .where(Availability.member_id.in_(member_ids))
        .order_by(Availability.id)
    )
    for member_id, weekday, part in rows:
        usual[member_id, weekday].add(part.value)
    return usual

"""When a volunteer is usually free, and when away. Their own to say; a coordinator may too."""

from collections.abc import Collection
from datetime import date

from portal.audit.actions import record
from portal.database import session
from portal.members import rules
from portal.members.models import Availability, Away, Member, MembersTag, PartOfDay
from portal.people.models import Person

Slot = tuple[int, PartOfDay]
"""A weekday (0 is Monday) and a part of it."""


def tick(*, member: Member, slot: Slot, free: bool, actor: Person) -> None:
    """Say that one part of one weekday suits, or no longer does; twice is harmless."""
    slots = _slots(member)
    set_week(member=member, slots=slots | {slot} if free else slots - {slot}, actor=actor)


def set_week(*, member: Member, slots: Collection[Slot], actor: Person) -> None:
    """Make exactly these parts of the week the ones that usually suit."""
    before, after = _slots(member), set(slots)
    if before == after:
        return
    member.availability = [
        row for row in member.availability if (row.weekday, row.part) in after
    ] + [Availability(weekday=weekday, part=part) for weekday, part in sorted(after - before)]
    record(
        MembersTag.AVAILABILITY_CHANGED,
        member,
        actor=actor,
        changes={"slots": [_told(before), _told(after)]},
    )


def add_away(*, member: Member, starts_on: date, ends_on: date, actor: Person) -> Away:
    """Add days away; days that touch or overlap others become one with them."""
    (starts, ends), merged = rules.joined(
        (starts_on, ends_on), [(away.starts_on, away.ends_on) for away in member.away]
    )
    for away in member.away:
        if (away.starts_on, away.ends_on) == (starts, ends):
            return away
    member.away = [away for away in member.away if (away.starts_on, away.ends_on) not in merged]
    session.flush()  # the days that were merged must be gone before the new ones are unique
    away = Away(starts_on=starts, ends_on=ends)
    member.away.append(away)
    record(MembersTag.AWAY_ADDED, member, actor=actor, starts=starts, ends=ends)
    return away


def remove_away(*, member: Member, away_id: int, actor: Person) -> Away | None:
    """Take days away off; None when they are gone already."""
    away = next((each for each in member.away if each.id == away_id), None)
    if away is not None:
        member.away.remove(away)
        record(
            MembersTag.AWAY_REMOVED,
            member,
            actor=actor,
            starts=away.starts_on,
            ends=away.ends_on,
        )
    return away


def _slots(member: Member) -> set[Slot]:
    return {(row.weekday, row.part) for row in member.availability}


def _told(slots: Collection[Slot]) -> list[str]:
    return [f"{weekday}-{part.value}" for weekday, part in sorted(slots)]

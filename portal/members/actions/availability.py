"""When a volunteer is usually free, and when away. Their own to say; a coordinator may too."""

from collections.abc import Collection
from datetime import date

from portal.audit.actions import amend, record
from portal.database import session
from portal.members import rules
from portal.members.models import Availability, Away, Member, MembersTag, PartOfDay, Repeat
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


def add_away(
    *,
    member: Member,
    starts_on: date,
    ends_on: date,
    actor: Person,
    repeats: Repeat | None = None,
    until: date | None = None,
) -> Away:
    """Add days away; days that touch or overlap others become one with them.

    Days that come again stay by themselves. The same days can come again in one way alone: what
    is said last counts.
    """
    once = [away for away in member.away if away.repeats is None]
    (starts, ends), merged = rules.joined(
        (starts_on, ends_on), [(away.starts_on, away.ends_on) for away in once if not repeats]
    )
    held = next(
        (away for away in member.away if (away.starts_on, away.ends_on) == (starts, ends)), None
    )
    for away in once:
        if away is not held and (away.starts_on, away.ends_on) in merged:
            member.away.remove(away)
    if held is None:
        session.flush()  # the days that were merged must be gone before the new ones are unique
        held = Away(starts_on=starts, ends_on=ends, repeats=repeats, repeats_until=until)
        member.away.append(held)
        _record_away(MembersTag.AWAY_ADDED, held, member, actor=actor)
    elif repeats and amend(held, repeats=repeats, repeats_until=until):
        _record_away(MembersTag.AWAY_ADDED, held, member, actor=actor)
    return held


def remove_away(*, member: Member, away_id: int, actor: Person) -> Away | None:
    """Take days away off, with all the times they come again; None when they are gone already."""
    away = next((each for each in member.away if each.id == away_id), None)
    if away is not None:
        member.away.remove(away)
        _record_away(MembersTag.AWAY_REMOVED, away, member, actor=actor)
    return away


def _record_away(tag: MembersTag, away: Away, member: Member, *, actor: Person) -> None:
    record(
        tag,
        member,
        actor=actor,
        starts=away.starts_on,
        ends=away.ends_on,
        repeats=away.repeats,
        until=away.repeats_until,
    )


def _slots(member: Member) -> set[Slot]:
    return {(row.weekday, row.part) for row in member.availability}


def _told(slots: Collection[Slot]) -> list[str]:
    return [f"{weekday}-{part.value}" for weekday, part in sorted(slots)]

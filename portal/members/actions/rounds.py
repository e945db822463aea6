"""Asking volunteers for dates, and their answers.

A letter carries the round's number alone; what it says is gathered when it is sent
(`portal.members.letters`).
"""

from collections.abc import Collection
from datetime import date, datetime

from portal import clock
from portal.audit.actions import amend, record
from portal.database import session
from portal.members import queries, rules
from portal.members.actions import register
from portal.members.models import (
    AvailabilityRound,
    Member,
    MembersTag,
    PartOfDay,
    RoundAnswer,
    RoundReply,
    RoundSlot,
)
from portal.notifications.actions import post
from portal.people.models import Person


def open_round(*, asking: rules.Asking, form_key: str, actor: Person) -> AvailabilityRound:
    """Ask everybody active who serves the area, and write to each of them."""
    opened = AvailabilityRound(
        area_id=asking.area_id,
        first_on=asking.first_on,
        last_on=asking.last_on,
        closes_at=end_of(asking.closes_on),
        confirm_by=asking.confirm_by,
        opened_by=actor,
        form_key=form_key,
        slots=[RoundSlot(on_day=day, part=PartOfDay(part)) for day, part in asking.slots],
    )
    session.add(opened)
    session.flush()  # who is asked is looked up by its number
    asked = queries.asked_by(opened)
    record(MembersTag.ROUND_OPENED, opened, actor=actor, asked=len(asked))
    for each in asked:
        _write("round_opened", opened, each.member, actor=actor)
    return opened


def end_of(day: date) -> datetime:
    """Return the moment at which a day is over in London."""
    return clock.day_bounds(day, day)[1]


def remind(*, asking: AvailabilityRound, actor: Person) -> int:
    """Write to those who have not answered, once a day at most; return to how many.

    Raises `rules.RoundClosed` when the round has closed.
    """
    _check_open(asking)
    waiting = [each.member for each in queries.asked_by(asking) if each.sent_at is None]
    today = clock.today().isoformat()
    written = [
        member
        for member in waiting
        if _write("round_reminder", asking, member, actor=actor, again=f":{today}")
    ]
    if written:
        record(MembersTag.ROUND_REMINDED, asking, actor=actor, reminded=len(written))
    return len(written)


def set_closing(*, asking: AvailabilityRound, closes_at: datetime, actor: Person) -> None:
    """Close a round now, or leave it open until a moment; twice is harmless."""
    changes = amend(asking, closes_at=closes_at)
    if changes:
        record(MembersTag.ROUND_CLOSING_SET, asking, actor=actor, changes=changes)


def tick_slot(
    *, asking: AvailabilityRound, member: Member, slot_id: int, suits: bool, actor: Person
) -> RoundReply:
    """Say of one slot that it suits, or no longer does; twice is harmless.

    Raises `rules.RoundClosed`.
    """
    queries.lock_member(member)  # before reading: another tick may be on its way
    held = queries.ticked(asking, member)
    slots = held | {slot_id} if suits else held - {slot_id}
    return answer(asking=asking, member=member, slots=slots, actor=actor)


def answer(
    *, asking: AvailabilityRound, member: Member, slots: Collection[int], actor: Person
) -> RoundReply:
    """Make exactly these slots, by their numbers, the ones that suit. None of them is an answer.

    Slots of other rounds, and of days on which they are away, are passed over. Raises
    `rules.RoundClosed` when the round has closed.
    """
    _check_open(asking)
    queries.lock_member(member)
    reply = queries.reply_of(asking, member) or _begun(asking, member)
    away = queries.away_days(member, asking)
    wanted = {slot.id for slot in asking.slots if slot.id in slots and slot.on_day not in away}
    held = {row.slot_id: row for row in queries.answers_to(asking, member)}
    for slot_id, row in held.items():
        if slot_id not in wanted:
            session.delete(row)
    session.add_all(
        RoundAnswer(slot_id=slot_id, member_id=member.id) for slot_id in wanted - held.keys()
    )
    reply.none_suits = not wanted
    if wanted != held.keys():
        changes = {"slots": [_told(asking, held), _told(asking, wanted)]}
        record(MembersTag.ROUND_ANSWERED, member, actor=actor, round=asking.id, changes=changes)
    return reply


def send_answers(
    *,
    asking: AvailabilityRound,
    member: Member,
    slots: Collection[int],
    most: int | None,
    actor: Person,
) -> RoundReply:
    """Say that these are all: from now on a slot left blank is a no. It can be sent again.

    `most` is how many panels a month they want at most; None leaves it.
    """
    reply = answer(asking=asking, member=member, slots=slots, actor=actor)
    if most is not None:
        register.change(
            member=member, actor=actor, max_month=most, min_month=min(most, member.min_month)
        )
    reply.sent_at = clock.now()
    dates = {slot.on_day for slot in asking.slots if slot.id in slots}
    record(MembersTag.ROUND_SENT, member, actor=actor, round=asking.id, dates=len(dates))
    return reply


def _begun(asking: AvailabilityRound, member: Member) -> RoundReply:
    reply = RoundReply(round_id=asking.id, member_id=member.id)
    session.add(reply)
    return reply


def _check_open(asking: AvailabilityRound) -> None:
    if asking.closes_at <= clock.now():
        raise rules.RoundClosed


def _write(
    template: str, asking: AvailabilityRound, member: Member, *, actor: Person, again: str = ""
) -> bool:
    posted = post(
        to=member.person,
        template=f"members/email/{template}",
        key=f"members:{template}:{asking.id}:{member.id}{again}",
        actor=actor,
        address=None,
        asking=asking.id,
    )
    return posted is not None


def _told(asking: AvailabilityRound, slot_ids: Collection[int]) -> list[str]:
    return [
        f"{slot.on_day.isoformat()} {slot.part.value}"
        for slot in asking.slots
        if slot.id in slot_ids
    ]

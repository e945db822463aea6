"""Taking and freeing rooms and people, by the quarter of an hour.

What is taken is asked first, for a sentence that names it; the unique constraints decide when two
ask at once.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import delete, insert

from portal.calendar import queries, rules
from portal.calendar.models import Entry, EntryStatus, PersonSlot, Room, RoomSlot
from portal.database import session
from portal.people.models import Person
from portal.site.filters import day, span

MOST_NAMED: Final = 10
"""Days that a refusal names one by one."""

Booking = tuple[Person, bool]
"""A person who has promised, and whether a clash is knowingly overridden."""


@dataclass(frozen=True)
class Wanted:
    """What an entry wants to take."""

    room: Room | None
    starts_at: datetime
    ends_at: datetime
    promised: Sequence[Booking] = ()

    @property
    def quarters(self) -> range:
        """Return the quarters of an hour it runs through."""
        return rules.quarters(self.starts_at, self.ends_at)


def refuse_taken(wanted: Wanted, *, ignoring: int | None) -> None:
    """Raise `RoomTaken` or `PersonBusy` when another entry has the room or a person then."""
    room, starts_at, ends_at = wanted.room, wanted.starts_at, wanted.ends_at
    if room is not None:
        other = queries.room_clash(room.id, starts_at, ends_at, ignoring=ignoring)
        if other:
            raise rules.RoomTaken(
                f"{room.full_name} is taken by “{other.title}” on {_when(other)}. "
                "Choose another room or another time.",
                other.starts_at,
                other.ends_at,
            )
    people = {person.id: person for person, overridden in wanted.promised if not overridden}
    clash = queries.person_clash(people.keys(), starts_at, ends_at, ignoring=ignoring)
    if clash:
        person_id, other = clash
        raise rules.PersonBusy(
            f"{people[person_id].display_name} has promised “{other.title}” on {_when(other)}. "
            "Choose another time or another person.",
            other.starts_at,
            other.ends_at,
            person_id,
        )


def refuse_any_taken(times: Sequence[Wanted], *, ignoring: Collection[int]) -> None:
    """Raise `RoomTaken`, which names every day, when other entries have a room at some times.

    So it does when two of the times themselves want the same room at once.
    """
    rooms = {each.room.id for each in times if each.room}
    quarters = {quarter for each in times if each.room for quarter in each.quarters}
    taken = queries.slots_taken(rooms, quarters, ignoring=ignoring) if rooms else set()
    refused = []
    for each in times:
        wanted = {(each.room.id, quarter) for quarter in each.quarters} if each.room else set()
        if wanted & taken:
            refused.append(each)
        taken |= wanted
    if refused:
        raise rules.RoomTaken(
            _refusal(refused, len(times)), refused[0].starts_at, refused[0].ends_at
        )


def _refusal(refused: Sequence[Wanted], number: int) -> str:
    names = rules.in_a_row(sorted({each.room.full_name for each in refused if each.room}))
    days = [day(each.starts_at) for each in refused[:MOST_NAMED]]
    more = [f"{len(refused) - MOST_NAMED} more days"] if len(refused) > MOST_NAMED else []
    return (
        f"{names} is taken then on {len(refused)} of {number} days: "
        f"{rules.in_a_row([*days, *more])}. Choose another room or another time."
    )


def take_rooms(entries: Sequence[Entry]) -> None:
    """Make the rooms' slots of entries what these now need: no more, no less.

    A unique violation here means that somebody else was quicker.
    """
    wanted = {
        (entry.room.id, quarter, entry.id)
        for entry in entries
        if entry.room and entry.status is not EntryStatus.CANCELLED
        for quarter in rules.quarters(entry.starts_at, entry.ends_at)
    }
    held = queries.slots_with([entry.id for entry in entries])
    _free(RoomSlot, [row for slot, row in held.items() if slot not in wanted])
    _insert(
        RoomSlot,
        [
            {"room_id": room, "quarter_hour": quarter, "entry_id": entry}
            for room, quarter, entry in sorted(wanted - held.keys())
        ],
    )


def take(entry_id: int, wanted: Wanted) -> None:
    """Make the slots of an entry what it wants: no more, no less.

    A unique violation here means that somebody else was quicker.
    """
    rooms = {(wanted.room.id, quarter) for quarter in wanted.quarters} if wanted.room else set()
    held = queries.room_slots(entry_id)
    _free(RoomSlot, [row for slot, row in held.items() if slot not in rooms])
    _insert(
        RoomSlot,
        [
            {"room_id": room, "quarter_hour": quarter, "entry_id": entry_id}
            for room, quarter in sorted(rooms - held.keys())
        ],
    )
    _take_people(entry_id, wanted)


def _take_people(entry_id: int, wanted: Wanted) -> None:
    slots = {(person.id, quarter) for person, _ in wanted.promised for quarter in wanted.quarters}
    held = queries.person_slots(entry_id)
    _free(PersonSlot, [row for slot, row in held.items() if slot not in slots])
    doubled = {
        person.id: queries.next_override(person.id, wanted.starts_at, wanted.ends_at)
        for person, overridden in wanted.promised
        if overridden
    }
    _insert(
        PersonSlot,
        [
            {
                "person_id": person,
                "quarter_hour": quarter,
                "override_no": doubled.get(person, 0),
                "entry_id": entry_id,
            }
            for person, quarter in sorted(slots - held.keys())
        ],
    )


def _insert(table: type[RoomSlot | PersonSlot], rows: list[dict[str, int]]) -> None:
    """Insert slots, in one order for all: two changes never wait for each other in a ring."""
    if rows:
        session.execute(insert(table), rows)


def _free(table: type[RoomSlot | PersonSlot], rows: list[int]) -> None:
    if rows:
        session.execute(
            delete(table).where(table.id.in_(rows)),
            execution_options={"synchronize_session": False},
        )


def _when(entry: Entry) -> str:
    if entry.all_day:
        first, last = entry.first_day, entry.last_day
        return day(first) if first == last else f"{day(first)} to {day(last)}"
    return f"{day(entry.starts_at)}, {span(entry.starts_at, entry.ends_at)}"

"""Whose duty an entry is: who comes to it, who leaves it, and their own text of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from portal.audit import actions as audit
from portal.audit.actions import Changes
from portal.calendar import ics, queries
from portal.calendar.models import UNSEEN, Attendee, AttendeeState, Entry
from portal.people.models import Person

GONE = AttendeeState.GONE


@dataclass(frozen=True)
class Duty:
    """Somebody's part in an entry.

    `part` is the entry's whole title as that person reads it ("Panel – chair"), `path` the page
    of theirs that it leads to. `override` lets an accepted duty overlap another, knowingly. `note`
    is read by nobody else, once they have promised.
    """

    person: Person
    part: str
    state: AttendeeState
    path: str | None
    override: bool = False
    note: str = ""


@dataclass(frozen=True)
class Changed:
    """Whose row changed, and how: {person: [state before, state after]}."""

    touched: list[Attendee] = field(default_factory=list)
    changes: Changes = field(default_factory=dict)

    def note(self, attendee: Attendee, before: AttendeeState | None) -> None:
        """Remember a row that changed."""
        self.touched.append(attendee)
        key = f"person:{attendee.person_id}"
        self.changes[key] = [before and before.value, attendee.state.value]

    def had_promised(self, attendee: Attendee) -> bool:
        """Return whether they had said yes before the change."""
        before = self.changes[f"person:{attendee.person_id}"][0]
        return bool(before == AttendeeState.ACCEPTED.value)


def set_duties(entry: Entry, duties: Collection[Duty], *, at: datetime) -> Changed:
    """Make the attendees of an entry these, with a text each; who is missing is gone."""
    changed = Changed()
    known = {attendee.person_id: attendee for attendee in entry.attendees}
    for duty in duties:
        attendee = known.pop(duty.person.id, None)
        if attendee is None and duty.state is not GONE:
            _join(entry, duty, changed)
        elif attendee is not None:
            _change(attendee, duty, changed)
    for attendee in known.values():
        if attendee.state is not GONE:
            _leave(attendee, changed)
    for attendee in changed.touched:
        write_text(entry, attendee, at=at)
        if attendee.state in UNSEEN and not changed.had_promised(attendee):
            attendee.ics = ""  # what they never promised need not be called off in their calendar
    return changed


def write_text(entry: Entry, attendee: Attendee, *, at: datetime) -> None:
    """Make one attendee's iCalendar text anew."""
    attendee.changed_at = at
    attendee.ics = ics.event(queries.seen_as(entry, attendee))


def keys_of(attendees: Iterable[Attendee]) -> set[str]:
    """Return the audience keys of people."""
    return {f"person:{attendee.person_id}" for attendee in attendees}


def _join(entry: Entry, duty: Duty, changed: Changed) -> None:
    attendee = Attendee(
        person_id=duty.person.id,
        person=duty.person,
        part=duty.part,
        state=duty.state,
        path=duty.path,
        note=duty.note,
        sequence=0,
    )
    entry.attendees.append(attendee)
    changed.note(attendee, None)


def _change(attendee: Attendee, duty: Duty, changed: Changed) -> None:
    before = attendee.state
    values = {"part": duty.part, "state": duty.state, "path": duty.path, "note": duty.note}
    if audit.amend(attendee, **values):
        if GONE in {before, duty.state} and before is not duty.state:
            attendee.sequence += 1
        changed.note(attendee, before)


def _leave(attendee: Attendee, changed: Changed) -> None:
    before = attendee.state
    attendee.state = GONE
    attendee.sequence += 1
    changed.note(attendee, before)

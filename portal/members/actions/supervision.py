"""Planning talks with volunteers, writing them up, and signing them.

The trail says that something was written and by whom, never what: only those who may read it do.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy.orm.attributes import flag_modified

from portal import clock
from portal.audit.actions import amend, record
from portal.calendar.actions import Duty, cancel, publish
from portal.calendar.models import AttendeeState, Entry, Kind
from portal.database import session
from portal.members.models import (
    Member,
    MembersTag,
    Side,
    Status,
    Supervision,
    SupervisionAction,
    SupervisionKind,
    SupervisionNote,
    SupervisionState,
)
from portal.members.queries import lock_member
from portal.members.queries import supervision as queries
from portal.members.rules import supervision as rules
from portal.notifications.actions import post
from portal.people.models import Person
from portal.site.filters import day
from portal.site.refusals import Refused, Stale

TITLE = "One-to-one meeting"
"""What the calendar calls it to whoever only hears that somebody is busy."""
STALE = "Somebody changed this while you were reading. Look at it as it now is, then go on."


@dataclass(frozen=True)
class Plan:
    """When and where a talk is, of which kind, and who holds it."""

    kind: SupervisionKind
    supervisor: Person
    starts_at: datetime
    ends_at: datetime
    place: str


@dataclass(frozen=True)
class Agreement:
    """Something to be done, by whom, by when."""

    what: str
    side: Side
    due_on: date


def plan(
    *, member: Member, facts: Plan, form_key: str, actor: Person, uuid: UUID | None = None
) -> Supervision:
    """Plan a talk, put it into both calendars and write to both; the same form twice plans one.

    `uuid` is said by whoever needs the same one everywhere; the calendar's entry has it too.
    Raises `Refused`, and the calendar's `PersonBusy` when one of the two has promised something.
    """
    lock_member(member)
    made = queries.by_form(form_key)
    if made is not None:
        return made
    _check_plan(member, facts)
    uuid = uuid or uuid4()
    held = Supervision(
        uuid=uuid,
        member=member,
        kind=facts.kind,
        supervisor=facts.supervisor,
        entry=_publish(member, facts, uuid=uuid, entry=None, actor=actor),
        on_day=clock.london(facts.starts_at).date(),
        form_key=form_key,
    )
    session.add(held)
    record(MembersTag.SUPERVISION_PLANNED, held, actor=actor)
    _write_to_both("supervision_planned", held, actor=actor)
    return held


def _check_plan(member: Member, facts: Plan) -> None:
    _check_supervisor(member, facts)
    if member.status is Status.LEFT:
        raise Refused("This volunteer has left.", "Nothing more is planned with them.")
    rules.check_stays(member.leaves_on, clock.london(facts.starts_at).date())
    planned = queries.planned_of(member)
    if planned is not None:
        raise Refused(
            f"One is planned already on {day(planned.on_day)}.", "Move that one, or call it off."
        )


def _check_supervisor(member: Member, facts: Plan) -> None:
    if facts.supervisor.id == member.person_id:
        raise Refused("Nobody supervises themselves.", "Choose somebody else.", "supervisor")


def _publish(
    member: Member, facts: Plan, *, uuid: UUID, entry: Entry | None, actor: Person
) -> Entry:
    """Put a talk into the calendars of those two and nobody else."""
    duties = [
        Duty(
            member.person,
            f"{facts.kind.label} with {facts.supervisor.display_name}",
            AttendeeState.ACCEPTED,
            f"/members/me/supervision/{uuid}",
        ),
        Duty(
            facts.supervisor,
            f"{facts.kind.label}: {member.person.display_name}",
            AttendeeState.ACCEPTED,
            f"/members/supervision/{uuid}",
        ),
    ]
    return publish(
        actor=actor,
        kind=Kind.TEAM,
        title=TITLE,
        path=None,
        starts_at=facts.starts_at,
        ends_at=facts.ends_at,
        audience=(),
        duties=duties,
        entry=entry,
        uuid=uuid,
        place=facts.place,
    )


def move(*, held: Supervision, version: int, facts: Plan, actor: Person) -> Supervision:
    """Move a planned talk to another time, place or supervisor, and write to whom it concerns.

    Raises `Stale`, `Refused` and the calendar's `PersonBusy`.
    """
    lock_member(held.member)
    held = _hold(held, version)
    _check_planned(held)
    _check_supervisor(held.member, facts)
    rules.check_stays(held.member.leaves_on, clock.london(facts.starts_at).date())
    entry, before = held.entry, (held.entry.sequence, held.supervisor_id)
    _publish(held.member, facts, uuid=held.uuid, entry=entry, actor=actor)
    changes = amend(
        held,
        kind=facts.kind,
        supervisor=facts.supervisor,
        on_day=clock.london(facts.starts_at).date(),
    )
    if (entry.sequence, facts.supervisor.id) != before or changes:
        flag_modified(held, "updated_at")  # its version counts up, so a stale form is noticed
        record(MembersTag.SUPERVISION_MOVED, held, actor=actor, changes=changes)
        _write_to_both("supervision_moved", held, actor=actor, again=f":{version}")
    return held


def call_off(*, held: Supervision, actor: Person) -> None:
    """Call a planned talk off, and write to both. Twice is harmless; raises `Refused`."""
    lock_member(held.member)
    held = queries.lock_supervision(held.id)
    if held.state is SupervisionState.CANCELLED:
        return
    _check_planned(held)
    _end(held, actor)
    _write_to_both("supervision_cancelled", held, actor=actor)


def call_off_planned(*, person: Person, actor: Person | None, after: date | None = None) -> None:
    """Call off what is planned with a volunteer who leaves; of that they hear with the rest.

    With `after`, their last day, what is planned up to then stays; of what does not, both are
    written to at once: until they leave, nothing else tells them.
    """
    held = queries.planned_with(person)
    if held is None or (after is not None and held.on_day <= after):
        return
    _end(held, actor)
    if after is not None:
        _write_to_both("supervision_cancelled", held, actor=actor)


def _end(held: Supervision, actor: Person | None) -> None:
    held.state = SupervisionState.CANCELLED
    cancel(entry=held.entry, actor=actor)
    record(MembersTag.SUPERVISION_CANCELLED, held, actor=actor)


def write_up(
    *,
    held: Supervision,
    version: int,
    notes: Sequence[tuple[str, str]],
    private_notes: str,
    actor: Person,
) -> Supervision:
    """Write up what was said: each topic with its words for both, and notes for the service alone.

    The volunteer reads none of it before the service has signed. Raises `Stale` and `Refused`.
    """
    held = _hold(held, version)
    _check_draft(held)
    if held.entry.starts_at > clock.now():
        raise Refused(
            f"This is on {day(held.on_day)}, which is still to come.",
            "Move it first if it was held earlier.",
        )
    held.state, held.private_notes = SupervisionState.HELD, private_notes
    kept = {note.position: note for note in held.notes}
    held.notes = [
        _noted(kept.get(position), position, topic, words)
        for position, (topic, words) in enumerate(notes)
    ]
    flag_modified(held, "updated_at")  # its version counts up, so a stale form is noticed
    record(MembersTag.SUPERVISION_WRITTEN, held, actor=actor)
    return held


def _noted(note: SupervisionNote | None, position: int, topic: str, words: str) -> SupervisionNote:
    if note is None:
        return SupervisionNote(position=position, topic=topic, words=words)
    note.topic, note.words = topic, words
    return note


def agree(
    *, held: Supervision, agreement: Agreement, form_key: str, actor: Person
) -> SupervisionAction:
    """Add something that was agreed; the same form twice adds one. Raises `Refused`."""
    held = queries.lock_supervision(held.id)
    made = queries.action_by_form(form_key)
    if made is not None:
        return made
    _check_draft(held)
    added = SupervisionAction(
        what=agreement.what, side=agreement.side, due_on=agreement.due_on, form_key=form_key
    )
    held.agreed.append(added)
    flag_modified(held, "updated_at")  # who signs an older version has not read this
    record(MembersTag.SUPERVISION_ACTION_ADDED, added, actor=actor, supervision=held.id)
    return added


def take_back(*, held: Supervision, number: int, actor: Person) -> None:
    """Take off something that was not agreed after all; twice is harmless. Raises `Refused`."""
    held = queries.lock_supervision(held.id)
    found = _agreed(held, number)
    if found is None:
        return
    _check_draft(held)
    record(MembersTag.SUPERVISION_ACTION_REMOVED, found, actor=actor, supervision=held.id)
    held.agreed.remove(found)
    flag_modified(held, "updated_at")  # who signs an older version has read more than this


def tick_done(
    *, held: Supervision, number: int, actor: Person, side: Side | None = None
) -> SupervisionAction | None:
    """Say that something agreed is done; twice is harmless, and of an unknown number too.

    With `side`, only what that side is to do: a volunteer ticks off what is theirs.
    """
    held = queries.lock_supervision(held.id)
    found = _agreed(held, number)
    if found is None or (side is not None and found.side is not side):
        return None
    if found.done_on is None:
        found.done_on = clock.today()
        record(MembersTag.SUPERVISION_ACTION_DONE, found, actor=actor, supervision=held.id)
    return found


def _agreed(held: Supervision, number: int) -> SupervisionAction | None:
    return next((each for each in held.agreed if each.id == number), None)


def sign_for_service(*, held: Supervision, version: int, actor: Person) -> Supervision:
    """Sign what is written up: the volunteer can then read it, and is asked to sign too.

    Twice is harmless. Raises `Stale` and `Refused`.
    """
    held = queries.lock_supervision(held.id)
    if held.agreed_supervisor_at is not None:
        return held
    _check_version(held, version)
    if held.state is not SupervisionState.HELD:
        raise Refused("This is not written up yet.", "Write it up, then sign it.")
    held.agreed_supervisor_at, held.agreed_by = clock.now(), actor
    record(MembersTag.SUPERVISION_SIGNED, held, actor=actor, by=Side.SERVICE)
    post(
        to=held.member.person,
        template="members/email/supervision_to_sign",
        key=f"members:supervision_to_sign:{held.id}:{version}",
        actor=actor,
        supervision=held.id,
    )
    return held


def remind_to_sign(*, after_days: int) -> int:
    """Ask those again who have not signed so many days after they were asked, once each.

    Return how many are asked.
    """
    waiting = queries.unsigned_since(clock.now() - timedelta(days=after_days))
    return sum(
        post(
            to=held.member.person,
            template="members/email/supervision_to_sign",
            key=f"members:supervision_to_sign:{held.id}:{held.version}:again",
            supervision=held.id,
        )
        is not None
        for held in waiting
    )


def reopen(*, held: Supervision, actor: Person) -> None:
    """Take the service's signature back, to change something; twice is harmless.

    Raises `Refused` once the volunteer has signed.
    """
    held = queries.lock_supervision(held.id)
    if held.agreed_member_at is not None:
        raise Refused(rules.SIGNED, rules.NEXT_TIME)
    if held.agreed_supervisor_at is not None:
        held.agreed_supervisor_at = held.agreed_by = None
        record(MembersTag.SUPERVISION_REOPENED, held, actor=actor)


def sign_as_member(*, held: Supervision, version: int, words: str, actor: Person) -> Supervision:
    """Sign what the volunteer has read, with what they add. Twice is harmless.

    Raises `Stale` when it was changed since they opened it, `Refused` when it is not theirs yet.
    """
    held = queries.lock_supervision(held.id)
    if held.agreed_member_at is not None:
        return held
    _check_version(held, version)
    if held.agreed_supervisor_at is None:
        raise Refused(
            f"{held.supervisor.display_name} is changing this.",
            "You are written to when it is ready.",
        )
    held.agreed_member_at, held.member_words = clock.now(), words
    record(MembersTag.SUPERVISION_SIGNED, held, actor=actor, by=Side.MEMBER)
    return held


def _hold(held: Supervision, version: int) -> Supervision:
    held = queries.lock_supervision(held.id)
    _check_version(held, version)
    return held


def _check_version(held: Supervision, version: int) -> None:
    if held.version != version:
        raise Stale(STALE)


def _check_planned(held: Supervision) -> None:
    if held.state is not SupervisionState.PLANNED:
        raise Refused("This is not planned any more.", "Plan another one.")


def _check_draft(held: Supervision) -> None:
    if held.state is SupervisionState.CANCELLED:
        raise Refused("This was called off.", "Plan another one.")
    rules.check_draft(signed=(held.agreed_supervisor_at, held.agreed_member_at))


def _write_to_both(
    template: str, held: Supervision, *, actor: Person | None, again: str = ""
) -> None:
    for person in (held.member.person, held.supervisor):
        post(
            to=person,
            template=f"members/email/{template}",
            key=f"members:{template}:{held.id}:{person.id}{again}",
            actor=actor,
            supervision=held.id,
        )

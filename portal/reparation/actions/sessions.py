"""Planning sessions of a project, changing them, calling them off."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from sqlalchemy.orm.attributes import flag_modified

from portal import clock
from portal.audit.actions import amend, record
from portal.database import session
from portal.members import actions as members
from portal.people.models import Person
from portal.reparation.actions.bookable import check_planned
from portal.reparation.actions.entries import cancel_session_entry, publish_session, take_site
from portal.reparation.actions.places import end_turns, give_places
from portal.reparation.actions.telling import sessions as telling
from portal.reparation.models import (
    Project,
    ProjectSession,
    ReparationTag,
    SessionState,
)
from portal.reparation.queries import sessions as queries
from portal.reparation.queries.projects import lock_project
from portal.reparation.rules import sessions as rules
from portal.reparation.rules.places import Taken
from portal.reparation.rules.refusals import Refused, Stale

STALE = "This session was changed since you opened it."


@dataclass(frozen=True)
class Adults:
    """Who looks after the children: the supervisor, and a second adult."""

    supervisor: Person | None = None
    second: Person | None = None

    @property
    def both(self) -> tuple[Person | None, Person | None]:
        """Return them in their order."""
        return self.supervisor, self.second

    @property
    def count(self) -> int:
        """Return how many they are."""
        return sum(person is not None for person in self.both)

    def check(self) -> None:
        """Raise `Refused` when they are one person."""
        rules.check_adults(*(person.id if person else None for person in self.both))

    def check_there(self, facts: rules.SessionFacts) -> None:
        """Raise `Refused` when one is a volunteer who leaves before the day of a session."""
        on = clock.london(facts.starts_at).date()
        for part, person in zip(("supervisor", "second"), self.both, strict=True):
            if person is not None:
                members.check_there(person=person, on=on, field=part)


@dataclass
class Planned:
    """What became of a form: sessions planned, and days left out with the reason."""

    made: list[ProjectSession] = field(default_factory=list)
    left_out: list[tuple[date, str]] = field(default_factory=list)


def plan_sessions(
    *,
    project: Project,
    wanted: Sequence[rules.SessionFacts],
    adults: Adults,
    form_key: str,
    actor: Person,
) -> Planned:
    """Plan sessions of a project, and tell whoever supervises; the same form twice plans them once.

    Of several days, those on which it cannot be are left out with the reason. Raises `Refused`
    with the field when it cannot be on any.
    """
    project = lock_project(project.id)
    before = queries.made_by_form(form_key)
    if before:
        return Planned(list(before))
    adults.check()
    series = uuid4() if len(wanted) > 1 else None
    planned, reasons = Planned(), list[Refused]()
    for number, facts in enumerate(wanted):
        try:
            with session.begin_nested():
                made = _plan_one(project, facts, adults, f"{form_key}:{number}", actor=actor)
        except Refused as refused:
            reasons.append(refused)
            on = clock.london(facts.starts_at).date()
            planned.left_out.append((on, refused.sentence))
        else:
            made.series = series
            planned.made.append(made)
    if not planned.made:
        raise reasons[0]
    telling.supervisors_named(planned.made, adults.both, actor=actor)
    return planned


def change_session(
    *,
    held: ProjectSession,
    version: int,
    facts: rules.SessionFacts,
    adults: Adults,
    actor: Person,
) -> ProjectSession:
    """Change a session; everybody concerned is told of another time, each in one letter.

    Places that are new go to those who wait, in turn. Raises `Stale` when somebody else changed it
    meanwhile, `Refused` with the field when it cannot be so.
    """
    held = queries.lock_session(held.id)
    if held.version != version:
        raise Stale(STALE)
    _check_stands(held)
    entry, before = held.entry, telling.Before.of(held)
    moved = (entry.starts_at, entry.ends_at) != (facts.starts_at, facts.ends_at)
    if moved:
        rules.check_time(facts.starts_at, facts.ends_at, now=clock.now())
    taken = queries.taken_of([held.id]).get(held.id, Taken())
    rules.check_places(facts.places, most=held.project.capacity, taken=taken.booked)
    adults.check()
    adults.check_there(facts)
    check_planned(held.project, facts, adults=adults.count)
    changes = amend(held, places=facts.places, supervisor=adults.supervisor, second=adults.second)
    if moved:
        take_site(held, facts.starts_at, facts.ends_at)
        changes["starts_at"] = [entry.starts_at.isoformat(), facts.starts_at.isoformat()]
        changes["ends_at"] = [entry.ends_at.isoformat(), facts.ends_at.isoformat()]
    if not changes:
        return held
    same = not moved and not changes.keys() & {"supervisor", "second"}
    publish_session(held.project, facts, adults.both, entry=entry, keeping=same, actor=actor)
    flag_modified(held, "updated_at")  # its version counts up, so a stale form is noticed
    record(ReparationTag.SESSION_CHANGED, held, actor=actor, changes=changes)
    telling.changed(held, before, version=version, actor=actor)
    give_places(held, actor=actor)
    return held


def cancel_session(
    *, held: ProjectSession, version: int, reason: str, later: bool = False, actor: Person
) -> list[ProjectSession]:
    """Call a session off, and `later` the rest of its series; tell everybody concerned.

    A booked place stays, so that it can be moved; whoever waited waits no longer. Twice is
    harmless. Return what was called off.
    """
    held = queries.lock_session(held.id)
    if held.state is SessionState.CANCELLED:
        return []
    if held.version != version:
        raise Stale(STALE)
    _check_stands(held)
    rest = queries.lock_sessions([each.id for each in queries.later_in_series(held)])
    going = [held, *(rest if later else [])]
    telling.cancelled(going, actor=actor)
    for each in going:
        changes = amend(each, state=SessionState.CANCELLED, cancel_reason=reason)
        cancel_session_entry(each, actor=actor)
        end_turns(each, actor=actor)
        record(ReparationTag.SESSION_CANCELLED, each, actor=actor, reason=reason, changes=changes)
    return going


def _plan_one(
    project: Project, facts: rules.SessionFacts, adults: Adults, form_key: str, *, actor: Person
) -> ProjectSession:
    rules.check_time(facts.starts_at, facts.ends_at, now=clock.now())
    rules.check_places(facts.places, most=project.capacity, taken=0)
    adults.check_there(facts)
    check_planned(project, facts, adults=adults.count)
    held = ProjectSession(
        project=project,
        entry=publish_session(project, facts, adults.both, actor=actor),
        places=facts.places,
        supervisor=adults.supervisor,
        second=adults.second,
        form_key=form_key,
    )
    session.add(held)
    session.flush()  # the site is taken by the session's number
    take_site(held, facts.starts_at, facts.ends_at)
    record(ReparationTag.SESSION_PLANNED, held, actor=actor)
    return held


def _check_stands(held: ProjectSession) -> None:
    if held.state is SessionState.CANCELLED:
        raise Refused("This session is cancelled.", "Plan another one.")
    if queries.has_begun(held) or held.state is SessionState.HELD:
        raise Refused("This session has begun.", "What has been cannot be changed.")

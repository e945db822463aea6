"""What follows for sessions when somebody who supervises them leaves, or can sign in no more."""

from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from portal.audit.actions import amend, record
from portal.people.models import Person
from portal.reparation.actions.entries import publish_session
from portal.reparation.actions.telling import sessions as telling
from portal.reparation.models import ProjectSession, ReparationTag
from portal.reparation.queries import sessions as queries
from portal.reparation.rules.sessions import SessionFacts


def free_sessions(*, person: Person, actor: Person | None, after: date | None = None) -> None:
    """Take somebody off the sessions to come that they supervise, and tell the coordinators.

    `accounts.actions.deactivating` and `members.actions.leaving` call it, and `giving_notice` with
    the last day, `after` which it is done. Twice is harmless.
    """
    freed = queries.lock_sessions(queries.to_supervise(person.id, after))
    for held in freed:
        _take_off(held, person, actor=actor)
    telling.supervisor_missing(freed, actor=actor)


def _take_off(held: ProjectSession, person: Person, *, actor: Person | None) -> None:
    entry, gone = held.entry, person.id
    changes = amend(
        held,
        supervisor=None if held.supervisor_id == gone else held.supervisor,
        second=None if held.second_id == gone else held.second,
    )
    facts = SessionFacts(entry.starts_at, entry.ends_at, held.places)
    adults = (held.supervisor, held.second)
    publish_session(held.project, facts, adults, entry=entry, keeping=True, actor=actor)
    flag_modified(held, "updated_at")  # its version counts up, so a stale form is noticed
    record(ReparationTag.SESSION_CHANGED, held, actor=actor, changes=changes)

"""Counting heads after a session, and unit awards: numbers alone, by the partner or by staff."""

from portal import clock
from portal.audit.actions import amend, record
from portal.people.models import Person
from portal.reparation.models import ProjectSession, ReparationTag, SessionState
from portal.reparation.queries import sessions as queries
from portal.reparation.rules.refusals import Refused


def count_heads(
    *, held: ProjectSession, headcount: int, unit_awards: int | None, actor: Person
) -> ProjectSession:
    """Note how many came to a session, and how many units were awarded: it was held then.

    Said again, it is corrected. Raises `Refused` before it has begun, or when it was called off.
    """
    held = queries.lock_session(held.id)
    if held.state is SessionState.CANCELLED:
        raise Refused("This session was cancelled.", "There is nobody to count.")
    if not queries.has_begun(held):
        raise Refused("This session has not begun.", "Count heads when it has.")
    changes = amend(held, headcount=headcount, unit_awards=unit_awards, state=SessionState.HELD)
    if changes:
        held.counted_by, held.counted_at = actor, clock.now()
        record(ReparationTag.HEADS_COUNTED, held, actor=actor, changes=changes)
    return held

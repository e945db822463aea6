"""Recording complaints and concerns, and what is done about them. The trail has none of the words.

Each change counts the version up, so that a form over an older one is noticed.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm.attributes import flag_modified

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.members.models import (
    Concern,
    ConcernAction,
    ConcernKind,
    ConcernOutcome,
    ConcernSource,
    ConcernState,
    Member,
    MembersTag,
)
from portal.members.queries import concerns as queries
from portal.people.models import Person
from portal.site.refusals import Refused, Stale

STALE = "Somebody changed this while you were typing. Look at it as it now is, then go on."


@dataclass(frozen=True)
class Raised:
    """What was raised, by whom, when it reached the service."""

    kind: ConcernKind
    source: ConcernSource
    received_on: date
    summary: str


def record_concern(*, member: Member, raised: Raised, form_key: str, actor: Person) -> Concern:
    """Put a concern into the register; the same form twice records one. Nobody is written to.

    Raises `Refused` about oneself.
    """
    if member.person_id == actor.id:
        raise Refused("This is about you.", "Ask a colleague to record it.")
    made = queries.by_form(form_key)
    if made is not None:
        return made
    concern = Concern(
        member=member,
        kind=raised.kind,
        source=raised.source,
        received_on=raised.received_on,
        summary=raised.summary,
        form_key=form_key,
    )
    session.add(concern)
    record(MembersTag.CONCERN_RECORDED, concern, actor=actor, kind=raised.kind)
    return concern


def look_into(*, concern: Concern, actor: Person) -> None:
    """Take a concern on, in place of whoever had it; twice is harmless. Raises `Refused`."""
    concern = queries.lock_concern(concern.id)
    _check_stands(concern)
    if concern.handler_id == actor.id and concern.state is ConcernState.LOOKED_INTO:
        return
    concern.state, concern.handler = ConcernState.LOOKED_INTO, actor
    record(MembersTag.CONCERN_TAKEN_ON, concern, actor=actor)


def add_action(
    *, concern: Concern, what: str, due_on: date, form_key: str, actor: Person
) -> ConcernAction:
    """Say what is to be done, by a day; the same form twice adds one. Raises `Refused`."""
    concern = queries.lock_concern(concern.id)
    made = queries.action_by_form(form_key)
    if made is not None:
        return made
    _check_stands(concern)
    added = ConcernAction(what=what, due_on=due_on, form_key=form_key)
    concern.actions.append(added)
    flag_modified(concern, "updated_at")  # who closes an older version has not seen this
    record(MembersTag.CONCERN_ACTION_ADDED, added, actor=actor, concern=concern.id)
    return added


def tick_action(*, concern: Concern, number: int, actor: Person) -> None:
    """Say that something is done; twice is harmless, and of an unknown number too."""
    concern = queries.lock_concern(concern.id)
    found = next((each for each in concern.actions if each.id == number), None)
    if found is not None and found.done_on is None:
        found.done_on = clock.today()
        record(MembersTag.CONCERN_ACTION_DONE, found, actor=actor, concern=concern.id)


def close_concern(
    *, concern: Concern, version: int, outcome: ConcernOutcome, words: str, actor: Person
) -> None:
    """Close a concern with what came of it; nothing of it is left to do.

    Raises `Stale`, and `Refused` while an action is not done.
    """
    concern = queries.lock_concern(concern.id)
    if concern.version != version:
        raise Stale(STALE)
    _check_stands(concern)
    left = [each for each in concern.actions if each.done_on is None]
    if left:
        raise Refused(
            f"“{left[0].what}” is not done yet.", "Do it and tick it off, then close this."
        )
    concern.state, concern.outcome = ConcernState.CLOSED, outcome
    concern.outcome_words, concern.closed_on = words, clock.today()
    record(MembersTag.CONCERN_CLOSED, concern, actor=actor, outcome=outcome)


def reopen_concern(*, concern: Concern, actor: Person) -> None:
    """Look into a closed concern again; its words stay, its outcome goes."""
    concern = queries.lock_concern(concern.id)
    if concern.state is not ConcernState.CLOSED:
        return
    concern.state, concern.outcome, concern.closed_on = ConcernState.LOOKED_INTO, None, None
    concern.handler = actor
    record(MembersTag.CONCERN_REOPENED, concern, actor=actor)


def _check_stands(concern: Concern) -> None:
    if concern.state is ConcernState.CLOSED:
        raise Refused("This is closed.", "Open it again first.")

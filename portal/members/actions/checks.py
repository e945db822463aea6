"""Recording that a check was made: when, and when to make it again; never what it said.

The trail tells that it was recorded, and none of its days: whoever reads the trail may not read
checks.
"""

from dataclasses import dataclass
from datetime import date

from portal.audit.actions import amend, record
from portal.database import session
from portal.members import queries, rules
from portal.members.models import (
    CheckDecision,
    CheckKind,
    CheckRecord,
    Member,
    MembersTag,
    Outcome,
    StatusCheck,
)
from portal.people.models import Person


def record_check(
    *,
    member: Member,
    kind: CheckKind,
    made: rules.Check,
    level: str | None,
    actor: Person | None,
) -> CheckRecord:
    """Keep a check. One of the same kind and day is corrected, not doubled.

    Raises `Refused` to a volunteer about themselves.
    """
    rules.check_not_of_oneself(member.person_id, actor.id if actor else None)
    values = {
        "level": level,
        "recheck_on": made.recheck_on,
        "update_service": made.update_service,
    }
    check = _held(member, kind, made)
    if check is None:
        check = CheckRecord(kind=kind, issued_on=made.issued_on, checked_by=actor, **values)
        member.checks.append(check)
        record(MembersTag.CHECK_RECORDED, member, actor=actor, kind=kind)
    elif amend(check, **values):
        check.checked_by = actor
        record(MembersTag.CHECK_RECORDED, member, actor=actor, kind=kind)
    return check


def record_status_check(
    *,
    member: Member,
    check_id: int,
    made_on: date,
    outcome: Outcome,
    recheck_on: date,
    actor: Person,
) -> StatusCheck:
    """Note what the update service said of a volunteer's check, and when to check again.

    One of the same day is corrected, not doubled. Raises `Refused` for a check that is not their
    newest, that the update service does not know, or that is younger than this, and to a volunteer
    about themselves.
    """
    rules.check_not_of_oneself(member.person_id, actor.id)
    check = _newest(member, check_id)
    rules.check_may_ask(on_service=check.update_service, issued_on=check.issued_on, on=made_on)
    found = next((each for each in check.status_checks if each.made_on == made_on), None)
    if found is None:
        found = StatusCheck(made_on=made_on, made_by=actor)
        check.status_checks.append(found)
    changes = amend(found, outcome=outcome)
    if made_on == max(each.made_on for each in check.status_checks):
        changes |= amend(check, recheck_on=recheck_on)
    if changes:
        record(MembersTag.STATUS_CHECKED, member, actor=actor)
    return found


@dataclass(frozen=True)
class Ruling:
    """Whether a lapsed check bars, up to a day, and why."""

    bars: bool
    until: date
    reason: str


def decide_check(
    *, member: Member, check_id: int, ruling: Ruling, form_key: str, actor: Person
) -> CheckDecision:
    """Decide whether a volunteer may sit once their check has lapsed; the same form once.

    Nothing already decided is changed: the newest decision counts. Raises `Refused` for a check
    that is not their newest, and to a volunteer about themselves.
    """
    rules.check_not_of_oneself(member.person_id, actor.id)
    check = _newest(member, check_id)
    made = next((each for each in check.decisions if each.form_key == form_key), None)
    if made is not None:
        return made
    made = CheckDecision(
        bars=ruling.bars,
        until=ruling.until,
        reason=ruling.reason,
        decided_by=actor,
        form_key=form_key,
    )
    check.decisions.insert(0, made)
    session.flush()  # the newest is the one with the highest number
    record(MembersTag.CHECK_DECIDED, member, actor=actor)
    return made


def _newest(member: Member, check_id: int) -> CheckRecord:
    queries.lock_member(member)
    newest = queries.newest_dbs(member)
    rules.check_is_newest(newest.id if newest else None, check_id)
    return session.get_one(CheckRecord, check_id)


def _held(member: Member, kind: CheckKind, made: rules.Check) -> CheckRecord | None:
    same = (kind, made.issued_on)
    return next((held for held in member.checks if (held.kind, held.issued_on) == same), None)

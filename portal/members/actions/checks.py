"""Recording that a check was made: when, and when to make it again; never what it said."""

from portal.audit.actions import amend, record
from portal.members import rules
from portal.members.models import CheckKind, CheckRecord, Member, MembersTag
from portal.people.models import Person


def record_check(
    *,
    member: Member,
    kind: CheckKind,
    made: rules.Check,
    level: str | None,
    actor: Person | None,
) -> CheckRecord:
    """Keep a check. One of the same kind and day is corrected, not doubled."""
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
        return check
    changes = amend(check, **values)
    if changes:
        check.checked_by = actor
        record(MembersTag.CHECK_RECORDED, member, actor=actor, kind=kind, changes=changes)
    return check


def _held(member: Member, kind: CheckKind, made: rules.Check) -> CheckRecord | None:
    same = (kind, made.issued_on)
    return next((held for held in member.checks if (held.kind, held.issued_on) == same), None)

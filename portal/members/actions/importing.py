"""Importing volunteers: what each row of a spreadsheet adds to the register, or changes."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from portal import clock
from portal.members import imports, queries, rules
from portal.members.actions import checks, register
from portal.members.models import CHECK_YEARS, CheckKind, Member, MembersTag, Status
from portal.people.models import Person
from portal.people.queries import areas
from portal.settings.queries import value
from portal.site.refusals import Refused
from portal.spreadsheets.actions import Importer
from portal.spreadsheets.imports import BAD, CHANGED, Outcome, Sheet, bare, looked_at

COLUMNS: Final = (
    *("name", "known_as", "email", "phone", "phone_shared"),
    *("joined_on", "left_on", "min_month", "max_month", "may_chair", "is_learner"),
)


def understood(sheet: Sheet, _actor: Person | None) -> imports.Reading:
    """Return a spreadsheet understood, against the areas there are."""
    known = areas()
    named = {bare(key): area.id for area in known for key in (area.code, area.name)}
    names = rules.in_a_row([area.name for area in known], "or")
    return imports.understand(sheet, imports.Known(clock.today(), named, names))


def weighed(
    volunteers: Sequence[imports.Volunteer], actor: Person | None, *, locked: bool = False
) -> Iterator[tuple[imports.Change, Member | None]]:
    """Yield what each row would change, and whom; changes nothing."""
    held = queries.by_number([each.number for each in volunteers], locked=locked)
    years = value(CHECK_YEARS)
    for volunteer in volunteers:
        member = held.get(volunteer.number)
        change = imports.weigh(volunteer, _held(member) if member else None, years=years)
        yield _by_another(_admitted(change, member), member, actor), member


def _admitted(change: imports.Change, member: Member | None) -> imports.Change:
    """Return a change; a bad one where it would make somebody active who is to be approved."""
    if member is None or change.values.get("status") != Status.ACTIVE:
        return change
    try:
        register.check_admitted(member)
    except Refused as refused:
        return imports.Change(BAD, change.volunteer, reason=refused.sentence)
    return change


def _by_another(
    change: imports.Change, member: Member | None, actor: Person | None
) -> imports.Change:
    """Return a change; a bad one where somebody would record their own check."""
    if actor is None or change.check is None:
        return change
    own = (actor.name.casefold(), actor.email or "")
    if member.person_id == actor.id if member else _key(change) == own:
        reason = "This is your own check: ask a colleague to import this row"
        return imports.Change(BAD, change.volunteer, reason=reason)
    return change


def _key(change: imports.Change) -> tuple[str, str]:
    """Return by which somebody is known who is no volunteer yet."""
    return change.volunteer.name.casefold(), change.values.get("email", "")


def weigh_volunteers(*, items: Sequence[imports.Volunteer], actor: Person | None) -> Outcome:
    """Return what `import_volunteers` would do; changes nothing."""
    return looked_at(change for change, _ in weighed(items, actor))


def import_volunteers(*, items: Sequence[imports.Volunteer], actor: Person | None) -> Outcome:
    """Add and change volunteers as the rows say; the same rows again change nothing.

    Somebody already known by name and address, who is no volunteer yet, becomes one: a colleague
    stays one person, and so stays out of community seats.
    """
    outcome = Outcome()
    emails = {each.values["email"] for each in items if "email" in each.values}
    known = queries.no_volunteers_yet(emails)
    for change, member in weighed(items, actor, locked=True):
        if change.kind == BAD:
            outcome.refuse(change.lines, change.reason)
            continue
        outcome.counts[change.kind] += 1
        if member is None:
            _add(change, known.pop(_key(change), None), actor)
        elif change.kind == CHANGED:
            _change(change, member, actor)
    return outcome


def _add(change: imports.Change, person: Person | None, actor: Person | None) -> None:
    member = register.add(
        actor=actor,
        person=person,
        area_ids=change.areas or (),
        number=change.volunteer.number,
        status=Status(change.values["status"]),
        **_columns(change),
    )
    _record_check(change, member, actor)


def _change(change: imports.Change, member: Member, actor: Person | None) -> None:
    values = _columns(change)
    if "status" in change.values:
        register.set_status(
            member=member,
            status=Status(change.values["status"]),
            on=values.get("left_on") or clock.today(),
            leave_reason=None,
            actor=actor,
        )
    register.change(member=member, actor=actor, area_ids=change.areas, **values)
    _record_check(change, member, actor)


def _columns(change: imports.Change) -> dict[str, Any]:
    return {key: change.values[key] for key in COLUMNS if key in change.values}


def _record_check(change: imports.Change, member: Member, actor: Person | None) -> None:
    if change.check is None:
        return
    on, again, level, update = change.check
    made = rules.Check(on, again, update)
    checks.record_check(member=member, kind=CheckKind.DBS, made=made, level=level, actor=actor)


def _held(member: Member) -> imports.Held:
    person = member.person
    values = {name: getattr(member, name) for name in COLUMNS if hasattr(member, name)}
    values |= {name: getattr(person, name) for name in register.PERSON_COLUMNS}
    dbs: dict[date, tuple[date | None, str | None, bool]] = {
        check.issued_on: (check.recheck_on, check.level, check.update_service)
        for check in member.checks
        if check.kind is CheckKind.DBS
    }
    return imports.Held(
        {**values, "status": member.status.value},
        frozenset(row.area_id for row in member.area_rows),
        dbs,
    )


VOLUNTEERS: Final = Importer(
    source="members.import",
    noun="volunteer",
    file="volunteers.csv",
    layout=imports.LAYOUT,
    tag=MembersTag.IMPORT_RUN,
    understand=understood,
    weigh=weigh_volunteers,
    take_in=import_volunteers,
)

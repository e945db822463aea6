"""Adding a volunteer, changing what is held of them, and where they stand with the service."""

from collections.abc import Callable, Collection
from datetime import date
from typing import Any, Final

from portal import clock
from portal.access.rules import Role
from portal.accounts import actions as accounts
from portal.accounts.queries import user_of
from portal.audit.actions import Changes, amend, record
from portal.database import session
from portal.members.models import Member, MemberArea, MembersTag, Status
from portal.people import actions as people
from portal.people.models import Person

PERSON_COLUMNS: Final = frozenset({"name", "known_as", "email", "phone", "phone_shared"})
"""What is held of a volunteer on their person; the rest is on the member."""

leaving: Final[list[Callable[..., None]]] = []
"""Called with `person=…, actor=…` when a volunteer leaves, in the same change; `create_app` fills
it with what must follow above: their seats are given back."""

giving_notice: Final[list[Callable[..., None]]] = []
"""Called with `person=…, after=…, actor=…` when a volunteer is to leave after a day: what of
`leaving` concerns later days, and does not wait until then."""

admitting: Final[list[Callable[..., None]]] = []
"""Called with `person=…` before a volunteer becomes active; each raises `Refused` where that is
for somebody else to say. `create_app` fills it with what is known above: who is to be approved."""


def add(
    *, actor: Person | None, area_ids: Collection[int], person: Person | None = None, **values: Any
) -> Member:
    """Add a volunteer; `values` are columns of the member and of the person.

    `person` is somebody already known (a colleague who volunteers too); what is said of them is
    set on them. Raises IntegrityError when the number is taken, at the flush.
    """
    own, theirs = _parted(values)
    if person is None:
        person = people.add(actor=actor, **theirs)
    else:
        people.change(person=person, actor=actor, **theirs)
    member = Member(person=person, area_rows=_area_rows(area_ids), **own)
    session.add(member)
    record(MembersTag.ADDED, member, actor=actor)
    return member


def change(
    *, member: Member, actor: Person | None, area_ids: Collection[int] | None = None, **values: Any
) -> Changes:
    """Change what is held of a volunteer, and return what differs; None keeps their areas.

    Any difference makes a new version of the member, so that a form over the old one is stale.
    """
    own, theirs = _parted(values)
    changes = amend(member, **own)
    changes.update(_set_areas(member, area_ids))
    changes.update(people.change(person=member.person, actor=actor, **theirs))
    if changes:
        member.updated_at = clock.now()
        record(MembersTag.CHANGED, member, actor=actor, changes=changes)
    return changes


def change_contact(*, member: Member, actor: Person, phone: str | None, shared: bool) -> None:
    """Set a volunteer's own telephone, and whether fellow volunteers see it."""
    values = {"phone": phone, "phone_shared": shared and phone is not None}
    if people.change(person=member.person, actor=actor, **values):
        member.updated_at = clock.now()
        record(MembersTag.CONTACT_CHANGED, member, actor=actor)


def set_status(
    *, member: Member, status: Status, on: date, leave_reason: str | None, actor: Person | None
) -> None:
    """Change where a volunteer stands; twice is harmless.

    The first time they are active, `on` is the day they joined. On leaving, their account loses
    the volunteer's role, or is closed if that was all, and everything in `leaving` follows. A last
    day that was noted stays through any other status. Raises `Refused` where `admitting` does.
    """
    left = status is Status.LEFT
    if status is Status.ACTIVE:
        check_admitted(member)
    if left:
        ends: dict[str, Any] = {"left_on": on, "leaves_on": None, "leave_asks": False}
    else:
        ends = {"left_on": None}
        leave_reason = member.leave_reason if member.leaves_on else None
    changes = amend(
        member,
        status=status,
        joined_on=member.joined_on or (on if status is Status.ACTIVE else None),
        leave_reason=leave_reason,
        **ends,
    )
    if "status" not in changes:
        return
    record(MembersTag.STATUS_CHANGED, member, actor=actor, changes=changes)
    if left:
        _end_volunteering(member.person, actor)
        for follow in leaving:
            follow(person=member.person, actor=actor)


def check_admitted(member: Member) -> None:
    """Raise `Refused` where somebody else has to say that a volunteer becomes active."""
    if member.status is not Status.ACTIVE:
        for check in admitting:
            check(person=member.person)


def _end_volunteering(person: Person, actor: Person | None) -> None:
    user = user_of(person)
    if user is None or Role.VOLUNTEER not in user.role_names:
        return
    others = user.role_names - {Role.VOLUNTEER}
    if others:
        accounts.grant(user=user, roles=others, actor=actor)
    else:
        accounts.deactivate(user=user, actor=actor)


def _parted(values: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    theirs = {name: value for name, value in values.items() if name in PERSON_COLUMNS}
    return {name: values[name] for name in values.keys() - theirs.keys()}, theirs


def _area_rows(area_ids: Collection[int]) -> list[MemberArea]:
    return [MemberArea(area_id=area_id) for area_id in sorted(set(area_ids))]


def _set_areas(member: Member, area_ids: Collection[int] | None) -> Changes:
    before = sorted(row.area_id for row in member.area_rows)
    if area_ids is None or before == sorted(set(area_ids)):
        return {}
    kept = [row for row in member.area_rows if row.area_id in area_ids]
    member.area_rows = kept + _area_rows(set(area_ids) - set(before))
    return {"areas": [before, sorted(set(area_ids))]}

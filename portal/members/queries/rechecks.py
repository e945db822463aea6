"""When volunteers' DBS checks are to be made again, as deadlines of the calendar."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import UUID, uuid5

from sqlalchemy import select

from portal import clock
from portal.access.rules import Permission
from portal.accounts.queries import areas_of_people_with
from portal.calendar.rules import Deadline, keys_of_who_sees_to
from portal.database import session
from portal.members.models import Member, MemberArea, Status
from portal.members.queries.checks import newest_checks
from portal.people.models import Person

UNDER: Final = "/members/people/"
"""How the path of each begins."""
AHEAD: Final = timedelta(days=366)
NOT_CHECKED: Final = (Status.APPLICANT, Status.PAUSED, Status.LEFT)
"""Of whom nothing is asked: not appointed yet, taking a break, or gone."""


def rechecks() -> list[Deadline]:
    """Return the days, within a year, by which checks are to be made again: four statements.

    What is due after the last day of somebody who is to leave is not asked of them.
    """
    today = clock.today()
    checks, areas = newest_checks(), _areas()
    coordinators = areas_of_people_with(Permission.MEMBERS_EDIT)
    found = []
    for member_id, person_id, uuid, name, leaves_on in _volunteers():
        check, theirs = checks.get(member_id), areas[member_id]
        if check is None or check.recheck_on is None:
            continue
        if not today <= check.recheck_on <= min(today + AHEAD, leaves_on or date.max):
            continue
        found.append(
            Deadline(
                uuid=uuid5(uuid, f"dbs:{check.recheck_on}"),
                day=check.recheck_on,
                title=f"DBS re-check due: {name}",
                path=f"{UNDER}{uuid}",
                person_id=person_id,
                own_title="Your DBS re-check is due",
                own_path="/members/me",
                area_id=theirs[0] if len(theirs) == 1 else None,
                seen_by=keys_of_who_sees_to(theirs, coordinators),
            )
        )
    return found


def _volunteers() -> Sequence[tuple[int, int, UUID, str, date | None]]:
    """Return who is checked: both numbers, identifier, display name, and their last day if noted.

    The numbers are theirs as a volunteer and as a person.
    """
    return [
        (row.id, row.person_id, row.uuid, row.known_as or row.name, row.leaves_on)
        for row in session.execute(
            select(
                *(Member.id, Member.person_id, Member.leaves_on),
                *(Person.uuid, Person.name, Person.known_as),
            )
            .join(Member.person)
            .where(Member.status.not_in(NOT_CHECKED), Person.erased_at.is_(None))
            .order_by(Member.id)
        )
    ]


def _areas() -> defaultdict[int, list[int]]:
    found: defaultdict[int, list[int]] = defaultdict(list)
    for member_id, area_id in session.execute(
        select(MemberArea.member_id, MemberArea.area_id).order_by(MemberArea.id)
    ):
        found[member_id].append(area_id)
    return found

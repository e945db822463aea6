"""When probations are to be reviewed, as deadlines of the calendar."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final
from uuid import uuid5

from sqlalchemy import or_, select, true
from sqlalchemy.orm import contains_eager, joinedload

from portal import clock
from portal.access.rules import Permission
from portal.accounts.models import User
from portal.accounts.queries import areas_of_people_with
from portal.calendar.rules import Deadline, keys_of_who_sees_to
from portal.database import session
from portal.members.models import Member, Status
from portal.people.models import Person
from portal.recruitment.models import ENDED, Application, Appointment
from portal.recruitment.permissions import is_own

UNDER: Final = "/recruitment/reviews/"
"""How the path of each begins."""
AHEAD: Final = timedelta(days=2 * 366)


def reviews_due() -> list[Deadline]:
    """Return the probation reviews to come, of those who have not left: a fixed number of reads."""
    today = clock.today()
    coordinators = areas_of_people_with(Permission.RECRUITMENT_EDIT)
    found = session.scalars(
        select(Appointment)
        .join(Appointment.application)
        .join(Appointment.member)
        .join(Member.person)
        .options(
            contains_eager(Appointment.application),
            joinedload(Appointment.member).selectinload(Member.area_rows),
        )
        .where(
            Appointment.review_on.between(today, today + AHEAD),
            Application.state.not_in(ENDED),
            Member.status != Status.LEFT,
            Person.erased_at.is_(None),
        )
        .order_by(Appointment.id)
    )
    return [_deadline(each, coordinators) for each in found]


def to_review(reader: User, by: date, most: int) -> Sequence[Appointment]:
    """Return the probations to be reviewed by a day, those overdue first: one statement.

    Of applicants in the reader’s areas, or of no area; no areas are all of them. Nobody’s own is
    among them: a colleague reviews it.
    """
    areas = reader.area_ids
    ours = or_(Application.area_id.in_(areas), Application.area_id.is_(None))
    found = session.scalars(
        select(Appointment)
        .join(Appointment.application)
        .join(Appointment.member)
        .join(Member.person)
        .options(contains_eager(Appointment.application), contains_eager(Appointment.member))
        .where(
            Appointment.review_on <= by,
            Application.state.not_in(ENDED),
            Member.status != Status.LEFT,
            Person.erased_at.is_(None),
            ours if areas else true(),
        )
        .order_by(Appointment.review_on, Appointment.id)
        .limit(most)
    )
    return [each for each in found if not is_own(reader, each.application)]


def _deadline(made: Appointment, coordinators: dict[int, frozenset[int]]) -> Deadline:
    person = made.member.person
    theirs = [row.area_id for row in made.member.area_rows]
    assert made.review_on is not None  # noqa: S101 -- for the type checker: only what is due
    return Deadline(
        uuid=uuid5(person.uuid, f"probation:{made.review_on}"),
        day=made.review_on,
        title=f"Probation review due: {person.display_name}",
        path=f"{UNDER}{made.application.uuid}",
        person_id=person.id,
        own_title="Your probation review is due",
        own_path="/members/me",
        area_id=theirs[0] if len(theirs) == 1 else None,
        seen_by=keys_of_who_sees_to(theirs, coordinators),
    )

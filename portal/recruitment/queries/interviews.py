"""Interviews: one by its address, the one of an application, many in brief, one’s own."""

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from sqlalchemy import Select, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal import clock
from portal.access.rules import Permission
from portal.accounts.models import User
from portal.accounts.queries import people_with
from portal.calendar.models import Attendee, Entry, Room
from portal.database import session
from portal.members.models import Member, Status
from portal.people.models import Person
from portal.recruitment.models import Application, Interview, Interviewer, Recommendation
from portal.recruitment.permissions import is_own
from portal.recruitment.rules.interviews import Heard
from portal.site.filters import moment

BATCH: Final = 500


def interview(uuid: UUID) -> Interview:
    """Return an interview with all about it; raises NoResultFound."""
    return session.scalars(_whole().where(Entry.uuid == uuid)).unique().one()


def interview_of(application_id: int) -> Interview | None:
    """Return the interview of an application that is not called off."""
    found = _whole().where(
        Interview.application_id == application_id, Interview.cancelled_at.is_(None)
    )
    return session.scalars(found).unique().one_or_none()


def interview_told(application: Application, reader: User) -> Interview | None:
    """Return the interview of an application, but not to whoever applies themself."""
    return None if is_own(reader, application) else interview_of(application.id)


def interview_numbered(number: int) -> Interview | None:
    """Return an interview by the row's number, as a letter has it; None once forgotten."""
    return session.scalars(_whole().where(Interview.id == number)).unique().one_or_none()


def interview_by_form(form_key: str) -> Interview | None:
    """Return the interview that a form that was sent before has arranged."""
    return session.scalar(select(Interview).where(Interview.form_key == form_key))


def lock_interview(number: int) -> Interview:
    """Return an interview as it now is, which nobody else changes until the transaction ends."""
    return session.scalars(
        select(Interview)
        .where(Interview.id == number)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def interviews_of(application_id: int) -> Sequence[Interview]:
    """Return every interview of an application, called off or not, the first arranged first."""
    return session.scalars(
        select(Interview)
        .where(Interview.application_id == application_id)
        .order_by(Interview.id)
        .limit(BATCH)
    ).all()


def interviewer(interview: Interview, number: int) -> Interviewer:
    """Return one of an interview's interviewers; raises NoResultFound."""
    return session.scalars(
        select(Interviewer).where(
            Interviewer.id == number, Interviewer.interview_id == interview.id
        )
    ).one()


def possible_interviewers() -> Sequence[Person]:
    """Return who may interview, by name: colleagues, and volunteers who are active."""
    may = [person.id for person in people_with(Permission.RECRUITMENT_INTERVIEW)]
    active = select(Member.person_id).where(Member.status == Status.ACTIVE)
    return session.scalars(
        select(Person)
        .where(Person.id.in_(may), or_(Person.is_staff, Person.id.in_(active)))
        .order_by(Person.name, Person.id)
    ).all()


def mine(person: Person) -> Sequence[Interviewer]:
    """Return the interviews that somebody is to hold, or has not said what they think of."""
    return session.scalars(
        select(Interviewer)
        .join(Interviewer.interview)
        .join(Interview.entry)
        .options(
            contains_eager(Interviewer.interview).options(
                contains_eager(Interview.entry).joinedload(Entry.room).joinedload(Room.venue),
                joinedload(Interview.application),
            )
        )
        .where(
            Interviewer.person_id == person.id,
            Interviewer.sent_at.is_(None),
            Interview.cancelled_at.is_(None),
        )
        .order_by(Entry.starts_at, Interviewer.id)
        .limit(BATCH)
    ).all()


def to_hold(person_id: int, after: date | None = None) -> Sequence[int]:
    """Return the numbers of the interviews to come that somebody holds, in order.

    With `after` on later days only.
    """
    return session.scalars(
        select(Interview.id)
        .join(Interview.entry)
        .join(Interview.interviewers)
        .where(
            Interviewer.person_id == person_id,
            Interview.cancelled_at.is_(None),
            Entry.starts_at > clock.now(),
            true() if after is None else Entry.first_day > after,
        )
        .order_by(Interview.id)
    ).all()


def unsent(since: datetime, now: datetime) -> Sequence[Interviewer]:
    """Return whose recommendation is missing, of interviews that ended lately."""
    return session.scalars(
        select(Interviewer)
        .join(Interviewer.interview)
        .join(Interview.entry)
        .options(contains_eager(Interviewer.interview).contains_eager(Interview.entry))
        .where(
            Interviewer.sent_at.is_(None),
            Interview.cancelled_at.is_(None),
            Entry.ends_at > since,
            Entry.ends_at <= now,
        )
        .order_by(Interviewer.id)
        .limit(BATCH)
    ).all()


def standing(application_ids: Collection[int]) -> dict[int, str]:
    """Return how the interviews of applications stand, in words.

    One statement for all, none for nobody.
    """
    if not application_ids:
        return {}
    found = session.scalars(
        select(Interview)
        .join(Interview.entry)
        .options(
            contains_eager(Interview.entry),
            joinedload(Interview.interviewers).joinedload(Interviewer.person),
        )
        .where(Interview.application_id.in_(application_ids), Interview.cancelled_at.is_(None))
    ).unique()
    words = {each.application_id: in_brief(each).words for each in found}
    return {number: words.get(number, "Interview to be arranged") for number in application_ids}


def in_brief(found: Interview) -> Heard:
    """Return how an interview stands. While one is missing, nobody's recommendation is told."""
    counts = Counter(each.recommendation for each in found.interviewers if found.is_heard)
    return Heard(
        when=moment(found.entry.starts_at, begins=False),
        is_over=found.entry.ends_at <= clock.now(),
        missing=[each.person.display_name for each in found.missing],
        appoint=counts[Recommendation.APPOINT],
        reserved=counts[Recommendation.RESERVED],
        decline=counts[Recommendation.DECLINE],
    )


def _whole() -> Select[Interview]:
    return (
        select(Interview)
        .join(Interview.entry)
        .options(
            joinedload(Interview.application),
            contains_eager(Interview.entry).options(
                joinedload(Entry.room).joinedload(Room.venue),
                selectinload(Entry.attendees).joinedload(Attendee.person),
            ),
            selectinload(Interview.questions),
            selectinload(Interview.interviewers).options(
                joinedload(Interviewer.person), selectinload(Interviewer.notes)
            ),
        )
    )

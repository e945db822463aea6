"""Courses, awards and sessions made with as little said as a test needs."""

from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.audit.models import AuditEvent
from portal.calendar.actions import Duty, publish
from portal.calendar.models import AttendeeState, Entry, Kind
from portal.database import changing, session
from portal.members.models import Member
from portal.people.models import Person
from portal.training import actions
from portal.training.models import (
    Award,
    AwardSource,
    Booking,
    BookingState,
    Course,
    CourseNeed,
    NeedBy,
    Needing,
    SessionAudience,
    SessionState,
    TrainingSession,
)
from portal.training.rules import AwardFacts
from tests.factories import CourseFactory, MemberFactory, PersonFactory, user_with

TODAY = date(2026, 3, 2)
NOON = clock.at(TODAY, time(12))
TENTH = date(2026, 3, 10)


def coordinator(name: str = "Jo Hartley") -> Person:
    """Return somebody who looks after training, with an account."""
    return user_with(Role.COORDINATOR, person=PersonFactory(name=name)).person


def volunteer(name: str = "Ann Lee", **values: Any) -> Member:
    """Return an active volunteer who joined in 2024."""
    return MemberFactory(
        person=PersonFactory(name=name), **{"joined_on": date(2024, 1, 8), **values}
    )


def need(months: int | None = None, needing: Needing = Needing.VOLUNTEER) -> CourseNeed:
    """Return a need: before a first panel, unless within months."""
    by_when = NeedBy.BEFORE_DUTY if months is None else NeedBy.WITHIN_MONTHS
    return CourseNeed(needing=needing, by_when=by_when, months=months)


def safeguarding(**values: Any) -> Course:
    """Return the course that every volunteer must hold at every panel, for three years."""
    return CourseFactory(
        **{
            "code": "SAFE",
            "title": "Child safeguarding",
            "validity_months": 36,
            "needs": [need()],
            **values,
        }
    )


def held(person: Person, course: Course, taken_on: date, **values: Any) -> Award:
    """Award a course taken on a day, as granted."""
    with changing():
        return actions.give_award(
            person=person,
            course=course,
            facts=AwardFacts(taken_on, values.pop("awarded_on", taken_on)),
            evidence=values.pop(
                "evidence", actions.Evidence(AwardSource.GRANTED, reason="Seen by the coordinator")
            ),
            actor=None,
            **values,
        )


def until(person: Person, course: Course, last: date) -> Award:
    """Award a three-year course so that it lasts to the end of a day."""
    return held(person, course, last.replace(year=last.year - 3))


def panel(person: Person, day: date = TENTH) -> Entry:
    """Let somebody promise a panel at half past five on a day."""
    duty = Duty(person, "Panel – member", AttendeeState.ACCEPTED, None)
    return _entry(Kind.PANEL, day, time(17, 30), [duty])


def planned(course: Course, day: date, **values: Any) -> TrainingSession:
    """Plan a session of a course, for volunteers, which can be booked now."""
    entry = _entry(Kind.TRAINING, day, time(10), [])
    keys = values.pop("keys", ["role:volunteer"])
    closes_at = entry.starts_at - timedelta(days=2)
    defaults = {
        "state": SessionState.PUBLISHED,
        "capacity": 4,
        "closes_at": closes_at,
        "cancel_by": closes_at,
    }
    made = TrainingSession(
        course=course,
        entry=entry,
        audience=[SessionAudience(key=key) for key in keys],
        **{**defaults, **values},
    )
    session.add(made)
    session.commit()
    return made


def booked(
    made: TrainingSession, person: Person, state: BookingState = BookingState.BOOKED
) -> Booking:
    """Give somebody a place, or a turn on the waiting list."""
    position = None if state is BookingState.BOOKED else 1
    booking = Booking(session=made, person=person, state=state, position=position)
    session.add(booking)
    session.commit()
    return booking


def _entry(kind: Kind, day: date, at: time, duties: list[Duty]) -> Entry:
    starts = clock.at(day, at)
    with changing():
        return publish(
            actor=None,
            kind=kind,
            title=kind.label,
            path=None,
            starts_at=starts,
            ends_at=starts + timedelta(hours=1),
            audience=["role:coordinator"],
            duties=duties,
            uuid=uuid4(),
        )


def tags() -> list[str]:
    """Return the trail's tags of training, in order."""
    found = session.scalars(
        select(AuditEvent.tag).where(AuditEvent.tag.like("training:%")).order_by(AuditEvent.id)
    )
    return [tag.removeprefix("training:") for tag in found]


def course_form(**values: object) -> dict[str, object]:
    """Return what a coordinator types about a course."""
    return {
        "title": "Child safeguarding",
        "code": "SAFE",
        "kind": "mandatory",
        "delivery": "in_person",
        "minutes": "4",
        "validity_months": "36",
        "counted_from": "course",
        "renew_days": "90",
        "volunteer": "before",
        "form_key": uuid4().hex,
        **values,
    }

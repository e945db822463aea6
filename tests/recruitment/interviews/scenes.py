"""Interviews, who holds them, and what they make of the applicant."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any, Final
from uuid import uuid4

from portal import clock
from portal.access.rules import Role
from portal.database import changing
from portal.people.models import Person
from portal.recruitment.actions.interviews import Plan, arrange_interview
from portal.recruitment.actions.recommending import keep_notes, send_recommendation
from portal.recruitment.models import Application, Interview, Interviewer, Recommendation
from tests.factories import MemberFactory, PersonFactory, RoomFactory, user_with
from tests.recruitment.references.scenes import NOON, TODAY, applicant, coordinator

__all__ = ["NOON", "TODAY", "applicant", "coordinator"]

DAY: Final = date(2026, 3, 12)
STARTS: Final = clock.at(DAY, time(18))
ENDS: Final = clock.at(DAY, time(19))
AFTER: Final = ENDS + timedelta(minutes=5)


def volunteer(name: str = "Margaret Osei") -> Person:
    """Return a volunteer who may interview."""
    person: Person = PersonFactory(name=name)
    MemberFactory(person=person)
    return user_with(Role.VOLUNTEER, person=person).person


def plan(*people: Person, **more: Any) -> Plan:
    """Return when and where an interview is: Thursday evening, in a room of its own."""
    values = {
        "starts_at": STARTS,
        "ends_at": ENDS,
        "room": None if "place" in more else RoomFactory(),
        "place": "",
        **more,
    }
    return Plan(interviewers=people, **values)


def arranged(application: Application, jo: Person, *people: Person, **more: Any) -> Interview:
    """Return an interview that is arranged and told of."""
    with changing():
        return arrange_interview(
            application=application, plan=plan(*people, **more), form_key=uuid4().hex, actor=jo
        )


def of(interview: Interview, person: Person) -> Interviewer:
    """Return somebody's part in an interview."""
    return next(each for each in interview.interviewers if each.person is person)


def recommended(
    interview: Interview,
    person: Person,
    recommendation: Recommendation = Recommendation.APPOINT,
    notes: Sequence[str] = (),
) -> None:
    """Let an interviewer note something and send what they recommend, once it is over."""
    own = of(interview, person)
    numbers = [question.id for question in interview.questions]
    over = max(clock.now(), interview.entry.ends_at)
    with clock.frozen(over), changing():
        keep_notes(
            interviewer=own,
            notes=dict(zip(numbers, notes, strict=False)),
            recommendation=recommendation,
            words="",
            actor=person,
        )
        send_recommendation(interviewer=own, actor=person)

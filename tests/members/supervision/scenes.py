"""Talks made as the portal makes them: by its own actions."""

from datetime import date, time, timedelta
from uuid import uuid4

from portal import clock
from portal.access.rules import Role
from portal.database import changing
from portal.members.actions import supervision as actions
from portal.members.models import Member, Side, Supervision, SupervisionKind
from portal.people.models import Person
from tests.factories import MemberFactory, PersonFactory, user_with

TODAY = date(2026, 3, 2)
NOON = clock.at(TODAY, time(12))
THURSDAY = date(2026, 3, 5)
AFTER = clock.at(THURSDAY, time(20))
"""When the talk of Thursday is over."""

NOTES = [("How panels have gone", "Calm and clear"), ("Training", "")]


def coordinator(name: str = "Jo Hartley") -> Person:
    """Return somebody who supervises, with an account."""
    return user_with(Role.COORDINATOR, person=PersonFactory(name=name)).person


def volunteer(name: str = "Margaret Osei", **values: object) -> Member:
    """Return an active volunteer with an account."""
    member = MemberFactory(person=PersonFactory(name=name), **values)
    user_with(Role.VOLUNTEER, person=member.person)
    return member


def facts(
    supervisor: Person, on_day: date = THURSDAY, *, hour: int = 17, place: str = "Northmere office"
) -> actions.Plan:
    """Return a talk of an hour."""
    starts_at = clock.at(on_day, time(hour))
    return actions.Plan(
        kind=SupervisionKind.SUPERVISION,
        supervisor=supervisor,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=1),
        place=place,
    )


def planned(member: Member, jo: Person, on_day: date = THURSDAY) -> Supervision:
    """Plan a talk."""
    with changing():
        return actions.plan(member=member, facts=facts(jo, on_day), form_key=uuid4().hex, actor=jo)


def written(member: Member, jo: Person, private_notes: str = "Tired lately") -> Supervision:
    """Plan a talk, and write it up once it is over, with one thing that the volunteer is to do."""
    held = planned(member, jo)
    with clock.frozen(AFTER), changing():
        actions.write_up(
            held=held,
            version=held.version,
            notes=NOTES,
            private_notes=private_notes,
            actor=jo,
        )
        agreed(held, jo)
    return held


def agreed(held: Supervision, jo: Person, what: str = "Book the refresher") -> None:
    """Agree something within a change."""
    actions.agree(
        held=held,
        agreement=actions.Agreement(what, Side.MEMBER, THURSDAY + timedelta(days=30)),
        form_key=uuid4().hex,
        actor=jo,
    )


def signed(member: Member, jo: Person) -> Supervision:
    """Write a talk up and sign it for the service."""
    held = written(member, jo)
    with clock.frozen(AFTER), changing():
        actions.sign_for_service(held=held, version=held.version, actor=jo)
    return held

"""Checks made as the portal makes them: by its own actions."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Final
from uuid import uuid4

from portal import clock
from portal.access.rules import Role
from portal.database import changing
from portal.members import actions, jobs, rules
from portal.members.models import CheckDecision, CheckKind, CheckRecord, Member
from portal.people.models import Person
from tests.factories import MemberFactory, PersonFactory, user_with

TODAY: Final = date(2026, 3, 2)


def coordinator() -> Person:
    """Return somebody who keeps the register, with an account."""
    return user_with(Role.COORDINATOR, person=PersonFactory(name="Jo Hartley")).person


def volunteer(name: str = "Ann Lee", **values: object) -> Member:
    """Return an active volunteer with an account."""
    member = MemberFactory(person=PersonFactory(name=name), **values)
    user_with(Role.VOLUNTEER, person=member.person)
    return member


def checked(
    member: Member, again: date | None, *, issued_on: date = date(2023, 3, 1), service: bool = True
) -> CheckRecord:
    """Return a DBS check of a volunteer, to be made again on a day."""
    with changing():
        return actions.record_check(
            member=member,
            kind=CheckKind.DBS,
            made=rules.Check(issued_on, again, service),
            level="Enhanced",
            actor=None,
        )


def decided(
    check: CheckRecord, member: Member, actor: Person, *, until: date, bars: bool = False
) -> CheckDecision:
    """Decide that a volunteer may sit with a lapsed check, or may not."""
    with changing():
        return actions.decide_check(
            member=member,
            check_id=check.id,
            ruling=actions.Ruling(bars, until, "The new one is with the DBS"),
            form_key=uuid4().hex,
            actor=actor,
        )


def checks_fall_due() -> None:
    """Lead to the letters about checks to be made again."""
    coordinator()
    checked(volunteer("Ida Falls Due"), clock.today() + timedelta(days=7))
    jobs.remind_rechecks()


OF_CHECKS: Final[tuple[Callable[[], None], ...]] = (checks_fall_due,)

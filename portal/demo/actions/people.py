"""Colleagues, partners' contacts and volunteers, and the accounts that the demo signs in with."""

from datetime import date, timedelta

from portal import clock
from portal.access.rules import EMPLOYED, Role
from portal.accounts.models import User, UserArea, UserRole
from portal.database import session
from portal.demo.actions.rows import Rows, morning, note
from portal.demo.rules import checks
from portal.demo.rules.names import telephone
from portal.demo.rules.orders import BACK
from portal.demo.rules.people import Colleague, Contact, Volunteer
from portal.members.models import (
    Availability,
    Away,
    CheckKind,
    CheckRecord,
    Member,
    MemberArea,
    MembersTag,
    PartOfDay,
    Status,
)
from portal.people.models import Person

LEAVE_REASONS = ("moved", "time", "health")
SHARES_PHONE_EVERY = 3
LATELY = 24
SAID_AT_LEAST, SAID_SPREAD = 6, 31
"""How many days ago volunteers said when they are usually free."""


def load_colleagues(rows: Rows, colleagues: list[Colleague]) -> None:
    """Put in those who work for the service; the demo's have accounts."""
    for each in colleagues:
        person = _person(rows, each.name, each.email, is_staff=True, may_advise=each.advises)
        person.phone = each.phone or person.phone
        person.phone_shared = True
        if each.account or each.left:
            areas = each.areas if each.limited else ""
            account = _account(rows, person, each.email, Role(each.role), areas)
            account.active = not each.left


def load_contacts(rows: Rows, contacts: tuple[Contact, ...]) -> None:
    """Put in those at partner organisations who have an account."""
    for each in contacts:
        _account(rows, _person(rows, each.name, each.email), each.email, Role.PARTNER)


def load_volunteers(rows: Rows, volunteers: list[Volunteer]) -> None:
    """Put in the volunteers, with their checks, usual times and dates away."""
    checker = rows.people["Jo Hartley"]
    for turn, each in enumerate(volunteers):
        person = _person(rows, each.name, each.email)
        person.phone_shared = turn % SHARES_PHONE_EVERY == 0
        member = _member(rows, each, person, turn)
        member.checks = [
            CheckRecord(
                kind=CheckKind(made.kind),
                level=made.level,
                issued_on=made.issued,
                recheck_on=made.recheck,
                update_service=made.update_service,
                checked_by=checker,
            )
            for made in checks.checks(each, turn, rows.times)
        ]
        session.add(member)
        if each.account and each.email:
            _account(rows, person, each.email, Role.VOLUNTEER)


def note_volunteers(rows: Rows, volunteers: list[Volunteer]) -> None:
    """Tell in the trail who was added to the register: most on the day it was brought in."""
    brought_in = rows.times.away(-BACK)
    for each in volunteers:
        joined = checks.joined_on(each, rows.times) or rows.times.away(-LATELY)
        with clock.frozen(morning(max(joined, brought_in))):
            note(MembersTag.ADDED, rows.members[each.name], actor=rows.people["Jo Hartley"])


def _member(rows: Rows, each: Volunteer, person: Person, turn: int) -> Member:
    number = len(rows.members) + 1
    times = rows.times
    said_at = morning(times.away(-SAID_AT_LEAST - turn % SAID_SPREAD))
    member = Member(
        person=person,
        number=f"V{number:04}",
        status=Status(each.status),
        joined_on=checks.joined_on(each, times),
        left_on=times.away(each.left) if each.left else None,
        leave_reason=LEAVE_REASONS[turn % len(LEAVE_REASONS)] if each.left else None,
        min_month=each.least,
        max_month=each.most,
        may_chair=each.seat == "chair",
        is_learner=each.seat == "learner",
        area_rows=[MemberArea(area=rows.areas[letter]) for letter in each.areas],
        availability=[
            Availability(
                weekday=weekday, part=PartOfDay(part), created_at=said_at, updated_at=said_at
            )
            for weekday, part in each.free
        ],
        away=[Away(starts_on=first, ends_on=last) for first, last in away(each, times.monday)],
    )
    rows.members[each.name] = member
    return member


def away(each: Volunteer, monday: date) -> list[tuple[date, date]]:
    """Return the days on which they are away."""
    if each.away is None:
        return []
    first, last = each.away
    return [(monday + timedelta(days=first), monday + timedelta(days=last))]


def _person(
    rows: Rows, name: str, email: str | None, *, is_staff: bool = False, may_advise: bool = False
) -> Person:
    person = Person(
        uuid=rows.uuid(),
        name=name,
        email=email,
        phone=telephone(rows.number()),
        is_staff=is_staff,
        may_advise=may_advise,
    )
    session.add(person)
    rows.people[name] = person
    return person


def _account(rows: Rows, person: Person, email: str, role: Role, areas: str = "") -> User:
    person.is_staff = role in EMPLOYED
    account = User(
        person=person,
        email=email,
        password=rows.password,
        role_rows=[UserRole(role=role)],
        area_rows=[UserArea(area=rows.areas[letter]) for letter in areas],
    )
    session.add(account)
    return account

"""Notices on the board, made by the noticeboard's own actions, and people who read them."""

from datetime import date, time
from typing import Any
from uuid import uuid4

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.accounts.queries import account_of
from portal.database import changing, session
from portal.members.models import MemberArea
from portal.noticeboard.actions import notices as actions
from portal.noticeboard.models import Notice
from portal.people.models import Area, Person
from tests.factories import MemberFactory, PersonFactory, user_with

TODAY = date(2026, 3, 2)
NOON = clock.at(TODAY, time(12))

FORM: dict[str, Any] = {
    "title": "The side door",
    "body": "Use the **side door** from Monday.",
    "keys": ["role:volunteer"],
    "shown_from": "2 3 2026",
    "shown_until": "",
}
"""What a coordinator types into a notice."""


def somebody(*roles: Role, name: str = "Jo Hartley") -> Person:
    """Return somebody with an account."""
    person: Person = user_with(*roles, person=PersonFactory(name=name)).person
    return person


def volunteer(name: str = "Ann Lee", *areas: Area) -> Person:
    """Return a volunteer with an account, who serves these areas, or all."""
    person = somebody(Role.VOLUNTEER, name=name)
    MemberFactory(person=person, area_rows=[MemberArea(area=each) for each in areas])
    return person


def limited(person: Person, area: Area) -> Person:
    """Limit somebody's account to an area."""
    user = account_of(person)
    user.area_rows = [UserArea(area_id=area.id)]
    session.commit()
    return person


def said(**more: Any) -> actions.Said:
    """Return a notice for volunteers, with what is said otherwise."""
    return actions.Said(
        **{
            "title": "The side door",
            "body": "Use the **side door** from Monday.",
            "keys": frozenset({"role:volunteer"}),
            "shown_from": TODAY,
            **more,
        }
    )


def posted(actor: Person, **more: Any) -> Notice:
    """Return a notice that was posted."""
    with changing():
        return actions.post_notice(said=said(**more), form_key=uuid4().hex, actor=actor)


def read(notice: Notice, *people: Person) -> None:
    """Let people say that they have read a notice."""
    for person in people:
        with changing():
            actions.read_notice(notice=notice, actor=person)

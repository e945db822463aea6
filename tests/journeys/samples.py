"""What pages' addresses name, found or made in the demo's data: one of each for the tour."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from flask import current_app
from sqlalchemy import func, select

from portal import clock
from portal.access.rules import Role
from portal.accounts import actions as accounts
from portal.accounts.models import User
from portal.accounts.queries import user_by_email
from portal.calendar.actions import subscribe
from portal.calendar.models import Entry, FeedScope, Kind, Room
from portal.database import session
from portal.members.models import Member, Status
from portal.notifications.models import Mail
from tests.factories import PersonFactory

Sample = Callable[[], dict[str, Any]]


def demo_user(role: str) -> User:
    """Return the demo's account of a role."""
    user = user_by_email(f"{role}@demo.example")
    assert user is not None
    return user


def _invited() -> dict[str, Any]:
    person = PersonFactory(name="Zainab Iqbal")
    invitation = accounts.invite(person=person, role=Role.VOLUNTEER, actor=None)
    return {"token": accounts.mint(invitation=invitation)}


def _forgetful() -> dict[str, Any]:
    serializer = current_app.extensions["security"].reset_serializer
    return {"token": serializer.dumps(demo_user("volunteer2").fs_uniquifier)}


def _letter() -> dict[str, Any]:
    return {"mail_id": session.scalars(select(func.max(Mail.id))).one()}


def _account() -> dict[str, Any]:
    return {"number": demo_user("volunteer2").id}


def _team_entry() -> dict[str, Any]:
    coming = select(Entry).where(Entry.kind == Kind.TEAM, Entry.starts_at > clock.now())
    made = coming.where(Entry.made_by_id == demo_user("coordinator").person_id)
    ordered = made.order_by(Entry.starts_at, Entry.id).limit(1)
    return {"uuid": session.scalars(ordered).one().uuid}


def _room() -> dict[str, Any]:
    room = session.scalars(select(Room).order_by(Room.id).limit(1)).one()
    return {"venue_id": room.venue_id, "room_id": room.id}


def _venue() -> dict[str, Any]:
    return {"venue_id": _room()["venue_id"]}


def _feed() -> dict[str, Any]:
    _, token = subscribe(
        person=demo_user("coordinator").person,
        scope=FeedScope.EVERYTHING,
        kind=None,
        area=None,
        form_key=uuid4().hex,
    )
    return {"token": token}


def _month() -> dict[str, Any]:
    soon = clock.today() + timedelta(days=31)
    return {"year": soon.year, "number": soon.month}


def _week() -> dict[str, Any]:
    return {"day": clock.today() + timedelta(days=7)}


def _member() -> dict[str, Any]:
    active = select(Member).where(Member.status == Status.ACTIVE).order_by(Member.id)
    return {"number": session.scalars(active.limit(1)).one().number}


SAMPLES: Final[dict[str, Sample]] = {
    "accounts.invitation": _invited,
    "admin.account": _account,
    "admin.letter": _letter,
    "admin.settings_group": lambda: {"slug": "panels"},
    "calendar.add_room": _venue,
    "calendar.cancel_entry": _team_entry,
    "calendar.edit_entry": _team_entry,
    "calendar.edit_room": _room,
    "calendar.edit_venue": _venue,
    "calendar.entry": _team_entry,
    "calendar.entry_file": _team_entry,
    "calendar.month": _month,
    "calendar.venue": _venue,
    "calendar.week": _week,
    "feeds.feed": _feed,
    "members.edit": _member,
    "members.new_check": _member,
    "members.show": _member,
    "members.status": _member,
    "security.reset_password": _forgetful,
}
"""By endpoint. They may make rows."""

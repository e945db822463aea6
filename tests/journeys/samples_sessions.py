"""What the addresses of sessions, referrals and places name, made in the demo's data."""

from collections.abc import Callable
from datetime import time, timedelta
from itertools import count
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.accounts.actions import deactivate
from portal.database import session
from portal.people.models import Person
from portal.people.queries import areas
from portal.reparation.actions import places, referrals
from portal.reparation.actions import sessions as actions
from portal.reparation.models import Place, Project, ProjectSession, Referral, ReferralKind
from portal.reparation.rules.sessions import SessionFacts
from tests.factories import user_with
from tests.journeys.demo import demo_user
from tests.journeys.samples_projects import listed
from tests.reparation.partners.scenes import REQUIRED, accepted
from tests.reparation.scenes import assessed

TURNS: Final = count()


def _project() -> Project:
    """Return a project of the demo partner's own, at which sessions can be held."""
    project = listed()
    session.flush()  # its risk assessment points at its number
    assessed(project, clock.today() + timedelta(days=300))
    assert project.partner
    for kind in REQUIRED:
        accepted(project.partner, kind, until=None)
    return session.scalars(select(Project).where(Project.id == project.id)).one()


def _held() -> ProjectSession:
    """Return a new session a quarter ahead, on a day of its own: its supervisor is one person."""
    starts_at = clock.at(clock.today() + timedelta(days=91 + next(TURNS)), time(15))
    planned = actions.plan_sessions(
        project=_project(),
        wanted=[SessionFacts(starts_at, starts_at + timedelta(hours=2), 2)],
        adults=actions.Adults(demo_user("manager").person),
        form_key=uuid4().hex,
        actor=demo_user("coordinator").person,
    )
    return planned.made[0]


def _referral(whose: Person | None = None) -> Referral:
    actor = demo_user("coordinator").person
    return referrals.add_referral(
        kind=ReferralKind.OUT_OF_COURT,
        order=None,
        facts=referrals.ReferralFacts(hours=8, area=areas()[0], practitioner=whose or actor),
        form_key=uuid4().hex,
        actor=actor,
    )


def _place() -> Place:
    return places.book_place(
        referral=_referral(),
        held=_held(),
        waits=False,
        form_key=uuid4().hex,
        actor=demo_user("coordinator").person,
    )


def _session_named() -> dict[str, Any]:
    return {"session_uuid": _held().entry.uuid}


def _referral_named() -> dict[str, Any]:
    return {"referral_uuid": _referral().uuid}


def _gone_named() -> dict[str, Any]:
    """Return somebody with a referral whose account is closed."""
    user = user_with(Role.STAFF)
    _referral(user.person)
    deactivate(user=user, actor=None)
    return {"person_uuid": user.person.uuid}


def _place_named() -> dict[str, Any]:
    return {"place_uuid": _place().uuid}


OF_SESSIONS: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "reparation.book_place": _session_named,
    "reparation.cancel_session": _session_named,
    "reparation.change_referral": _referral_named,
    "reparation.change_session": _session_named,
    "reparation.hand_over": _gone_named,
    "reparation.move_place": _place_named,
    "reparation.place": _place_named,
    "reparation.place_note": _place_named,
    "reparation.referral": _referral_named,
    "reparation.session": _session_named,
}
"""By endpoint."""

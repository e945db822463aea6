"""Projects, sessions, referrals and places made with as little said as a test needs."""

from collections.abc import Sequence
from datetime import date, time
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.audit.models import AuditEvent
from portal.calendar.models import Venue
from portal.database import changing, session
from portal.notifications.models import Mail
from portal.people.models import Area, Person
from portal.reparation.actions import places, referrals, sessions
from portal.reparation.models import (
    Partner,
    PartnerPerson,
    Place,
    Project,
    ProjectSession,
    ProjectState,
    ProjectTheme,
    Referral,
    ReferralKind,
)
from portal.reparation.rules.sessions import SessionFacts
from tests.factories import AreaFactory, PartnerFactory, PersonFactory, VenueFactory, user_with
from tests.reparation.partners.scenes import REQUIRED, accepted
from tests.reparation.scenes import assessed

TODAY = date(2026, 3, 2)
NOON = clock.at(TODAY, time(12))
SATURDAY = date(2026, 3, 14)
TEN, TWELVE = time(10), time(12)


def coordinator(name: str = "Jo Hartley") -> Person:
    """Return somebody who looks after reparation, with an account."""
    return user_with(Role.COORDINATOR, person=PersonFactory(name=name)).person


def practitioner(name: str = "Sam Okafor") -> Person:
    """Return somebody who books places, with an account."""
    return user_with(Role.STAFF, person=PersonFactory(name=name)).person


def trusted() -> Partner:
    """Return a partner whose documents are all in date."""
    made: Partner = PartnerFactory()
    for kind in REQUIRED:
        accepted(made, kind, until=None)
    return made


def host(partner: Partner, name: str = "Robin Hale") -> Person:
    """Return somebody who signs in for a partner."""
    person: Person = user_with(Role.PARTNER, person=PersonFactory(name=name)).person
    session.add(PartnerPerson(partner=partner, person=person))
    session.commit()
    return person


def project(
    title: str = "Canal towpath",
    *,
    partner: Partner | None = None,
    venue: Venue | None = None,
    themes: Sequence[str] = (),
    **values: Any,
) -> Project:
    """Return a project that can be booked: listed, assessed, its partner's papers in order."""
    made = Project(
        title=title,
        partner=partner or trusted(),
        venue=venue or VenueFactory(address="1 Wharf Road\nKentmere"),
        themes=[ProjectTheme(theme=each) for each in themes],
        **{
            "state": ProjectState.LISTED,
            "listed_on": date(2026, 1, 5),
            "capacity": 6,
            "supervised": 6,
            **values,
        },
    )
    session.add(made)
    session.commit()
    assessed(made, review_on=date(2028, 3, 1), supervised=6)
    return made


def facts(
    on: date = SATURDAY, start: time = TEN, end: time = TWELVE, places: int = 2
) -> SessionFacts:
    """Return what is said of a session, from ten to midday."""
    return SessionFacts(clock.at(on, start), clock.at(on, end), places)


def planned(
    jo: Person,
    of: Project | None = None,
    *days: date,
    supervisor: Person | None = None,
    second: Person | None = None,
    **values: Any,
) -> ProjectSession:
    """Plan sessions of a project, and return the first."""
    with changing():
        made = sessions.plan_sessions(
            project=of or project(),
            wanted=[facts(each, **values) for each in days or (SATURDAY,)],
            adults=sessions.Adults(supervisor or PersonFactory(is_staff=True), second),
            form_key=uuid4().hex,
            actor=jo,
        )
        return made.made[0]


def referral(
    whose: Person, *, area: Area | None = None, actor: Person | None = None, **values: Any
) -> Referral:
    """Enter a referral for unpaid work of twenty hours."""
    said: dict[str, Any] = {"hours": 20, "wish_theme": None, "wish_direct": None, **values}
    with changing():
        return referrals.add_referral(
            kind=ReferralKind.UNPAID_WORK,
            order=None,
            facts=referrals.ReferralFacts(area=area or AreaFactory(), practitioner=whose, **said),
            form_key=uuid4().hex,
            actor=actor or whose,
        )


def booked(
    for_: Referral, held: ProjectSession, *, actor: Person | None = None, waits: bool = True
) -> Place:
    """Book a place, or a turn when none is left, by its practitioner unless said otherwise."""
    with changing():
        return places.book_place(
            referral=for_,
            held=held,
            waits=waits,
            form_key=uuid4().hex,
            actor=actor or for_.practitioner,
        )


def letters() -> list[tuple[str, str]]:
    """Return what lies in the outbox: to whom, and which letter, in order."""
    rows = session.scalars(select(Mail).order_by(Mail.id)).all()
    return [
        (mail.to_person.name if mail.to_person else "", mail.template.rsplit("/", 1)[-1])
        for mail in rows
    ]


def tags() -> list[str]:
    """Return the trail's tags of reparation, in order."""
    found = session.scalars(
        select(AuditEvent.tag).where(AuditEvent.tag.like("reparation:%")).order_by(AuditEvent.id)
    )
    return [tag.removeprefix("reparation:") for tag in found]

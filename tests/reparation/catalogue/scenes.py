"""Listed projects with what comes, and a referral: made with as little said as a test needs."""

from datetime import date, datetime, time, timedelta
from typing import Any

from portal import clock
from portal.calendar.models import Entry, Kind
from portal.database import session
from portal.people.models import Area, Person
from portal.reparation.models import (
    Place,
    PlaceState,
    Project,
    ProjectSession,
    ProjectTheme,
    Referral,
    ReferralKind,
)
from tests.factories import AreaFactory
from tests.reparation import scenes

TODAY = date(2026, 3, 2)
NOON = clock.at(TODAY, time(12))
SATURDAY = date(2026, 3, 14)
POINTS = {"Northmere": (372000, 491000), "Castlebeck": (366000, 485000)}


def area(name: str = "Northmere") -> Area:
    """Return an area with its point on the map."""
    east, north = POINTS[name]
    return AreaFactory(code=name[:4].upper(), name=name, grid_e=east, grid_n=north)


def open_project(title: str, *themes: str, **values: Any) -> Project:
    """Return a listed project whose risks are assessed."""
    made = scenes.project(title, themes=[ProjectTheme(theme=each) for each in themes], **values)
    scenes.assessed(made)
    return made


def session_of(project: Project, day: date = SATURDAY, places: int = 4) -> ProjectSession:
    """Return a session from 10am to 1pm."""
    starts: datetime = clock.at(day, time(10))
    made = ProjectSession(
        project=project,
        places=places,
        entry=Entry(
            kind=Kind.REPARATION,
            title=project.title,
            starts_at=starts,
            ends_at=starts + timedelta(hours=3),
        ),
    )
    session.add(made)
    session.commit()
    return made


def referral(practitioner: Person, where: Area, **values: Any) -> Referral:
    """Return 12 hours of unpaid work."""
    number = session.query(Referral).count() + 1
    made = Referral(
        ref=f"RF-2026-{number:03}",
        kind=ReferralKind.UNPAID_WORK,
        area=where,
        practitioner=practitioner,
        **{"hours": 12, **values},
    )
    session.add(made)
    session.commit()
    return made


def placed(held: ProjectSession, of: Referral, **values: Any) -> Place:
    """Return a place at a session: booked, unless said otherwise."""
    number = session.query(Place).count() + 1
    made = Place(
        ref=f"PL-2026-{number:03}",
        session=held,
        referral=of,
        **{"state": PlaceState.BOOKED, **values},
    )
    session.add(made)
    session.commit()
    return made

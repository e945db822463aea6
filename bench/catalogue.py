"""A made-up catalogue, written straight into the tables: so many listed projects and sessions.

Half of the sessions are over; the others lie within half a year. Every project has its partner's
papers, a site on the map and an approved risk assessment; a few are closed all the same.
"""

import gc
import json
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from statistics import median
from time import process_time
from typing import Any, Final

from flask_security.utils import hash_password
from sqlalchemy import insert, select

from bench.server import PASSWORD
from portal import clock, create_app
from portal.access.rules import Role
from portal.accounts.models import User, UserRole
from portal.calendar.models import Entry, EntryStatus, Kind, Venue, days_of
from portal.database import changing, session
from portal.people.models import Area, Person
from portal.reparation.models import (
    AssessmentState,
    PaperKind,
    PaperState,
    Partner,
    PartnerPaper,
    Place,
    PlaceState,
    Project,
    ProjectSession,
    ProjectState,
    ProjectTheme,
    Referral,
    ReferralKind,
    RiskAssessment,
    SessionState,
)
from portal.reparation.models.settings import THEMES
from portal.reparation.permissions import Seen
from portal.reparation.queries import finding, referring
from portal.reparation.rules import facets

ROUNDS: Final = 21
PARTNERS: Final = 100
PLACES: Final = 6
AHEAD: Final = 182
"""Days over which sessions are spread, before today and after it."""
EAST, NORTH = 360_000, 480_000


def make_catalogue(projects: int, sessions: int) -> None:
    """Add somebody who signs in, partners, projects, sessions and places. Does not commit."""
    jo = Person(name="Catherine Catalogue", email="coordinator@demo.example", is_staff=True)
    bob = Person(name="Bob Approver", is_staff=True)
    account = User(
        person=jo,
        email=jo.email,
        password=hash_password(PASSWORD),
        role_rows=[UserRole(role=Role.COORDINATOR)],
    )
    areas = [
        Area(code=f"C{n}", name=f"Area {n}", grid_e=EAST + 9000 * n, grid_n=NORTH) for n in range(3)
    ]
    session.add_all([account, bob, *areas])
    partners = [_partner(number) for number in range(min(PARTNERS, projects))]
    made = [_project(number, partners, areas) for number in range(projects)]
    session.add_all(made)
    session.flush()  # what follows points at the numbers of projects and people
    session.add_all(_assessed(each, jo, bob) for each in made)
    referrals = [_referral(number, areas, jo) for number in range(max(PLACES, sessions // 10))]
    session.add_all(referrals)
    session.flush()  # places point at the numbers of referrals
    _sessions(sessions, [each.id for each in made], [each.id for each in referrals])


def _partner(number: int) -> Partner:
    later = clock.today() + timedelta(days=200)
    papers = [
        PartnerPaper(kind=kind, until=later, state=PaperState.ACCEPTED, decided_at=clock.now())
        for kind in PaperKind
    ]
    return Partner(name=f"Partner {number:03}", papers=papers)


def _project(number: int, partners: list[Partner], areas: list[Area]) -> Project:
    themes = THEMES.default.split("\n")
    chosen = {themes[number % len(themes)], themes[number * 7 % len(themes)]}
    area = areas[number % len(areas)]
    least = 10 + number % 5
    turn = number // len(themes)  # so that no theme has all that is step-free, and another none
    return Project(
        title=f"Project {number:05} for everybody who lives here",
        summary="A sentence about what is done, with whom, and why it is of use to somebody.",
        work="What is done, hour by hour, and with which tools, in some more words than that.",
        benefits="People who live near by and have asked for it.",
        partner=partners[number % len(partners)],
        state=ProjectState.LISTED,
        listed_on=clock.today(),
        least_age=least,
        most_age=17,
        capacity=PLACES,
        supervised=3,
        step_free=turn // 2 % 2 == 0,
        quiet=turn % 3 == 0,
        accreditation="AQA Unit Award" if turn % 4 == 0 else "",
        weekends=turn % 2 == 0,
        holidays=turn % 5 == 0,
        venue=Venue(
            name=f"Site {number:05}",
            area=area,
            for_projects=True,
            grid_e=EAST + number * 37 % 30_000,
            grid_n=NORTH + number * 91 % 30_000,
        ),
        themes=[ProjectTheme(theme=theme) for theme in sorted(chosen)],
    )


def _assessed(project: Project, assessor: Person, approver: Person) -> RiskAssessment:
    lapsed = project.id % 20 == 0
    return RiskAssessment(
        project=project,
        number=1,
        state=AssessmentState.APPROVED,
        activity=project.title,
        supervised=3,
        assessor=assessor,
        approver=approver,
        approved_at=clock.now(),
        review_on=clock.today() + timedelta(days=-1 if lapsed else 200),
    )


def _referral(number: int, areas: list[Area], practitioner: Person) -> Referral:
    themes = THEMES.default.split("\n")
    return Referral(
        ref=f"RF-2026-{number:05}",
        kind=ReferralKind.UNPAID_WORK,
        area=areas[number % len(areas)],
        practitioner=practitioner,
        hours=40,
        wish_theme=themes[number % len(themes)],
        wish_direct=number % 2 == 0,
    )


def _sessions(count: int, projects: list[int], referrals: list[int]) -> None:
    """Write sessions, their entries and places in bulk: they are too many to make one by one."""
    now = clock.now()
    stamp = {"created_at": now, "updated_at": now}
    session.execute(insert(Entry), [_entry(number, count) for number in range(count)])
    entries = session.execute(
        select(Entry.id, Entry.starts_at).where(Entry.kind == Kind.REPARATION).order_by(Entry.id)
    ).all()
    rows = [
        {
            "project_id": projects[at % len(projects)],
            "entry_id": entry.id,
            "state": SessionState.PLANNED if entry.starts_at > now else SessionState.HELD,
            "places": PLACES,
            "version": 1,
            **stamp,
        }
        for at, entry in enumerate(entries)
    ]
    session.execute(insert(ProjectSession), rows)
    numbers = session.scalars(select(ProjectSession.id).order_by(ProjectSession.id)).all()
    session.execute(insert(Place), list(_places(numbers, referrals, stamp)))


def _entry(number: int, count: int) -> dict[str, Any]:
    ahead = number * 2 * AHEAD // count - AHEAD
    starts = clock.now().replace(hour=10, minute=0) + timedelta(days=ahead or 1)
    ends = starts + timedelta(hours=2)
    first, last = days_of(starts, ends)
    return {
        "kind": Kind.REPARATION,
        "title": "Reparation",
        "starts_at": starts,
        "ends_at": ends,
        "first_day": first,
        "last_day": last,
        "status": EntryStatus.CONFIRMED,
    }


def _places(sessions: Any, referrals: list[int], stamp: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for at, number in enumerate(sessions):
        for turn in range(at % (PLACES + 1)):
            yield {
                "ref": f"PL-2026-{at}-{turn}",
                "session_id": number,
                "referral_id": referrals[(at + turn) % len(referrals)],
                "state": PlaceState.BOOKED,
                **stamp,
            }


def timed() -> dict[str, float]:
    """Return the median seconds of ranking every project for a referral, gate and places read."""
    gc.collect()
    gc.freeze()  # as gunicorn.conf.py does
    uuid = session.scalars(select(Referral.uuid).order_by(Referral.id)).first()
    if uuid is None:
        message = "the catalogue has no referral to rank for"
        raise RuntimeError(message)

    def rank() -> None:
        sought = referring.sought(uuid, Seen(None, frozenset()))
        wanted = sought.wanted({5, 6}, None)
        finding.search(finding.Search(wanted=wanted), {facets.THEME: [""]})

    return {"ranking": _median(rank)}


def _median(work: Callable[[], Any]) -> float:
    seconds = []
    for _ in range(ROUNDS):
        started = process_time()
        work()
        seconds.append(process_time() - started)
        session.rollback()
    return median(seconds)


def main(*words: str) -> None:
    """Fill the database that the environment names, or time a ranking in it."""
    with create_app().app_context():
        if words == ("time",):
            print(json.dumps(timed()))
            return
        with changing():
            make_catalogue(*(int(text) for text in words))


if __name__ == "__main__":
    main(*sys.argv[1:])

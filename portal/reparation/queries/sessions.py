"""Sessions: the list, one with all that its page shows, what of a site and of places is taken."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from portal import clock
from portal.calendar.models import Entry
from portal.calendar.rules import quarters
from portal.database import session
from portal.members.models import Member, Status
from portal.people.models import Person
from portal.reparation.models import (
    LIVE,
    Partner,
    Place,
    PlaceState,
    Project,
    ProjectSession,
    ProjectState,
    Referral,
    SessionState,
    SiteSlot,
)
from portal.reparation.queries.projects import Areas, in_areas
from portal.reparation.rules.places import Taken
from portal.site.pagination import Page, page_of

COMING, PAST = "coming", "past"
MOST: Final = 200
SOME: Final = 8
"""So many sessions stand on a project's page."""


@dataclass(frozen=True)
class SessionFilter:
    """What the list is narrowed to: `mine` is whose I supervise, or have a referral at."""

    show: str = COMING
    area_id: int | None = None
    mine: bool = False


def has_begun(held: ProjectSession) -> bool:
    """Return whether it has begun."""
    return held.entry.starts_at <= clock.now()


def may_be_marked(place: Place) -> bool:
    """Return whether it can be said of a place who came."""
    held = place.session
    stands = held.state is not SessionState.CANCELLED and place.state is PlaceState.BOOKED
    return stands and has_begun(held)


def may_be_moved(place: Place) -> bool:
    """Return whether a place can go to another session, or be given back."""
    held = place.session
    open_still = held.state is SessionState.CANCELLED or held.entry.ends_at > clock.now()
    return place.state in LIVE and place.attended is None and open_still


def site_of(project: Project) -> str:
    """Return the key of where a project is done (`SiteSlot`)."""
    return f"venue:{project.venue_id}" if project.venue_id else f"project:{project.id}"


def sessions(person_id: int, narrowed: SessionFilter, number: int = 1) -> Page[ProjectSession]:
    """Return a page of sessions: the next first, of the past the last."""
    listed = _listed().where(*narrowing(person_id, narrowed))
    return page_of(listed.order_by(*in_order(narrowed)), number)


def in_order(narrowed: SessionFilter) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return what a list is ordered by: the next first, of the past the last."""
    if narrowed.show == PAST:
        return Entry.starts_at.desc(), ProjectSession.id.desc()
    return Entry.starts_at.asc(), ProjectSession.id.asc()


def of_project(project_id: int) -> Sequence[ProjectSession]:
    """Return the next sessions of a project, in order."""
    return session.scalars(
        _listed()
        .where(ProjectSession.project_id == project_id, _to_come())
        .order_by(Entry.starts_at, ProjectSession.id)
        .limit(SOME)
    ).all()


def bookable(area_id: int | None = None, most: int = MOST) -> Sequence[ProjectSession]:
    """Return the sessions that places can be booked at, of an area or of all, the next first."""
    near = true() if area_id is None else Entry.area_id == area_id
    return session.scalars(
        _listed()
        .where(ProjectSession.state == SessionState.PLANNED, Entry.ends_at > clock.now(), near)
        .order_by(Entry.starts_at, ProjectSession.id)
        .limit(most)
    ).all()


def session_at(uuid: UUID) -> ProjectSession:
    """Return a session for staff; raises NoResultFound, answered 404."""
    return session.scalars(_listed().where(Entry.uuid == uuid)).one()


def session_of(partner: Partner, uuid: UUID) -> ProjectSession:
    """Return a session of this partner; raises NoResultFound for any other's."""
    return session.scalars(
        _listed().where(Entry.uuid == uuid, Project.partner_id == partner.id)
    ).one()


def session_numbered(session_id: int) -> ProjectSession:
    """Return a session by its number; raises NoResultFound."""
    return session.scalars(_listed().where(ProjectSession.id == session_id)).one()


def lock_sessions(session_ids: Collection[int]) -> list[ProjectSession]:
    """Return sessions as they now are, held in one order for all until this change is done."""
    return list(
        session.scalars(
            select(ProjectSession)
            .where(ProjectSession.id.in_(session_ids))
            .order_by(ProjectSession.id)
            .with_for_update(of=ProjectSession)
            .execution_options(populate_existing=True)
        ).all()
    )


def lock_session(session_id: int) -> ProjectSession:
    """Return one session as it now is, held until this change is done; raises NoResultFound."""
    return session.scalars(
        select(ProjectSession)
        .where(ProjectSession.id == session_id)
        .with_for_update(of=ProjectSession)
        .execution_options(populate_existing=True)
    ).one()


def made_by_form(form_key: str) -> Sequence[ProjectSession]:
    """Return what a form that was sent before has planned: its key, and a number for each."""
    return session.scalars(
        _listed()
        .where(ProjectSession.form_key.like(f"{form_key}:%"))
        .order_by(Entry.starts_at, ProjectSession.id)
    ).all()


def later_in_series(held: ProjectSession) -> Sequence[ProjectSession]:
    """Return the planned sessions that were planned together with one and come after it."""
    if held.series is None:
        return []
    return session.scalars(
        _listed()
        .where(
            ProjectSession.series == held.series,
            ProjectSession.state == SessionState.PLANNED,
            Entry.starts_at > held.entry.starts_at,
        )
        .order_by(Entry.starts_at, ProjectSession.id)
        .limit(MOST)
    ).all()


def planned_of(project_id: int) -> Sequence[int]:
    """Return the numbers of the sessions of a project that have not begun."""
    return _planned(ProjectSession.project_id == project_id)


def planned_at(venue_id: int) -> Sequence[int]:
    """Return the numbers of the sessions at a venue that have not begun."""
    return _planned(ProjectSession.project.has(Project.venue_id == venue_id))


def to_supervise(person_id: int, after: date | None = None) -> Sequence[int]:
    """Return the numbers of the sessions that have not begun and that somebody supervises.

    With `after` on later days only.
    """
    return _planned(
        or_(ProjectSession.supervisor_id == person_id, ProjectSession.second_id == person_id),
        true() if after is None else Entry.first_day > after,
    )


def held_lately(days: int) -> Sequence[ProjectSession]:
    """Return the sessions that ended before today, so many days ago at most, in order."""
    return session.scalars(
        _listed()
        .where(
            ProjectSession.state != SessionState.CANCELLED,
            Entry.last_day < clock.today(),
            Entry.last_day >= clock.today() - timedelta(days=days),
        )
        .order_by(Entry.starts_at, ProjectSession.id)
    ).all()


def with_free_turns() -> Sequence[int]:
    """Return the numbers of the sessions to come at which somebody waits and a place is free."""
    booked, waiting = (
        func.count().filter(Place.state == state)
        for state in (PlaceState.BOOKED, PlaceState.WAITING)
    )
    return session.scalars(
        select(ProjectSession.id)
        .join(ProjectSession.entry)
        .join(Place, Place.session_id == ProjectSession.id)
        .where(ProjectSession.state == SessionState.PLANNED, Entry.ends_at > clock.now())
        .group_by(ProjectSession.id, ProjectSession.places)
        .having(waiting > 0, booked < ProjectSession.places)
        .order_by(ProjectSession.id)
    ).all()


def listed_projects(areas: Areas, chosen: UUID | None = None) -> Sequence[Project]:
    """Return the projects of some areas that sessions can be planned of, by title.

    The `chosen` one comes first, so that it is among them however many there are.
    """
    return session.scalars(
        select(Project)
        .where(Project.state == ProjectState.LISTED, in_areas(areas))
        .order_by(Project.uuid != chosen, Project.title, Project.id)
        .limit(MOST)
    ).all()


def taken_of(session_ids: Collection[int]) -> dict[int, Taken]:
    """Return how the places of each session stand; one without any is left out."""
    rows = session.execute(
        select(
            Place.session_id,
            func.count().filter(Place.state == PlaceState.BOOKED),
            func.count().filter(Place.state == PlaceState.WAITING),
        )
        .where(Place.session_id.in_(session_ids), Place.state.in_(LIVE))
        .group_by(Place.session_id)
    )
    return {number: Taken(booked, waiting) for number, booked, waiting in rows}


def site_clash(
    site: str, starts_at: datetime, ends_at: datetime, *, ignoring: int | None
) -> ProjectSession | None:
    """Return the first session that has a site in that time, other than the one ignored."""
    taken = quarters(starts_at, ends_at)
    return session.scalar(
        select(ProjectSession)
        .join(SiteSlot, SiteSlot.session_id == ProjectSession.id)
        .options(joinedload(ProjectSession.project), joinedload(ProjectSession.entry))
        .where(
            SiteSlot.site == site,
            SiteSlot.quarter_hour >= taken.start,
            SiteSlot.quarter_hour < taken.stop,
            SiteSlot.session_id != (ignoring or 0),
        )
        .order_by(SiteSlot.quarter_hour, ProjectSession.id)
        .limit(1)
    )


def practitioners(held: ProjectSession) -> Sequence[Person]:
    """Return whose referrals have a place at a session, or wait for one, by name."""
    return session.scalars(
        select(Person)
        .where(
            Person.id.in_(
                select(Referral.practitioner_id)
                .join(Referral.places)
                .where(Place.session_id == held.id, Place.state.in_(LIVE))
            )
        )
        .order_by(Person.name, Person.id)
    ).all()


def person_numbered(person_id: int) -> Person:
    """Return somebody by their number; raises NoResultFound."""
    return session.scalars(select(Person).where(Person.id == person_id)).one()


def adults() -> Sequence[Person]:
    """Return who may supervise: everybody who works for the service, and active volunteers."""
    volunteers = select(Member.person_id).where(Member.status == Status.ACTIVE)
    return session.scalars(
        select(Person)
        .where(Person.erased_at.is_(None), or_(Person.is_staff, Person.id.in_(volunteers)))
        .order_by(Person.name, Person.id)
    ).all()


def _planned(*which: ColumnElement[bool]) -> Sequence[int]:
    return session.scalars(
        select(ProjectSession.id)
        .join(ProjectSession.entry)
        .where(ProjectSession.state == SessionState.PLANNED, Entry.starts_at > clock.now(), *which)
        .order_by(ProjectSession.id)
    ).all()


def _listed() -> Select[ProjectSession]:
    return (
        select(ProjectSession)
        .join(ProjectSession.entry)
        .join(ProjectSession.project)
        .options(
            contains_eager(ProjectSession.entry).joinedload(Entry.area),
            contains_eager(ProjectSession.project).options(
                joinedload(Project.partner), joinedload(Project.venue), selectinload(Project.themes)
            ),
            joinedload(ProjectSession.supervisor),
            joinedload(ProjectSession.second),
        )
    )


def narrowing(person_id: int, narrowed: SessionFilter) -> list[ColumnElement[bool]]:
    """Return the conditions that a session is in a list."""
    past = or_(ProjectSession.state == SessionState.CANCELLED, Entry.ends_at <= clock.now())
    conditions = [past if narrowed.show == PAST else _to_come()]
    if narrowed.area_id:
        conditions.append(Entry.area_id == narrowed.area_id)
    if narrowed.mine:
        conditions.append(_is_mine(person_id))
    return conditions


def _to_come() -> ColumnElement[bool]:
    return and_(ProjectSession.state != SessionState.CANCELLED, Entry.ends_at > clock.now())


def _is_mine(person_id: int) -> ColumnElement[bool]:
    have_place = (
        select(Place.id)
        .join(Place.referral)
        .where(
            Place.session_id == ProjectSession.id,
            Place.state.in_(LIVE),
            Referral.practitioner_id == person_id,
        )
    )
    return or_(
        ProjectSession.supervisor_id == person_id,
        ProjectSession.second_id == person_id,
        have_place.exists(),
    )

"""Projects: those a coordinator looks after, a partner's own, and the one of a page."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from portal.audit.models import AuditEvent
from portal.calendar.models import Venue
from portal.database import as_dict, session
from portal.people.models import Person
from portal.reparation.models import (
    Partner,
    PartnerPerson,
    Project,
    ProjectPhoto,
    ProjectRevision,
    ProjectState,
    ReparationTag,
    RevisionState,
)
from portal.reparation.queries.partners import mine
from portal.site.pagination import Page, page_of

Areas = frozenset[int]
"""The areas that somebody is limited to; none means the whole service."""

SEEN: Final = (ProjectState.LISTED, ProjectState.PAUSED, ProjectState.CLOSED)
"""What all staff may open: nothing that a coordinator has not looked at."""

MOST_OWN: Final = 200
MOST_WORDS: Final = 8
WAITING: Final = "waiting"
STALE: Final = "stale"
PHOTOS: Final = "photos"


@dataclass(frozen=True)
class Search:
    """What a coordinator's list is narrowed to; an empty value narrows nothing.

    A `state` is a project's, or `WAITING` for changes to what is listed, or `PHOTOS` for photos
    that nobody has looked at, or `STALE` for listed ones of which nobody has said since `before`
    that they are on.
    """

    words: str = ""
    state: str = ""
    before: date | None = None


def managed(search: Search, areas: Areas, number: int = 1) -> Page[Project]:
    """Return one page of the projects of some areas, by title."""
    statement = _whole().where(in_areas(areas)).order_by(Project.title, Project.id)
    for word in search.words.split()[:MOST_WORDS]:
        statement = statement.where(
            or_(
                Project.title.icontains(word, autoescape=True),
                Project.partner.has(Partner.name.icontains(word, autoescape=True)),
            )
        )
    return page_of(statement.where(_in_state(search)), number)


def counts(areas: Areas, before: date) -> dict[str, int]:
    """Return how many projects of some areas there are in each state that may be searched for."""
    found = session.execute(
        select(Project.state, func.count()).where(in_areas(areas)).group_by(Project.state)
    )
    counted = {state.value: count for state, count in found}
    for state in (WAITING, PHOTOS, STALE):
        narrowed = (in_areas(areas), _in_state(Search(state=state, before=before)))
        counted[state] = session.scalar(select(func.count(Project.id)).where(*narrowed)) or 0
    return counted


def first_to_read(areas: Areas, most: int) -> Sequence[Project]:
    """Return projects that wait for a coordinator of these areas, or changes to them, by age."""
    waits = or_(
        Project.state == ProjectState.SUBMITTED,
        Project.revisions.any(ProjectRevision.state == RevisionState.WAITING),
    )
    return session.scalars(
        select(Project)
        .options(joinedload(Project.partner))
        .where(in_areas(areas), waits)
        .order_by(Project.updated_at, Project.id)
        .limit(most)
    ).all()


def stale(before: date) -> Sequence[Project]:
    """Return partners' listed projects of which nobody has said since a day that they are on."""
    return session.scalars(
        _whole()
        .where(_in_state(Search(state=STALE, before=before)), Project.partner_id.is_not(None))
        .order_by(Project.id)
    ).all()


def project(project_uuid: UUID, areas: Areas, *, edits: bool) -> Project:
    """Return a project for the service's own people; raises NoResultFound, answered 404.

    Who does not edit projects opens those alone that were listed, of any area.
    """
    allowed = in_areas(areas) if edits else Project.state.in_(SEEN)
    return session.scalars(_whole().where(Project.uuid == project_uuid, allowed)).one()


def own(person: Person) -> Sequence[Project]:
    """Return the projects of the partner that somebody signs in for, the newest first."""
    return session.scalars(
        _whole()
        .where(Project.partner_id == mine(person).id)
        .order_by(Project.id.desc())
        .limit(MOST_OWN)
    ).all()


def own_project(person: Person, project_uuid: UUID) -> Project:
    """Return a project of the partner that somebody signs in for; else NoResultFound."""
    return session.scalars(
        _whole().where(Project.uuid == project_uuid, Project.partner_id == mine(person).id)
    ).one()


def lock_project(project_id: int) -> Project:
    """Return a project as it now is, held until this change is committed."""
    return session.scalars(
        select(Project)
        .where(Project.id == project_id)
        .with_for_update(of=Project)
        .execution_options(populate_existing=True)
    ).one()


def project_numbered(project_id: int) -> Project | None:
    """Return a project by its number."""
    return session.scalar(_whole().where(Project.id == project_id))


def project_by_form(form_key: str) -> Project | None:
    """Return the project that a form that was sent before has made."""
    return session.scalar(select(Project).where(Project.form_key == form_key))


def sites(partner: Partner | None) -> list[tuple[int, str]]:
    """Return the sites that a project may be at, by name: of a partner, those of its own alone."""
    statement = select(Venue.id, Venue.name).where(Venue.for_projects, Venue.closed.is_(False))
    if partner is not None:
        own_sites = select(Project.venue_id).where(Project.partner_id == partner.id)
        statement = statement.where(Venue.id.in_(own_sites))
    rows = session.execute(statement.order_by(Venue.name, Venue.id))
    return [(number, name) for number, name in rows]


def site_names(venue_ids: Collection[int]) -> dict[int, str]:
    """Return what venues are called, those out of use too."""
    rows = session.execute(select(Venue.id, Venue.name).where(Venue.id.in_(venue_ids)))
    return as_dict(rows)


def partners() -> Sequence[Partner]:
    """Return the partners, by name."""
    return session.scalars(select(Partner).order_by(Partner.name, Partner.id)).all()


def was_paused_by_partner(project: Project) -> bool:
    """Return whether somebody of its partner paused a project last, as the trail has it."""
    by = session.scalar(
        select(AuditEvent.actor_id)
        .where(
            AuditEvent.tag == ReparationTag.PROJECT_PAUSED.value,
            AuditEvent.subject_type == Project.__tablename__,
            AuditEvent.subject_id == project.id,
        )
        .order_by(AuditEvent.id.desc())
        .limit(1)
    )
    theirs = select(PartnerPerson.id).where(
        PartnerPerson.partner_id == project.partner_id, PartnerPerson.person_id == by
    )
    return by is not None and session.scalar(theirs) is not None


def in_areas(areas: Areas) -> ColumnElement[bool]:
    """Return whether a project is of one of some areas, by its venue if it has one, or of none."""
    if not areas:
        return Project.id.is_not(None)
    at_venue = Project.venue.has(or_(Venue.area_id.in_(areas), Venue.area_id.is_(None)))
    without = or_(Project.area_id.in_(areas), Project.area_id.is_(None))
    return or_(at_venue, and_(Project.venue_id.is_(None), without))


def _in_state(search: Search) -> ColumnElement[bool]:
    if search.state == WAITING:
        return Project.revisions.any(ProjectRevision.state == RevisionState.WAITING)
    if search.state == PHOTOS:
        unseen = Project.photos.any(ProjectPhoto.approved_at.is_(None))
        return and_(Project.state != ProjectState.CLOSED, unseen)
    if search.state == STALE:
        said = func.coalesce(Project.confirmed_on, Project.listed_on)
        return and_(Project.state == ProjectState.LISTED, said < search.before)
    if search.state:
        return Project.state == ProjectState(search.state)
    return Project.id.is_not(None)


def _whole() -> Select[Project]:
    return select(Project).options(
        joinedload(Project.partner),
        joinedload(Project.venue).joinedload(Venue.area),
        joinedload(Project.area),
        selectinload(Project.themes),
        selectinload(Project.photos).joinedload(ProjectPhoto.document),
        selectinload(Project.revisions).joinedload(ProjectRevision.made_by),
    )

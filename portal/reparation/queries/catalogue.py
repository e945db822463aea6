"""The listed projects as the catalogue finds them, and what each has to come.

What projects are found by is kept in the process until a project, a theme, a site or a partner
changes; what depends on the hour or on places is asked anew each time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import (
    Engine,
    Integer,
    Row,
    ScalarSelect,
    Select,
    String,
    bindparam,
    cast,
    func,
    select,
)
from sqlalchemy.orm import joinedload, load_only

from portal import clock
from portal.calendar.models import Entry, Venue
from portal.database import UtcDateTime, db, session
from portal.reparation.models import (
    Group,
    Partner,
    Place,
    PlaceState,
    Project,
    ProjectSession,
    ProjectState,
    ProjectTheme,
    SessionState,
)
from portal.reparation.rules import facets
from portal.reparation.rules.facets import Index, Known
from portal.reparation.rules.slots import Ahead, Slot

SOON: Final = timedelta(days=14)
AHEAD: Final = timedelta(days=42)
"""How far ahead places are looked for."""

Mark = tuple[Any, ...]
kept_index: WeakKeyDictionary[Engine, tuple[Mark, Index]] = WeakKeyDictionary()

IDS: Final = bindparam("ids", type_=Integer(), expanding=True)
NOW: Final = bindparam("now", type_=UtcDateTime())
UNTIL: Final = bindparam("until", type_=UtcDateTime())


def index() -> Index:
    """Return what the listed projects are found by; one statement while nothing has changed."""
    mark = tuple(session.execute(_mark()).one())
    kept = kept_index.get(db.engine)
    if kept is None or kept[0] != mark:
        kept = (mark, Index(_known()))
        kept_index[db.engine] = kept
    return kept[1]


def cards(ids: Sequence[int]) -> list[Project]:
    """Return projects in the order given, with what a card or a row shows of them.

    Not their themes: what they are found by has them.
    """
    found = {each.id: each for each in session.scalars(_cards(), {"ids": list(ids)})}
    return [found[number] for number in ids if number in found]


@cache
def _cards() -> Select[Project]:
    """Composed once, as all that every search sends: composing costs more than sending."""
    return (
        select(Project)
        .where(Project.id.in_(IDS))
        .options(
            load_only(
                *(Project.uuid, Project.title, Project.accreditation, Project.least_age),
                *(Project.most_age, Project.step_free, Project.quiet),
            ),
            joinedload(Project.partner).load_only(Partner.name),
        )
    )


def project(uuid: UUID) -> Project:
    """Return a listed project with its partner and site; raises NoResultFound, answered 404."""
    return session.scalars(
        select(Project)
        .where(Project.uuid == uuid, Project.state == ProjectState.LISTED)
        .options(
            joinedload(Project.partner),
            joinedload(Project.venue).joinedload(Venue.area),
            joinedload(Project.area),
        )
    ).one()


def ahead(ids: Collection[int]) -> dict[int, Ahead]:
    """Return what each of these projects has to come; one statement for any number."""
    now = clock.now()
    rows = session.execute(_ahead(), {"ids": list(ids), "now": now, "until": now + AHEAD})
    found: defaultdict[int, list[Slot]] = defaultdict(list)
    for row in rows:
        found[row.project_id].append(
            Slot(
                clock.london(row.starts_at),
                clock.london(row.ends_at),
                row.places - row.booked,
                row.waiting,
            )
        )
    return {number: Ahead(tuple(found.get(number, ()))) for number in ids}


@cache
def _ahead() -> Select[int, datetime, datetime, int, int, int]:
    return (
        select(
            *(ProjectSession.project_id, Entry.starts_at, Entry.ends_at, ProjectSession.places),
            taken(PlaceState.BOOKED).label("booked"),
            taken(PlaceState.WAITING).label("waiting"),
        )
        .join(ProjectSession.entry)
        .where(
            ProjectSession.project_id.in_(IDS),
            ProjectSession.state == SessionState.PLANNED,
            Entry.starts_at > NOW,
            Entry.starts_at < UNTIL,
        )
        .order_by(Entry.starts_at, ProjectSession.id)
    )


def with_a_place_soon() -> Collection[int]:
    """Return the projects at which a place is free within `SOON`."""
    now = clock.now()
    return set(session.scalars(_with_a_place(), {"now": now, "until": now + SOON}))


@cache
def _with_a_place() -> Select[int]:
    return _free().with_only_columns(ProjectSession.project_id).distinct()


def running_on(weekdays: Collection[int]) -> Collection[int]:
    """Return the projects that have a session on one of these weekdays within `AHEAD`."""
    today = clock.today()
    days = (today + timedelta(days=ahead) for ahead in range(AHEAD.days))
    chosen = [day for day in days if day.weekday() in weekdays]
    return set(
        session.scalars(
            select(ProjectSession.project_id)
            .join(ProjectSession.entry)
            .where(
                ProjectSession.state == SessionState.PLANNED,
                Entry.starts_at > clock.now(),
                Entry.first_day.in_(chosen),
            )
            .distinct()
        )
    )


def free_days(ids: Collection[int] | None = None) -> dict[int, set[date]]:
    """Return the days within `AHEAD` on which these projects have a place; None means all."""
    free, now = _free(), clock.now()
    if ids is not None:
        free = free.where(ProjectSession.project_id.in_(ids))
    found: defaultdict[int, set[date]] = defaultdict(set)
    for row in session.execute(free, {"now": now, "until": now + AHEAD}):
        found[row.project_id].add(row.first_day)
    return found


@cache
def _free() -> Select[int, date]:
    """Return the select of the sessions from `NOW` until `UNTIL` that have a place."""
    return (
        select(ProjectSession.project_id, Entry.first_day)
        .join(ProjectSession.entry)
        .where(
            Entry.starts_at > NOW,
            Entry.starts_at < UNTIL,
            ProjectSession.state == SessionState.PLANNED,
            ProjectSession.places > taken(PlaceState.BOOKED),
        )
    )


def taken(state: PlaceState) -> ScalarSelect[int]:
    """Return how many places of the statement's session are in a state."""
    return (
        select(func.count())
        .where(Place.session_id == ProjectSession.id, Place.state == state)
        .correlate(ProjectSession)
        .scalar_subquery()
    )


@cache
def _mark() -> Select[Any]:
    """Return the select of figures of which one is another as soon as anything has changed."""

    def summed(table: Any) -> ScalarSelect[Any]:
        return select(func.sum(table.id * table.version)).scalar_subquery()

    themes = select(func.count(), func.max(ProjectTheme.id)).subquery()
    return select(
        func.count(),
        func.sum(Project.id * Project.version),
        func.max(Project.updated_at),
        func.max(cast(Project.uuid, String)),
        select(themes.c[0]).scalar_subquery(),
        select(themes.c[1]).scalar_subquery(),
        summed(Partner),
        summed(Venue),
    ).where(Project.state == ProjectState.LISTED)


def _known() -> Iterator[Known]:
    """Yield what every listed project is found by, by title; two statements."""
    themes: defaultdict[int, list[str]] = defaultdict(list)
    for number, theme in session.execute(
        select(ProjectTheme.project_id, ProjectTheme.theme)
        .join(Project, Project.id == ProjectTheme.project_id)
        .where(Project.state == ProjectState.LISTED)
        .order_by(ProjectTheme.id)
    ):
        themes[number].append(theme)
    rows = session.execute(
        select(
            Project,
            Partner.name.label("partner"),
            func.coalesce(Venue.area_id, Project.area_id).label("area_id"),
            *(Venue.grid_e, Venue.grid_n),
        )
        .outerjoin(Project.partner)
        .outerjoin(Project.venue)
        .where(Project.state == ProjectState.LISTED)
        .order_by(Project.title, Project.id)
    )
    for row in rows:
        yield _one(row, themes[row.Project.id])


def _one(row: Row[*tuple[Any, ...]], themes: Iterable[str]) -> Known:
    project: Project = row.Project
    said = (
        *(project.title, project.summary, project.work, project.benefits, project.skills),
        *(project.accreditation, row.partner or "", *themes),
    )
    return Known(
        id=project.id,
        area=None if row.area_id is None else str(row.area_id),
        kind=project.kind.value,
        least_age=project.least_age,
        most_age=project.most_age,
        themes=frozenset(themes),
        has=frozenset(thing for thing, holds in _things(project) if holds),
        point=None if row.grid_e is None or row.grid_n is None else (row.grid_e, row.grid_n),
        text=" ".join(said).lower(),
    )


def _things(project: Project) -> Iterator[tuple[str, bool]]:
    yield facets.WEEKENDS, project.weekends
    yield facets.EVENINGS, project.evenings
    yield facets.HOLIDAYS, project.holidays
    yield facets.TERM, project.term_time
    yield facets.AWARD, bool(project.accreditation)
    yield facets.STEP_FREE, project.step_free
    yield facets.QUIET, project.quiet
    yield facets.TOILETS, project.toilets
    yield facets.TRANSPORT, project.staff_transport
    yield facets.ONE_TO_ONE, project.group is not Group.GROUP

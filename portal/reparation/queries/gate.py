"""What decides whether projects may be used: gathered for many at once, weighed by `rules.gate`."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date, timedelta
from functools import cache
from typing import Any, Final

from sqlalchemy import Integer, Row, Select, bindparam, or_, select

from portal import clock
from portal.calendar import queries as calendar
from portal.calendar.models import Entry, Venue
from portal.database import session
from portal.reparation.models import (
    EARLIEST_HOUR,
    LATEST_HOUR,
    LEAVER_WEEK_HOURS,
    OLDER_MINUTES,
    OLDER_WEEK_HOURS,
    REQUIRED_PAPERS,
    SCHOOL_AGE,
    SCHOOL_DAY_MINUTES,
    TERM_WEEK_HOURS,
    YOUNGER_MINUTES,
    YOUNGER_WEEK_HOURS,
    AssessmentState,
    Partner,
    PartnerState,
    Place,
    PlaceState,
    Project,
    ProjectSession,
    RiskAssessment,
)
from portal.reparation.queries.partners import held
from portal.reparation.rules import gate
from portal.settings.queries import lines, value

SCHOOL_DAYS: Final = 5
SIX_DAYS: Final = timedelta(days=6)
SOON: Final = timedelta(days=60)
"""What ends within it is to be seen to now: renewing takes weeks."""
LONGEST_HOLIDAY: Final = timedelta(weeks=10)
"""No school holiday is longer, so a term lies within it of any day on either side."""
PROJECTS: Final = bindparam("projects", type_=Integer(), expanding=True)
VENUES: Final = bindparam("venues", type_=Integer(), expanding=True)


def facts(project_ids: Collection[int]) -> dict[int, gate.Facts]:
    """Return what decides of each project, on whatever day; three statements for any number."""
    rows = session.execute(_projects(), {"projects": list(project_ids)}).all()
    papers = held({row.partner_id for row in rows if row.partner_id is not None})
    required = tuple(lines(REQUIRED_PAPERS))
    assessed = _assessed({row.id: row.title for row in rows}, _venues(rows))
    return {
        row.id: gate.Facts(
            supervised=row.supervised,
            least_age=row.least_age,
            assessed=(*assessed["project", row.id], *assessed["venue", row.venue_id]),
            papers=tuple(papers[row.partner_id]),
            required=() if row.partner_id is None else required,
            partner=None if row.standing in {None, PartnerState.ACTIVE} else row.partner,
        )
        for row in rows
    }


@cache
def _projects() -> Select[*tuple[Any, ...]]:
    """Composed once: each search of the catalogue sends it, and composing costs more than that."""
    return (
        select(
            *(Project.id, Project.title, Project.supervised, Project.least_age, Project.venue_id),
            Venue.name.label("venue"),
            *(Project.partner_id, Partner.name.label("partner"), Partner.state.label("standing")),
        )
        .outerjoin(Project.venue)
        .outerjoin(Project.partner)
        .where(Project.id.in_(PROJECTS))
    )


def closed(project_ids: Collection[int], on: date) -> dict[int, tuple[gate.Against, ...]]:
    """Return why nothing can be booked at each project on a day; an empty one is open."""
    return {number: gate.closed(known, on) for number, known in facts(project_ids).items()}


def documents(project: Project) -> list[gate.Document]:
    """Return how the risk assessments and the papers behind a project stand today."""
    today = clock.today()
    return gate.documents(facts([project.id])[project.id], today, today + SOON)


def hours() -> gate.Hours:
    """Return young people's working hours as they are set."""
    return gate.Hours(
        school_age=value(SCHOOL_AGE),
        earliest=value(EARLIEST_HOUR),
        latest=value(LATEST_HOUR),
        school_day_minutes=value(SCHOOL_DAY_MINUTES),
        younger_minutes=value(YOUNGER_MINUTES),
        older_minutes=value(OLDER_MINUTES),
    )


def out_of_week(
    referral_id: int, held: ProjectSession, *, ignoring: Collection[int]
) -> tuple[gate.Against, ...]:
    """Return why a referral cannot have a place at a session besides those it has in that week.

    `ignoring` are sessions whose places count no more.
    """
    monday = held.entry.first_day - timedelta(days=held.entry.first_day.weekday())
    spans = session.execute(
        select(Entry.starts_at, Entry.ends_at)
        .join(ProjectSession, ProjectSession.entry_id == Entry.id)
        .join(Place, Place.session_id == ProjectSession.id)
        .where(
            *(Place.referral_id == referral_id, Place.state == PlaceState.BOOKED),
            Entry.first_day.between(monday, monday + SIX_DAYS),
            ProjectSession.id.not_in([*ignoring, held.id]),
        )
    ).all()
    all_spans = [*spans, (held.entry.starts_at, held.entry.ends_at)]
    minutes = sum((ends - starts).total_seconds() for starts, ends in all_spans) / 60
    area = held.project.where_area
    return gate.out_of_week(
        held.project.least_age,
        int(minutes),
        monday=monday,
        in_term=_has_school(monday, area.id if area else None),
        hours=_week_hours(),
    )


def _week_hours() -> gate.WeekHours:
    return gate.WeekHours(
        school_age=value(SCHOOL_AGE),
        term=value(TERM_WEEK_HOURS),
        younger=value(YOUNGER_WEEK_HOURS),
        older=value(OLDER_WEEK_HOURS),
        leaver=value(LEAVER_WEEK_HOURS),
    )


def _has_school(monday: date, area_id: int | None) -> bool:
    return any(school_day(monday + timedelta(days=n), area_id) for n in range(SCHOOL_DAYS))


def school_day(day: date, area_id: int | None = None) -> bool:
    """Return whether children of school age must be taken to be at school on a day.

    They are on the working days of a term, as the calendars of school terms say of an area; on all
    working days where no such calendar knows of the terms around the day.
    """
    if not clock.is_working_day(day):
        return False
    terms = calendar.terms_between(day - LONGEST_HOLIDAY, day + LONGEST_HOLIDAY, area_id)
    is_known = any(term.first_day <= day for term in terms) and any(
        term.last_day >= day for term in terms
    )
    return not is_known or calendar.in_term(day, area_id)


def _venues(rows: Collection[Row[*tuple[object, ...]]]) -> dict[int, str]:
    return {row.venue_id: row.venue for row in rows if row.venue_id is not None}


def _assessed(
    projects: Mapping[int, str], venues: Mapping[int, str]
) -> defaultdict[tuple[str, int | None], list[gate.Assessed]]:
    """Return the approved assessments by what they are of, each with its subject's name."""
    found: defaultdict[tuple[str, int | None], list[gate.Assessed]] = defaultdict(list)
    rows = session.execute(_approved(), {"projects": list(projects), "venues": list(venues)})
    for row in rows:
        of_project = row.project_id is not None
        key = ("project", row.project_id) if of_project else ("venue", row.venue_id)
        name = projects[row.project_id] if of_project else venues[row.venue_id]
        found[key].append(
            gate.Assessed(
                name, row.review_on, row.supervised, row.least_age, is_site=not of_project
            )
        )
    return found


@cache
def _approved() -> Select[*tuple[Any, ...]]:
    return (
        select(
            *(RiskAssessment.project_id, RiskAssessment.venue_id, RiskAssessment.review_on),
            *(RiskAssessment.supervised, RiskAssessment.least_age),
        )
        .where(
            RiskAssessment.state == AssessmentState.APPROVED,
            or_(RiskAssessment.project_id.in_(PROJECTS), RiskAssessment.venue_id.in_(VENUES)),
        )
        .order_by(RiskAssessment.id)
    )

"""Risk assessments: one version, all of a subject, what is to be reviewed and what waits."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.exc import NoResultFound
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal import clock
from portal.calendar.models import Entry, Venue
from portal.database import session
from portal.people.models import Person
from portal.reparation.models import (
    AssessmentState,
    Hazard,
    Project,
    ProjectSession,
    ProjectState,
    RiskAssessment,
    SessionState,
)
from portal.reparation.rules import risks as rules
from portal.site.pagination import Page, page_of

MOST_VERSIONS: Final = 50
MOST_WAITING: Final = 100
OPEN: Final = (AssessmentState.DRAFT, AssessmentState.SUBMITTED)
"""Versions that are written or wait for approval: one a subject."""
TO_ASSESS: Final = (ProjectState.SUBMITTED, ProjectState.APPROVED, ProjectState.LISTED)
"""Projects that are in use, or soon will be."""

Subject = Project | Venue
"""What an assessment is of."""


def assessment(uuid: UUID) -> RiskAssessment:
    """Return a version with all that its page shows; raises NoResultFound, answered 404."""
    return session.scalars(_whole().where(RiskAssessment.uuid == uuid)).one()


def own_assessment(uuid: UUID, person: Person) -> RiskAssessment:
    """Return a version that somebody wrote; raises NoResultFound for anybody else's."""
    return session.scalars(
        _whole().where(RiskAssessment.uuid == uuid, RiskAssessment.assessor_id == person.id)
    ).one()


def assessment_numbered(assessment_id: int) -> RiskAssessment | None:
    """Return a version with its subject and its people, None when it was discarded."""
    return session.scalar(_listed().where(RiskAssessment.id == assessment_id))


def lock_assessment(assessment_id: int) -> RiskAssessment:
    """Return a version as it now is, held until this change is committed.

    Raises NoResultFound when it was discarded meanwhile.
    """
    return session.scalars(
        select(RiskAssessment)
        .where(RiskAssessment.id == assessment_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one()


def lock_subject(subject: Subject) -> None:
    """Hold a project or a venue, so that two who start a version of it follow one another."""
    table = type(subject)
    session.execute(select(table.id).where(table.id == subject.id).with_for_update())


def project_assessed(uuid: UUID) -> Project:
    """Return a project by its UUID; raises NoResultFound, answered 404."""
    return session.scalars(
        select(Project)
        .options(joinedload(Project.venue), joinedload(Project.partner))
        .where(Project.uuid == uuid)
    ).one()


def area_of(subject: Subject) -> int | None:
    """Return the area of a project or a venue; None is the whole service."""
    area = subject.where_area if isinstance(subject, Project) else subject.area
    return area.id if area else None


def versions(subject: Subject) -> Sequence[RiskAssessment]:
    """Return the versions of a project or a venue, the newest first, with their people."""
    statement = _listed().where(_is_of(subject)).order_by(RiskAssessment.number.desc())
    return session.scalars(statement.limit(MOST_VERSIONS)).all()


def approved_of(subject: Subject) -> RiskAssessment | None:
    """Return the version that counts, with all that it says."""
    is_approved = RiskAssessment.state == AssessmentState.APPROVED
    return session.scalar(_whole().where(_is_of(subject), is_approved))


def version_by_form(key: str) -> RiskAssessment | None:
    """Return what a form made when it was sent before."""
    return session.scalar(select(RiskAssessment).where(RiskAssessment.form_key == key))


def version_numbered(subject: Subject, number: int) -> RiskAssessment:
    """Return a version of a project or a venue; raises NoResultFound, answered 404."""
    return session.scalars(_whole().where(_is_of(subject), RiskAssessment.number == number)).one()


def hazard_of(version: RiskAssessment, number: int) -> Hazard:
    """Return a hazard of a version; raises NoResultFound, answered 404, when it was taken out."""
    for hazard in version.hazards:
        if hazard.number == number:
            return hazard
    raise NoResultFound


def written(version: RiskAssessment) -> rules.Written:
    """Return what a version says, as values."""
    return rules.Written(
        activity=version.activity,
        supervised=version.supervised,
        least_age=version.least_age,
        ppe=version.ppe,
        first_aid=version.first_aid,
        emergency=version.emergency,
        dangers=tuple(danger(each) for each in version.hazards),
    )


def danger(hazard: Hazard) -> rules.Danger:
    """Return a hazard as values."""
    return rules.Danger(
        what=hazard.what,
        who=hazard.who,
        before=rules.Score(hazard.likelihood_before, hazard.severity_before),
        after=rules.Score(hazard.likelihood_after, hazard.severity_after),
        measures=tuple(
            rules.Measure(each.what, each.owner, each.due_on) for each in hazard.controls
        ),
    )


def reviews(number: int = 1) -> Page[RiskAssessment]:
    """Return one page of the versions that count, the soonest to be reviewed first."""
    return page_of(_counting().order_by(RiskAssessment.review_on, RiskAssessment.id), number)


def planned_after(reviewed: Collection[RiskAssessment]) -> dict[int, int]:
    """Return how many sessions are planned for days after each review; without any, none is named.

    Those of a venue's assessment are at all of its projects.
    """
    rows = session.execute(
        select(RiskAssessment.id, func.count(ProjectSession.id))
        .join(
            Project,
            or_(
                Project.id == RiskAssessment.project_id,
                Project.venue_id == RiskAssessment.venue_id,
            ),
        )
        .join(ProjectSession, ProjectSession.project_id == Project.id)
        .join(ProjectSession.entry)
        .where(
            RiskAssessment.id.in_([each.id for each in reviewed]),
            ProjectSession.state == SessionState.PLANNED,
            Entry.first_day > RiskAssessment.review_on,
            Entry.ends_at > clock.now(),
        )
        .group_by(RiskAssessment.id)
    )
    return dict(rows.all())


def unfinished() -> Sequence[RiskAssessment]:
    """Return the versions that wait for approval, those that waited longest first, then drafts."""
    statement = (
        _listed()
        .where(RiskAssessment.state.in_(OPEN))
        .order_by(RiskAssessment.state.desc(), RiskAssessment.submitted_at, RiskAssessment.id)
    )
    return session.scalars(statement.limit(MOST_WAITING)).all()


def never_assessed() -> Sequence[Project]:
    """Return the projects in use, or soon in use, that no approved version covers, by title."""
    covers = aliased(RiskAssessment)
    covered = (
        select(covers.id)
        .where(
            covers.state == AssessmentState.APPROVED,
            or_(covers.project_id == Project.id, covers.venue_id == Project.venue_id),
        )
        .exists()
    )
    statement = (
        select(Project)
        .options(joinedload(Project.partner))
        .where(Project.state.in_(TO_ASSESS), ~covered)
        .order_by(Project.title, Project.id)
    )
    return session.scalars(statement.limit(MOST_WAITING)).all()


def to_review(first: date, last: date) -> Sequence[RiskAssessment]:
    """Return the versions that count and are to be reviewed on some days, in a stable order."""
    statement = _counting().where(RiskAssessment.review_on.between(first, last))
    return session.scalars(statement.order_by(RiskAssessment.id)).all()


def _counting() -> Select[RiskAssessment]:
    """Select the versions that count, but for those of closed projects: nobody reviews them."""
    is_open = or_(Project.id.is_(None), Project.state != ProjectState.CLOSED)
    return (
        _listed()
        .outerjoin(RiskAssessment.project)
        .where(RiskAssessment.state == AssessmentState.APPROVED, is_open)
    )


def _is_of(subject: Subject) -> ColumnElement[bool]:
    if isinstance(subject, Project):
        return RiskAssessment.project_id == subject.id
    return RiskAssessment.venue_id == subject.id


def _listed() -> Select[RiskAssessment]:
    return select(RiskAssessment).options(
        joinedload(RiskAssessment.project),
        joinedload(RiskAssessment.venue),
        joinedload(RiskAssessment.assessor),
        joinedload(RiskAssessment.approver),
    )


def _whole() -> Select[RiskAssessment]:
    return _listed().options(selectinload(RiskAssessment.hazards).selectinload(Hazard.controls))

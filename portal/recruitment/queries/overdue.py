"""What is overdue of applicants: a step, an answer about them, the review of a probation."""

from datetime import timedelta
from typing import Final

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal import clock
from portal.accounts.models import User
from portal.calendar.models import Entry
from portal.database import session
from portal.members.queries.overdue import MOST, Line, Overdue
from portal.panels.permissions import Areas
from portal.recruitment.models import (
    Application,
    ApplicationState,
    Interview,
    Interviewer,
    Referee,
    RefereeState,
)
from portal.recruitment.permissions import is_own
from portal.recruitment.queries.pipeline import MOST as ALL
from portal.recruitment.queries.pipeline import pressing
from portal.recruitment.queries.probations import UNDER, to_review
from portal.recruitment.rules.pace import Pace
from portal.site.filters import day

GRACE: Final = timedelta(days=1)
"""After an interview or a day by which something is due, in which nothing is overdue yet."""


def applicants(reader: User) -> Overdue:
    """Tell who on their way to be a volunteer waits too long at a stage."""
    every = pressing(reader.area_ids, ALL, reader)
    found = [each for each in every if each.age.pace is Pace.TOO_LONG]
    lines = [
        Line(
            each.application.name,
            f"{each.age.words}. {each.waits_for}",
            f"/recruitment/applications/{each.application.uuid}",
        )
        for each in found[:MOST]
    ]
    return Overdue("Applicants", lines, len(found), "/recruitment/pipeline", "The pipeline")


def answers(reader: User) -> Overdue:
    """Tell which referee did not answer in time, and which interviewer has not said a word.

    Of others than the reader: nobody is told who speaks of themself.
    """
    lines = [*_interviewers(reader), *_referees(reader)]
    title = "Answers about applicants"
    return Overdue(title, lines[:MOST], len(lines), "/recruitment/pipeline", "The pipeline")


def probations(reader: User) -> Overdue:
    """Tell whose probation should have been reviewed by now."""
    lines = [
        Line(
            each.application.name,
            f"To be reviewed by {day(each.review_on)}" if each.review_on else "",
            f"{UNDER}{each.application.uuid}",
        )
        for each in to_review(reader, clock.today() - GRACE, MOST)
    ]
    return Overdue("Probations to review", lines, len(lines), "/", "What needs you")


def _interviewers(reader: User) -> list[Line]:
    found = session.scalars(
        select(Interviewer)
        .join(Interviewer.interview)
        .join(Interview.entry)
        .join(Interview.application)
        .options(
            joinedload(Interviewer.person),
            contains_eager(Interviewer.interview).options(
                contains_eager(Interview.entry),
                contains_eager(Interview.application).joinedload(Application.member),
            ),
        )
        .where(
            Interviewer.sent_at.is_(None),
            Interview.cancelled_at.is_(None),
            Entry.ends_at <= clock.now() - GRACE,
            *_underway(reader.area_ids),
        )
        .order_by(Entry.starts_at, Interviewer.id)
        .limit(ALL)
    )
    return [
        Line(
            each.interview.application.name,
            f"No word from {each.person.display_name} since the interview on "
            f"{day(each.interview.entry.starts_at)}",
            f"/recruitment/applications/{each.interview.application.uuid}/interview",
        )
        for each in found
        if not is_own(reader, each.interview.application)
    ]


def _referees(reader: User) -> list[Line]:
    found = session.scalars(
        select(Referee)
        .join(Referee.application)
        .options(contains_eager(Referee.application).joinedload(Application.member))
        .where(
            Referee.state == RefereeState.ASKED,
            Referee.expires_at <= clock.now(),
            *_underway(reader.area_ids),
        )
        .order_by(Referee.expires_at, Referee.id)
        .limit(ALL)
    )
    return [
        Line(
            each.application.name,
            f"No answer from {each.name}, whose link has ended",
            f"/recruitment/applications/{each.application.uuid}/references",
        )
        for each in found
        if not is_own(reader, each.application)
    ]


def _underway(areas: Areas) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [Application.state == ApplicationState.OPEN]
    if areas:
        conditions.append(or_(Application.area_id.in_(areas), Application.area_id.is_(None)))
    return conditions

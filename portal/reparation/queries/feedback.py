"""The links by which people say how a project was, and what they said, added up."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.reparation.models import Answerer, FeedbackBatch, FeedbackLink, ProjectFeedback
from portal.reparation.rules import feedback as rules
from portal.reparation.rules.feedback import Results


@dataclass(frozen=True)
class Batch:
    """What enough people of one kind said, and the month in which the last of them answered."""

    month: date
    results: Results


@dataclass(frozen=True)
class Said:
    """All that may be shown of what people of one kind said, the earliest batch first."""

    answerer: Answerer
    batches: Sequence[Batch]

    @property
    def total(self) -> Results:
        """Return all batches together."""
        return sum((each.results for each in self.batches), Results())


def link(token: str) -> FeedbackLink:
    """Return a link with its project, open or ended; raises NoResultFound, answered 404."""
    return session.scalars(
        select(FeedbackLink)
        .options(joinedload(FeedbackLink.project))
        .where(FeedbackLink.token == token)
    ).one()


def lock_link(link_id: int) -> FeedbackLink:
    """Return a link as it now is, held until this change is committed."""
    return session.scalars(
        select(FeedbackLink)
        .where(FeedbackLink.id == link_id)
        .with_for_update(of=FeedbackLink)
        .execution_options(populate_existing=True)
    ).one()


def open_links(project_id: int) -> dict[Answerer, FeedbackLink]:
    """Return the links of a project that may be answered, by who is asked."""
    rows = session.scalars(
        select(FeedbackLink).where(
            FeedbackLink.project_id == project_id, FeedbackLink.ended_at.is_(None)
        )
    )
    return {row.answerer: row for row in rows}


def open_link(project_id: int, answerer: Answerer) -> FeedbackLink:
    """Return the link of a project that some may answer now; raises NoResultFound."""
    return session.scalars(
        select(FeedbackLink)
        .options(joinedload(FeedbackLink.project))
        .where(
            FeedbackLink.project_id == project_id,
            FeedbackLink.answerer == answerer,
            FeedbackLink.ended_at.is_(None),
        )
    ).one()


def waiting(project_id: int, answerer: Answerer) -> Sequence[ProjectFeedback]:
    """Return the answers that are not added up yet, in no order that means anything."""
    return session.scalars(
        select(ProjectFeedback)
        .where(
            ProjectFeedback.project_id == project_id,
            ProjectFeedback.answerer == answerer,
            ProjectFeedback.answers.is_not(None),
        )
        .order_by(ProjectFeedback.id)
    ).all()


def last_number(project_id: int, answerer: Answerer) -> int:
    """Return the number of the last batch of a project's answers, 0 before the first."""
    return session.scalars(
        select(func.coalesce(func.max(FeedbackBatch.number), 0)).where(
            FeedbackBatch.project_id == project_id, FeedbackBatch.answerer == answerer
        )
    ).one()


def batches_of(project_id: int) -> Sequence[FeedbackBatch]:
    """Return all that is shown of a project, in order."""
    return session.scalars(
        select(FeedbackBatch)
        .where(FeedbackBatch.project_id == project_id)
        .order_by(FeedbackBatch.answerer, FeedbackBatch.number)
    ).all()


def said_of(project_id: int) -> Sequence[Said]:
    """Return what people said of a project, by who was asked, of those who said enough."""
    return list(_by_answerer(batches_of(project_id)))


def said_between(first: date, last: date) -> Sequence[Said]:
    """Return what people said of all projects in the months that begin in a span of days."""
    rows = session.scalars(
        select(FeedbackBatch)
        .where(FeedbackBatch.month.between(first, last))
        .order_by(FeedbackBatch.month, FeedbackBatch.project_id, FeedbackBatch.number)
    ).all()
    return list(_by_answerer(rows))


def _by_answerer(rows: Sequence[FeedbackBatch]) -> Iterator[Said]:
    found: defaultdict[Answerer, list[Batch]] = defaultdict(list)
    for row in rows:
        results = rules.from_json(row.answers, row.results)
        found[row.answerer].append(Batch(row.month, results))
    for answerer in Answerer:
        if answerer in found:
            yield Said(answerer, found[answerer])

"""Papers of partners: those of one, those that wait to be looked at, and what they mean today."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import contains_eager, joinedload

from portal import clock
from portal.database import session
from portal.reparation.models import (
    PAPER_REMINDER_DAYS,
    REQUIRED_PAPERS,
    PaperState,
    Partner,
    PartnerArea,
    PartnerPaper,
)
from portal.reparation.queries.partners import held, sent_titles
from portal.reparation.queries.projects import Areas
from portal.reparation.rules import partners as rules
from portal.settings.queries import lines, value
from portal.settings.rules import days_ahead
from portal.site.pagination import Page, page_of

MOST_PAPERS = 40


def standing(partner: Partner) -> list[rules.Line]:
    """Return how each paper of a partner stands today, what is asked for first."""
    return rules.lines(
        held([partner.id])[partner.id],
        lines(REQUIRED_PAPERS),
        waiting={title for _, title in sent_titles([partner.id])},
        today=clock.today(),
        soon=max(days_ahead(value(PAPER_REMINDER_DAYS))),
    )


def papers_of(partner: Partner) -> Sequence[PartnerPaper]:
    """Return what a partner has sent in or a coordinator has seen, the newest first."""
    return session.scalars(
        select(PartnerPaper)
        .where(PartnerPaper.partner_id == partner.id)
        .options(joinedload(PartnerPaper.document))
        .order_by(PartnerPaper.id.desc())
        .limit(MOST_PAPERS)
    ).all()


def still_refused(sent: Sequence[PartnerPaper]) -> list[PartnerPaper]:
    """Return those of a partner's papers, the newest first, that were refused and not replaced."""
    newest = {paper.title: paper for paper in reversed(sent)}
    return [paper for paper in newest.values() if paper.state is PaperState.REFUSED]


def waiting(areas: Areas, number: int = 1) -> Page[PartnerPaper]:
    """Return one page of the papers that wait for a coordinator of these areas, the oldest first.

    No areas means all of them, and a partner without any serves all.
    """
    return page_of(_waiting(areas), number)


def first_waiting(areas: Areas, most: int) -> Sequence[PartnerPaper]:
    """Return the papers that have waited longest for a coordinator of these areas."""
    return session.scalars(_waiting(areas).limit(most)).all()


def _waiting(areas: Areas) -> Select[PartnerPaper]:
    found = (
        select(PartnerPaper)
        .join(PartnerPaper.partner)
        .where(PartnerPaper.state == PaperState.SENT)
        .options(contains_eager(PartnerPaper.partner))
        .order_by(PartnerPaper.id)
    )
    if areas:
        serves = Partner.areas.any(PartnerArea.area_id.in_(areas))
        found = found.where(or_(serves, ~Partner.areas.any()))
    return found


def paper(uuid: UUID) -> PartnerPaper:
    """Return a paper; raises NoResultFound."""
    return session.scalars(
        select(PartnerPaper)
        .where(PartnerPaper.uuid == uuid)
        .options(joinedload(PartnerPaper.partner), joinedload(PartnerPaper.document))
    ).one()


def paper_numbered(number: int) -> PartnerPaper | None:
    """Return a paper that a letter is about."""
    return session.get(PartnerPaper, number)


def paper_by_form(form_key: str) -> PartnerPaper | None:
    """Return the paper that a form that was sent before has brought."""
    return session.scalar(select(PartnerPaper).where(PartnerPaper.form_key == form_key))


def lock_paper(number: int) -> PartnerPaper:
    """Return a paper that nobody else can decide on until this change ends."""
    return session.scalars(
        select(PartnerPaper)
        .where(PartnerPaper.id == number)
        .with_for_update(of=PartnerPaper)
        .execution_options(populate_existing=True)
    ).one()

"""Papers of partners: those of one, those that wait to be looked at, and what they mean today."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.database import session
from portal.reparation.models import (
    PAPER_REMINDER_DAYS,
    REQUIRED_PAPERS,
    PaperState,
    Partner,
    PartnerPaper,
)
from portal.reparation.queries.partners import held, sent_titles
from portal.reparation.rules import partners as rules
from portal.settings.queries import lines, value
from portal.site.pagination import Page, page_of
from portal.training.rules import distances

MOST_PAPERS = 40


def standing(partner: Partner) -> list[rules.Line]:
    """Return how each paper of a partner stands today, what is asked for first."""
    return rules.lines(
        held([partner.id])[partner.id],
        lines(REQUIRED_PAPERS),
        waiting={title for _, title in sent_titles([partner.id])},
        today=clock.today(),
        soon=max(distances(value(PAPER_REMINDER_DAYS))),
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


def waiting(number: int = 1) -> Page[PartnerPaper]:
    """Return one page of the papers that nobody has looked at, the oldest first."""
    return page_of(
        select(PartnerPaper)
        .where(PartnerPaper.state == PaperState.SENT)
        .options(joinedload(PartnerPaper.partner))
        .order_by(PartnerPaper.id),
        number,
    )


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

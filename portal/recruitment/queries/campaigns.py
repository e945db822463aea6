"""Finding campaigns, and how many are on their way in each."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.recruitment.models import LIVE, Application, Campaign, CampaignState
from portal.site.pagination import Page, page_of

Areas = Collection[int]
MOST: Final = 100
"""Campaigns offered in a form; older ones are long closed."""


def campaigns(number: int = 1) -> Page[Campaign]:
    """Return one page of campaigns: open ones first, then drafts, the newest first in each."""
    order = case(
        (Campaign.state == CampaignState.OPEN, 0),
        (Campaign.state == CampaignState.DRAFT, 1),
        else_=2,
    )
    return page_of(
        select(Campaign).options(joinedload(Campaign.area)).order_by(order, Campaign.id.desc()),
        number,
    )


def campaign(uuid: UUID) -> Campaign:
    """Return a campaign; raises NoResultFound, answered 404."""
    return session.scalars(
        select(Campaign).options(joinedload(Campaign.area)).where(Campaign.uuid == uuid)
    ).one()


def public_campaign(slug: str) -> Campaign:
    """Return a campaign by its public address, of which a draft has none; raises NoResultFound."""
    return session.scalars(
        select(Campaign)
        .options(joinedload(Campaign.area))
        .where(Campaign.slug == slug, Campaign.state != CampaignState.DRAFT)
    ).one()


def running(areas: Areas) -> Sequence[Campaign]:
    """Return the campaigns of some areas that are not closed, by title; no areas means all."""
    return session.scalars(
        select(Campaign)
        .where(Campaign.state != CampaignState.CLOSED, _in_areas(areas))
        .order_by(Campaign.title, Campaign.id)
        .limit(MOST)
    ).all()


def lock_campaign(number: int) -> Campaign:
    """Return a campaign as it now is, held until this change is committed."""
    return session.scalars(
        select(Campaign)
        .where(Campaign.id == number)
        .with_for_update(of=Campaign)
        .execution_options(populate_existing=True)
    ).one()


def campaign_by_form(form_key: str) -> Campaign | None:
    """Return the campaign that a form that was sent before has made."""
    return session.scalar(select(Campaign).where(Campaign.form_key == form_key))


def slug_is_taken(slug: str, besides: Campaign | None = None) -> bool:
    """Return whether another campaign has a public address."""
    found = session.scalar(select(Campaign.id).where(Campaign.slug == slug))
    return found is not None and (besides is None or found != besides.id)


def counts(campaign_ids: Collection[int]) -> Mapping[int, tuple[int, int]]:
    """Return, of each campaign, how many applied and how many of them are still on their way."""
    live = func.sum(case((Application.state.in_(LIVE), 1), else_=0))
    rows = session.execute(
        select(Application.campaign_id, func.count(), live)
        .where(Application.campaign_id.in_(campaign_ids), Application.submitted_at.is_not(None))
        .group_by(Application.campaign_id)
    )
    found = {number: (total, now) for number, total, now in rows}
    return {number: found.get(number, (0, 0)) for number in campaign_ids}


def _in_areas(areas: Areas) -> ColumnElement[bool]:
    if not areas:
        return Campaign.id.is_not(None)
    return or_(Campaign.area_id.in_(areas), Campaign.area_id.is_(None))

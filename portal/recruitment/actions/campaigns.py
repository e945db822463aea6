"""Campaigns: drafted, changed, opened to the public until a day, and closed."""

from typing import Any

from portal import clock
from portal.audit.actions import Changes, amend, record
from portal.database import session
from portal.people.models import Person
from portal.recruitment.models import Campaign, CampaignState, RecruitmentTag
from portal.recruitment.queries import campaigns as queries
from portal.recruitment.rules import campaigns as rules
from portal.recruitment.rules.refusals import Refused


def add_campaign(*, actor: Person, form_key: str, slug: str, **values: Any) -> Campaign:
    """Draft a campaign; nobody but colleagues sees it yet. The same form makes it once.

    Raises `Refused` when another has its public address.
    """
    made = queries.campaign_by_form(form_key)
    if made is not None:
        return made
    _check_slug(slug)
    campaign = Campaign(form_key=form_key, slug=slug, **values)
    session.add(campaign)
    record(RecruitmentTag.CAMPAIGN_ADDED, campaign, actor=actor)
    return campaign


def change_campaign(*, campaign: Campaign, actor: Person, **values: Any) -> Changes:
    """Change what a campaign says, and return what differs.

    Raises `Refused` when another has its public address, or an open one would have no last day or
    say nothing.
    """
    _check_slug(values["slug"], campaign)
    if campaign.state is CampaignState.OPEN:
        if values["closes_on"] != campaign.closes_on:
            rules.check_last_day(values["closes_on"], clock.today())
        rules.check_says(summary=values["summary"], takes=values["takes"])
    changes = amend(campaign, **values)
    if changes:
        record(RecruitmentTag.CAMPAIGN_CHANGED, campaign, actor=actor, changes=changes)
    return changes


def open_campaign(*, campaign: Campaign, actor: Person) -> None:
    """Let the public apply, until the closing day; twice is harmless. Raises `Refused`."""
    campaign = queries.lock_campaign(campaign.id)
    if campaign.state is CampaignState.OPEN:
        return
    rules.check_last_day(campaign.closes_on, clock.today())
    rules.check_says(summary=campaign.summary, takes=campaign.takes)
    campaign.state = CampaignState.OPEN
    record(RecruitmentTag.CAMPAIGN_OPENED, campaign, actor=actor, until=campaign.closes_on)


def close_campaign(*, campaign: Campaign, actor: Person) -> None:
    """Take no more applications; those that were sent go on. Twice is harmless."""
    campaign = queries.lock_campaign(campaign.id)
    if campaign.state is CampaignState.OPEN:
        campaign.state = CampaignState.CLOSED
        record(RecruitmentTag.CAMPAIGN_CLOSED, campaign, actor=actor)


def _check_slug(slug: str, campaign: Campaign | None = None) -> None:
    if queries.slug_is_taken(slug, besides=campaign):
        raise Refused("Another campaign has this address.", "Add the season or year to it.", "slug")

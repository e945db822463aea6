"""Campaigns, and people on their way to be volunteers."""

from portal.recruitment.models.applications import (
    LIVE,
    Application,
    ApplicationState,
    Stage,
    StageChange,
)
from portal.recruitment.models.campaigns import Campaign, CampaignState
from portal.recruitment.models.tags import RecruitmentTag

__all__ = [
    "LIVE",
    "Application",
    "ApplicationState",
    "Campaign",
    "CampaignState",
    "RecruitmentTag",
    "Stage",
    "StageChange",
]

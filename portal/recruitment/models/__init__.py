"""Campaigns, and people on their way to be volunteers."""

from portal.recruitment.models.applications import (
    LIVE,
    Application,
    ApplicationState,
    Stage,
    StageChange,
)
from portal.recruitment.models.appointments import Appointment, ProbationReview, ReviewOutcome
from portal.recruitment.models.campaigns import Campaign, CampaignState
from portal.recruitment.models.columns import COLUMN_OF, Column
from portal.recruitment.models.links import ApplicationLink
from portal.recruitment.models.reasons import DeclineReason, ParkReason, WithdrawReason
from portal.recruitment.models.settings import (
    APPROVERS,
    DAYS,
    LINK_DAYS,
    OBSERVATIONS,
    PROBATION_MONTHS,
)
from portal.recruitment.models.tags import RecruitmentTag

__all__ = [
    "APPROVERS",
    "COLUMN_OF",
    "DAYS",
    "LINK_DAYS",
    "LIVE",
    "OBSERVATIONS",
    "PROBATION_MONTHS",
    "Application",
    "ApplicationLink",
    "ApplicationState",
    "Appointment",
    "Campaign",
    "CampaignState",
    "Column",
    "DeclineReason",
    "ParkReason",
    "ProbationReview",
    "RecruitmentTag",
    "ReviewOutcome",
    "Stage",
    "StageChange",
    "WithdrawReason",
]

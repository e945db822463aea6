"""Campaigns, and people on their way to be volunteers."""

from portal.recruitment.models.applications import (
    ENDED,
    LIVE,
    Application,
    ApplicationState,
    Stage,
    StageChange,
)
from portal.recruitment.models.appointments import Appointment, ProbationReview, ReviewOutcome
from portal.recruitment.models.campaigns import Campaign, CampaignState
from portal.recruitment.models.columns import COLUMN_OF, Column
from portal.recruitment.models.diversity import DiversityAnswer
from portal.recruitment.models.interviews import (
    Interview,
    Interviewer,
    InterviewNote,
    InterviewQuestion,
    Recommendation,
)
from portal.recruitment.models.letters import LetterStep, StepLetter, StepText, letter_step
from portal.recruitment.models.links import ApplicationLink
from portal.recruitment.models.reasons import DeclineReason, KeepReason, ParkReason, WithdrawReason
from portal.recruitment.models.references import Channel, Referee, RefereeState, Reference
from portal.recruitment.models.settings import (
    APPROVERS,
    DAYS,
    ERASURE_WARNING_DAYS,
    INTERVIEW_QUESTIONS,
    KEPT_MONTHS,
    LINK_DAYS,
    OBSERVATIONS,
    PROBATION_MONTHS,
    REFERENCE_CHASE_DAYS,
    REFERENCE_DAYS,
    REFERENCES_WANTED,
)
from portal.recruitment.models.tags import RecruitmentTag

__all__ = [
    "APPROVERS",
    "COLUMN_OF",
    "DAYS",
    "ENDED",
    "ERASURE_WARNING_DAYS",
    "INTERVIEW_QUESTIONS",
    "KEPT_MONTHS",
    "LINK_DAYS",
    "LIVE",
    "OBSERVATIONS",
    "PROBATION_MONTHS",
    "REFERENCES_WANTED",
    "REFERENCE_CHASE_DAYS",
    "REFERENCE_DAYS",
    "Application",
    "ApplicationLink",
    "ApplicationState",
    "Appointment",
    "Campaign",
    "CampaignState",
    "Channel",
    "Column",
    "DeclineReason",
    "DiversityAnswer",
    "Interview",
    "InterviewNote",
    "InterviewQuestion",
    "Interviewer",
    "KeepReason",
    "LetterStep",
    "ParkReason",
    "ProbationReview",
    "Recommendation",
    "RecruitmentTag",
    "Referee",
    "RefereeState",
    "Reference",
    "ReviewOutcome",
    "Stage",
    "StageChange",
    "StepLetter",
    "StepText",
    "WithdrawReason",
    "letter_step",
]

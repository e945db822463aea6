"""Partners and their projects, risk assessments, sessions, referrals and their places."""

from portal.reparation.models.partners import (
    ContactKind,
    PaperKind,
    PaperState,
    Partner,
    PartnerArea,
    PartnerContact,
    PartnerPaper,
    PartnerPerson,
    PartnerState,
)
from portal.reparation.models.projects import (
    Demand,
    Group,
    Project,
    ProjectPhoto,
    ProjectRevision,
    ProjectState,
    ProjectTheme,
    RevisionState,
    Where,
    WorkKind,
)
from portal.reparation.models.risks import AssessmentState, Control, Hazard, RiskAssessment
from portal.reparation.models.sessions import (
    LIVE,
    Place,
    PlaceState,
    ProjectSession,
    Referral,
    ReferralKind,
    SessionState,
)
from portal.reparation.models.settings import THEMES
from portal.reparation.models.tags import ReparationTag

__all__ = [
    "LIVE",
    "THEMES",
    "AssessmentState",
    "ContactKind",
    "Control",
    "Demand",
    "Group",
    "Hazard",
    "PaperKind",
    "PaperState",
    "Partner",
    "PartnerArea",
    "PartnerContact",
    "PartnerPaper",
    "PartnerPerson",
    "PartnerState",
    "Place",
    "PlaceState",
    "Project",
    "ProjectPhoto",
    "ProjectRevision",
    "ProjectSession",
    "ProjectState",
    "ProjectTheme",
    "Referral",
    "ReferralKind",
    "ReparationTag",
    "RevisionState",
    "RiskAssessment",
    "SessionState",
    "Where",
    "WorkKind",
]

"""A volunteer: who they are, when they are free, and the checks made of them."""

from portal.members.models.agreements import Agreement, AgreementKind, AgreementText
from portal.members.models.checks import (
    CheckDecision,
    CheckKind,
    CheckRecord,
    CheckReminder,
    Outcome,
    StatusCheck,
)
from portal.members.models.days import Availability, Away, PartOfDay, Repeat
from portal.members.models.details import EmergencyContact, MemberDetail, MemberPhoto, Reach
from portal.members.models.register import Member, MemberArea, Status
from portal.members.models.rounds import AvailabilityRound, RoundAnswer, RoundReply, RoundSlot
from portal.members.models.settings import (
    CHECK_DUE_DAYS,
    CHECK_LEVEL,
    CHECK_LEVELS,
    CHECK_REMINDER_DAYS,
    CHECK_YEARS,
    LAPSED_BARS,
    STATUS_CHECK_MONTHS,
    SUPERVISION_MONTHS,
    SUPERVISION_TOPICS,
    TRAVEL_MINUTES,
    TRAVEL_SPEED,
)
from portal.members.models.supervision import (
    Side,
    Supervision,
    SupervisionAction,
    SupervisionKind,
    SupervisionNote,
    SupervisionState,
)
from portal.members.models.tags import MembersTag

__all__ = [
    "CHECK_DUE_DAYS",
    "CHECK_LEVEL",
    "CHECK_LEVELS",
    "CHECK_REMINDER_DAYS",
    "CHECK_YEARS",
    "LAPSED_BARS",
    "STATUS_CHECK_MONTHS",
    "SUPERVISION_MONTHS",
    "SUPERVISION_TOPICS",
    "TRAVEL_MINUTES",
    "TRAVEL_SPEED",
    "Agreement",
    "AgreementKind",
    "AgreementText",
    "Availability",
    "AvailabilityRound",
    "Away",
    "CheckDecision",
    "CheckKind",
    "CheckRecord",
    "CheckReminder",
    "EmergencyContact",
    "Member",
    "MemberArea",
    "MemberDetail",
    "MemberPhoto",
    "MembersTag",
    "Outcome",
    "PartOfDay",
    "Reach",
    "Repeat",
    "RoundAnswer",
    "RoundReply",
    "RoundSlot",
    "Side",
    "Status",
    "StatusCheck",
    "Supervision",
    "SupervisionAction",
    "SupervisionKind",
    "SupervisionNote",
    "SupervisionState",
]

"""A volunteer: who they are, when they are free, and the checks made of them."""

from portal.members.models.checks import CheckKind, CheckRecord
from portal.members.models.days import Availability, Away, PartOfDay, Repeat
from portal.members.models.register import Member, MemberArea, Status
from portal.members.models.rounds import AvailabilityRound, RoundAnswer, RoundReply, RoundSlot
from portal.members.models.settings import CHECK_DUE_DAYS, CHECK_YEARS, TRAVEL_MINUTES, TRAVEL_SPEED
from portal.members.models.tags import MembersTag

__all__ = [
    "CHECK_DUE_DAYS",
    "CHECK_YEARS",
    "TRAVEL_MINUTES",
    "TRAVEL_SPEED",
    "Availability",
    "AvailabilityRound",
    "Away",
    "CheckKind",
    "CheckRecord",
    "Member",
    "MemberArea",
    "MembersTag",
    "PartOfDay",
    "Repeat",
    "RoundAnswer",
    "RoundReply",
    "RoundSlot",
    "Status",
]

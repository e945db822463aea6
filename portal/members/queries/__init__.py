"""Finding volunteers, and how each stands at a sitting."""

from portal.members.queries.register import member_of
from portal.members.queries.standings import MemberStanding, standings

__all__ = ["MemberStanding", "member_of", "standings"]

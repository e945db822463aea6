"""What training keeps of a volunteer, told to themself."""

from typing import Final

from portal.members.models import Member
from portal.members.queries.held import Section
from portal.site.filters import day_year
from portal.training.models import Award
from portal.training.queries.awards import awards_of

MOST: Final = 50


def trained(member: Member) -> Section:
    """Tell which training they were given, when, and until when it holds."""
    awards = [each for each in awards_of(member.person_id) if each.revoked_at is None]
    return Section(
        "My training",
        tuple((each.course.title, _award(each)) for each in awards[:MOST]),
        nothing="No training is recorded.",
        path="/training/mine",
        link="My training and my bookings",
    )


def _award(award: Award) -> str:
    until = f", to the end of {day_year(award.valid_until)}" if award.valid_until else ""
    return f"Taken on {day_year(award.taken_on)}{until}"

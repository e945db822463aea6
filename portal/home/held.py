"""What is held about a volunteer where no package may know of both: members asks, home tells."""

from portal.members.models import Member
from portal.members.queries.held import Section
from portal.noticeboard.queries.notices import read_before
from portal.site.filters import day_year


def notices(member: Member) -> Section:
    """Tell a volunteer which notices they said that they have read, and when."""
    facts = tuple(
        (each.notice.title, f"Read {day_year(each.created_at)}")
        for each in read_before(member.person_id)
    )
    nothing = "You have not said of any notice that you have read it."
    return Section(
        "Notices", facts, nothing=nothing, path="/noticeboard/", link="Open the noticeboard"
    )

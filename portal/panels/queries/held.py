"""What panels keep of a volunteer, told to themself: no order and no reference is named."""

from sqlalchemy import func, select

from portal import clock
from portal.database import session
from portal.members.models import Member
from portal.members.queries.held import Section
from portal.panels.models import Offer, OrderConflict
from portal.panels.queries.duties import year_of
from portal.site.filters import plural


def panels(member: Member) -> Section:
    """Tell how often they were asked and sat, and of how many orders they are never asked."""
    asked = select(func.count()).where(Offer.person_id == member.person_id)
    known = select(func.count()).where(OrderConflict.person_id == member.person_id)
    conflicts = session.scalar(known) or 0
    year = year_of(member.person_id, clock.today())
    told = (
        ("Offers", plural(session.scalar(asked) or 0, "offer")),
        ("Sat this year", plural(year.sittings, "time")),
        (
            "Not asked for",
            f"{plural(conflicts, 'family', 'families')} whom I may know" if conflicts else "",
        ),
    )
    facts = tuple((name, words) for name, words in told if words)
    return Section("My panels", facts, path="/panels/duties", link="My duties")

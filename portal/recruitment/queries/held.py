"""What recruitment keeps of a volunteer, told to themself: their application."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.database import session
from portal.members.models import Member
from portal.members.queries.held import Section
from portal.recruitment.models import Application
from portal.site.filters import day_year


def applied(member: Member) -> Section:
    """Tell what they said when they applied; what referees said stays with coordinators."""
    found = session.scalars(
        select(Application)
        .where(Application.member_id == member.id, Application.erased_at.is_(None))
        .options(joinedload(Application.campaign))
        .order_by(Application.id.desc())
    ).all()
    facts = tuple(fact for each in found for fact in _application(each))
    return Section("My application", facts, nothing="No application of yours is kept.")


def _application(application: Application) -> list[tuple[str, str]]:
    sent, campaign = application.submitted_at, application.campaign
    told = (
        ("Applied", day_year(sent) if sent else ""),
        ("For", campaign.title if campaign else ""),
        ("Why", application.why),
        ("Experience", application.experience),
        ("What I need", application.needs),
        ("Heard of it", application.heard_from),
    )
    return [(name, words) for name, words in told if words]

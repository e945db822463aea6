"""A campaign of Jo Hartley's, and people who apply to it, by recruitment's own actions."""

from datetime import date, time
from typing import Any, Final
from uuid import uuid4

from sqlalchemy import select

from portal import clock
from portal.access.rules import Role
from portal.accounts.models import UserArea
from portal.accounts.queries import account_of
from portal.audit.models import AuditEvent
from portal.database import changing, session
from portal.people.models import Area, Person
from portal.recruitment.actions import applying, campaigns
from portal.recruitment.actions.links import mint
from portal.recruitment.models import Application, Campaign, Stage
from portal.recruitment.queries.applying import by_form
from tests.factories import PersonFactory, user_with

TODAY: Final = date(2026, 3, 2)
NOON: Final = clock.at(TODAY, time(12))
LAST: Final = date(2026, 3, 31)
LATE: Final = time(23, 59)
MORNING: Final = time(9)
CAMPAIGN: Final[dict[str, Any]] = {
    "title": "Panel members 2026",
    "slug": "panel-members-2026",
    "role": "Panel member",
    "summary": "Meet children who have done harm, and agree with them how to make amends.",
    "takes": "Two evenings a month\nFive days of training",
    "dates": "Information evening: Tuesday 10 March, 6pm, the library",
    "closes_on": LAST,
    "area_id": None,
}
SAID: Final[dict[str, Any]] = {
    "name": "Ines Okoro",
    "email": "ines@example.org",
    "phone": "01632 960100",
    "area_id": None,
    "is_adult": True,
    "why": "I grew up here.",
    "experience": "Twenty years of scouts.",
    "needs": "",
    "heard_from": "The library",
}


def coordinator(name: str = "Jo Hartley") -> Person:
    """Return somebody who looks after recruitment, with an account."""
    return user_with(Role.COORDINATOR, person=PersonFactory(name=name)).person


def limited(person: Person, *areas: Area) -> Person:
    """Limit somebody's account to areas."""
    user = account_of(person)
    session.add_all(UserArea(user_id=user.id, area=area) for area in areas)
    session.commit()
    return person


def drafted(jo: Person, **more: Any) -> Campaign:
    """Return a campaign that nobody can apply to yet."""
    with changing():
        return campaigns.add_campaign(actor=jo, form_key=uuid4().hex, **{**CAMPAIGN, **more})


def opened(jo: Person, **more: Any) -> Campaign:
    """Return a campaign that takes applications."""
    made = drafted(jo, **more)
    with changing():
        campaigns.open_campaign(campaign=made, actor=jo)
    return made


def typed(campaign: Campaign, *, send: bool = True, form_key: str = "", **more: Any) -> str:
    """Have somebody fill in the public form, and return the form's key."""
    key = form_key or uuid4().hex
    with changing():
        applying.apply(campaign=campaign, form_key=key, said={**SAID, **more}, send=send)
    return key


def applied(campaign: Campaign, *, send: bool = True, **more: Any) -> Application:
    """Return somebody new who has applied, or has begun to."""
    made = by_form(typed(campaign, send=send, **more))
    assert made is not None
    return made


def token_of(application: Application) -> str:
    """Return the token that the letter with somebody's link has."""
    assert application.link is not None
    with changing():
        return mint(link=application.link)


def enquired(**more: Any) -> Application:
    """Return somebody who only asked, of no campaign."""
    said = {"name": "Ines Okoro", "email": "ines@example.org", **more}
    made = Application(stage=Stage.ENQUIRY, submitted_at=clock.now(), **said)
    session.add(made)
    session.commit()
    return made


def tags() -> list[str]:
    """Return the kinds of events in the trail, the first first."""
    return list(session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id)))

"""What the addresses of recruitment name: a campaign, and an applicant's own link."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from portal import clock
from portal.database import session
from portal.recruitment.actions import applying, campaigns, naming
from portal.recruitment.actions.links import mint
from portal.recruitment.models import Application, Campaign
from portal.recruitment.queries.applying import by_form, link_by
from tests.journeys.demo import demo_user
from tests.recruitment.applying.scenes import CAMPAIGN, SAID


def opened() -> Campaign:
    """Return a campaign that anybody can apply to."""
    jo = demo_user("coordinator").person
    key, soon = uuid4().hex, clock.today() + timedelta(days=20)
    made = campaigns.add_campaign(
        actor=jo, form_key=key, **{**CAMPAIGN, "slug": f"panel-{key[:8]}", "closes_on": soon}
    )
    campaigns.open_campaign(campaign=made, actor=jo)
    return made


def applied(*, send: bool) -> Application:
    """Return somebody who has applied, or has begun to."""
    key = uuid4().hex
    said = {**SAID, "email": f"{key}@example.org"}
    applying.apply(campaign=opened(), form_key=key, said=said, send=send)
    made = by_form(key)
    assert made is not None
    return made


def _link() -> dict[str, Any]:
    """Return a link by which somebody goes on, after their form was filled in again."""
    made = applied(send=False)
    assert made.campaign is not None
    assert made.link is not None
    again = {**SAID, "email": made.email}
    applying.apply(campaign=made.campaign, form_key=uuid4().hex, said=again, send=True)
    token = mint(link=made.link)
    session.flush()  # it is found by its hash
    return {"token": token}


def _sent() -> dict[str, Any]:
    """Return a link by which somebody who has applied names their referees."""
    made = applied(send=True)
    assert made.link is not None
    token = mint(link=made.link)
    session.flush()  # it is found by its hash
    return {"token": token}


def _named() -> dict[str, Any]:
    """Return a referee whom an applicant has named, as their own link leads to them."""
    sent = _sent()
    named = naming.name_own_referee(
        application=link_by(sent["token"]).application,
        form_key=uuid4().hex,
        name="Owen Park",
        email="owen@example.net",
        phone=None,
        relation="My team leader",
    )
    session.flush()  # its UUID is in the address
    return {**sent, "referee_uuid": named.uuid}


def _to_erase() -> dict[str, Any]:
    """Return somebody who withdrew, and is to be forgotten."""
    made = applied(send=True)
    assert made.link is not None
    applying.withdraw(link=made.link)
    return {"application_uuid": made.uuid}


OF_APPLYING: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "recruitment.applied": lambda: {"slug": opened().slug},
    "recruitment.apply": lambda: {"slug": opened().slug},
    "recruitment.ask_link": lambda: {"slug": opened().slug},
    "recruitment.begun": lambda: {"slug": opened().slug},
    "recruitment.campaign": lambda: {"campaign_uuid": opened().uuid},
    "recruitment.change_campaign": lambda: {"campaign_uuid": opened().uuid},
    "recruitment.forget": _to_erase,
    "recruitment.mine": _link,
    "recruitment.my_referee": _named,
    "recruitment.my_referees": _sent,
    "recruitment.withdraw_mine": _link,
}
"""By endpoint."""

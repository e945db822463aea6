"""What the addresses of pages about partners name, found in the demo's data."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import select

from portal.database import session
from portal.reparation.models import PaperState, PartnerPaper
from portal.reparation.queries.partners import mine
from tests.journeys.demo import demo_user


def _partner() -> dict[str, Any]:
    """Return the partner for which the demo's partner signs in: both roles see its pages."""
    return {"partner_uuid": mine(demo_user("partner").person).uuid}


def _paper() -> dict[str, Any]:
    sent = select(PartnerPaper).where(
        PartnerPaper.state == PaperState.SENT,
        PartnerPaper.partner == mine(demo_user("partner").person),
    )
    return {"paper_uuid": session.scalars(sent.order_by(PartnerPaper.id).limit(1)).one().uuid}


OF_PARTNERS: Final[dict[str, Callable[[], dict[str, Any]]]] = {
    "reparation.change_partner": _partner,
    "reparation.invite_to_partner": _partner,
    "reparation.new_contact": _partner,
    "reparation.paper": _paper,
    "reparation.paper_file": _paper,
    "reparation.partner": _partner,
    "reparation.send_paper": _partner,
}
"""By endpoint."""

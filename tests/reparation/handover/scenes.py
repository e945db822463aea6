"""A practitioner with cases, whose account is closed."""

from portal.accounts.actions import deactivate
from portal.accounts.queries import account_of
from portal.database import changing
from portal.panels.models import Panel, ReferralOrder
from portal.people.models import Area, Person
from portal.reparation.models import Referral
from tests.panels import scenes as panels
from tests.reparation.sessions.scenes import practitioner, referral


def cases(jo: Person, area: Area, sam: Person) -> tuple[ReferralOrder, Panel, Referral]:
    """Return an order, a panel before court and a referral that somebody has in an area."""
    return (
        panels.order(jo, area=area, case_manager=sam),
        panels.before_court(jo, area=area, manager=sam),
        referral(sam, area=area),
    )


def gone(jo: Person, area: Area, name: str = "Sam Okafor") -> Person:
    """Return somebody who left with three cases open in an area: the account is closed."""
    sam = practitioner(name)
    cases(jo, area, sam)
    closed(sam)
    return sam


def closed(person: Person) -> None:
    """Close somebody's account."""
    with changing():
        deactivate(user=account_of(person), actor=None)

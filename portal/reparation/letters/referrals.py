"""Letters about referrals and other cases: that they are somebody's now. The page names them."""

from flask import current_app

from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.reparation.queries import referrals as queries
from portal.reparation.queries.handover import cases_in_words, looks_after_any
from portal.reparation.queries.sessions import person_numbered
from portal.site.urls import absolute


@letter("reparation/email/cases_handed_over")
def cases_handed_over(
    *, to: Person, of: int, orders: int, panels: int, referrals: int
) -> Content | None:
    """Tell somebody how many cases of a colleague they look after, unless they have none by now."""
    if not looks_after_any(to.id):
        return None
    cases = cases_in_words(orders, panels, referrals)
    values = {
        "name": to.first_name,
        "cases": cases,
        "whose": person_numbered(of).display_name,
        "phone": current_app.config["SUPPORT_PHONE"],
        "link": absolute(_page_of(orders, referrals)),
    }
    return Content(f"You look after {cases} from now on", values)


def _page_of(orders: int, referrals: int) -> str:
    """Return where cases are listed: panels before court stand on the first page alone."""
    if orders:
        return "panels.my_orders"
    return "reparation.referrals" if referrals else "home.index"


@letter("reparation/email/referral_given")
def referral_given(*, to: Person, referral: int) -> Content | None:
    """Tell somebody that they look after a referral, unless it is another's by now."""
    found = queries.referral_numbered(referral)
    if found.practitioner_id != to.id or found.closed_at is not None:
        return None
    values = {
        "name": to.first_name,
        "area": found.area.name,
        "hours": found.hours,
        "phone": current_app.config["SUPPORT_PHONE"],
        "link": absolute("reparation.referral", referral_uuid=found.uuid),
    }
    return Content(f"You look after a referral in {found.area.name}", values)

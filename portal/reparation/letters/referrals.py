"""Letters about referrals: that one is somebody's now. They name none: the page does."""

from flask import current_app

from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.reparation.queries import referrals as queries
from portal.site.urls import absolute


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

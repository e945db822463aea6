"""The warning before applications are erased."""

from portal.accounts.queries import account_of
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.recruitment.queries import erasing as queries
from portal.site.filters import day
from portal.site.urls import absolute


@letter("recruitment/email/erasure_near")
def erasure_near(*, to: Person) -> Content | None:
    """Warn a coordinator that applications are erased soon; pointless when none is any more.

    Whose they are stays on the page: the letter would outlive what it tells of.
    """
    found = queries.warned(account_of(to).area_ids)
    if not found:
        return None
    values = {
        "name": to.first_name,
        "count": len(found),
        "day": found[0].on,
        "link": absolute("recruitment.to_erase"),
    }
    return Content(f"Applications are erased from {day(found[0].on)}", values)

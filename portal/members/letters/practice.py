"""Telling a volunteer that what a colleague saw of their practice can be read."""

from portal.members.queries import practice as queries
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.site.filters import day
from portal.site.urls import absolute


@letter("members/email/practice_observed")
def practice_observed(*, to: Person, observation: int) -> Content | None:
    """Tell a chair that it is written down; None once it was removed."""
    noted = queries.numbered(observation)
    if noted is None:
        return None
    values = {
        "name": to.first_name,
        "observer": noted.observer.display_name,
        "on_day": noted.on_day,
        "link": absolute("members.my_practice", observation_uuid=noted.uuid),
    }
    return Content(f"Your chairing on {day(noted.on_day)}", values)

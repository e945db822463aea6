"""What coordinators are told of people on their way."""

from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.recruitment.models import ApplicationState
from portal.recruitment.queries import applications
from portal.site.urls import absolute


@letter("recruitment/email/woken")
def woken(*, to: Person, application: int) -> Content | None:
    """Tell a coordinator that somebody who was parked is back; pointless once they are not."""
    found = applications.application_numbered(application)
    if found is None or found.state is not ApplicationState.OPEN:
        return None
    values = {
        "name": to.first_name,
        "applicant": found.name,
        "stage": found.stage.value,
        "link": absolute("recruitment.application", application_uuid=found.uuid),
    }
    return Content(f"{found.name} was parked until today", values)

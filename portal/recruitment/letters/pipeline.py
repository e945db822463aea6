"""What coordinators are told of people on their way, and what these are told at each step."""

from collections.abc import Mapping

from flask import current_app

from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.recruitment.models import Application, ApplicationState
from portal.recruitment.queries import applications, letters
from portal.recruitment.rules.texts import filled
from portal.site.filters import lower_first
from portal.site.urls import absolute


@letter("recruitment/email/woken")
def woken(*, to: Person, application: int) -> Content | None:
    """Tell a coordinator that somebody who was parked is back; pointless once they are not.

    Who it is stays on the page.
    """
    found = applications.application_numbered(application)
    if found is None or found.state is not ApplicationState.OPEN:
        return None
    values = {
        "name": to.first_name,
        "stage": found.stage.value,
        "link": absolute("recruitment.application", application_uuid=found.uuid),
    }
    return Content("Somebody who was parked until today is back", values)


@letter("recruitment/email/step")
def step(*, to: None, letter: int) -> Content | None:
    """Write to somebody about a step that they took, in a coordinator’s words.

    Pointless once they are erased, or have taken another step since.
    """
    found = letters.step_letter_numbered(letter)
    if found is None or found.number is None:
        return None
    application = letters.application_of(found)
    if application.erased_at is not None or application.changes[-1].id != found.change_id:
        return None
    words = letters.words_of(found.step, found.number)
    words = filled(words, placeholders(application, found.by))
    return Content(words.subject, {"lines": words.lines})


def placeholders(application: Application, by: Person | None) -> Mapping[str, str]:
    """Return what is filled in for somebody, in the name of whoever writes to them."""
    campaign, config = application.campaign, current_app.config
    return {
        "first name": application.name.split(maxsplit=1)[0],
        "name": application.name,
        "campaign": campaign.title if campaign else "",
        "role": lower_first(campaign.role) if campaign else "volunteer",
        "from": by.display_name if by else "",
        "telephone": (by.phone if by else None) or config["SUPPORT_PHONE"],
        "service": config["ORGANISATION_NAME"],
    }

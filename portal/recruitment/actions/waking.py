"""Waking those who are parked, on their day."""

from portal.notifications.actions import post
from portal.recruitment.actions import stages
from portal.recruitment.models import Application
from portal.recruitment.queries.people import coordinators


def wake(*, application: Application) -> None:
    """Take somebody up again where they were, and tell the coordinators of their area."""
    day = application.wake_on
    stages.resume(application=application, actor=None)
    for person in coordinators(application):
        post(
            to=person,
            template="recruitment/email/woken",
            key=f"recruitment/woken:{application.id}:{day}:{person.id}",
            application=application.id,
        )

"""Forgetting who was asked about an applicant, and what they said."""

from portal.database import session
from portal.notifications.actions.delivery import forget_address
from portal.recruitment.models import Application
from portal.recruitment.queries import references


def forget(application: Application) -> None:
    """Delete the references of an application, its referees and what was written to them.

    For whoever erases the application, who notes it in the trail and keeps the counts.
    """
    for referee in references.referees(application.id):
        if referee.email:
            forget_address(address=referee.email)
        session.delete(referee)

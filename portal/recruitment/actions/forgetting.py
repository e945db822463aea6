"""Forgetting how an applicant was interviewed, who was asked about them, and what was said."""

from portal.database import session
from portal.recruitment.actions.references import forget_reference_letters
from portal.recruitment.models import Application
from portal.recruitment.queries import interviews, references


def forget(application: Application) -> None:
    """Delete the interviews and references of an application, and what was written to referees.

    An interview's entry stays in the calendar: it names nobody but who was to hold it. For
    whoever erases the application, who notes it in the trail and keeps the counts.
    """
    for referee in references.every_referee(application.id):
        if not references.is_asked_elsewhere(referee):
            forget_reference_letters(referee, referee.email)
        session.delete(referee)
    for interview in interviews.interviews_of(application.id):
        session.delete(interview)

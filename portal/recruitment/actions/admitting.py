"""What recruitment says before a volunteer becomes active."""

from portal.people.models import Person
from portal.recruitment.queries.applications import underway_of
from portal.recruitment.rules.steps import not_approved


def check_approved(*, person: Person) -> None:
    """Refuse to make somebody active in the register who is still to be approved.

    `members.actions.admitting` calls it: else whoever keeps the register would approve.
    Raises `Refused`.
    """
    for application in underway_of(person.id):
        raise not_approved(application.name, application.stage)

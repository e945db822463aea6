"""Who is told of what happens to an applicant."""

from portal.access.rules import Permission
from portal.accounts.queries import areas_of_people_with, people_with
from portal.people.models import Person
from portal.recruitment.models import Application
from portal.recruitment.permissions import is_by


def coordinators(application: Application) -> list[Person]:
    """Return whom letters are for: who looks after recruitment in an applicant's area, or in all.

    No area is the whole service, on either side. A colleague who applies themself reads none of
    what others say of them.
    """
    area_id = application.area_id
    limits = areas_of_people_with(Permission.RECRUITMENT_EDIT)
    return [
        person
        for person in people_with(Permission.RECRUITMENT_EDIT)
        if (area_id is None or not limits[person.id] or area_id in limits[person.id])
        and not is_by(person, application)
    ]

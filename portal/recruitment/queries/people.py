"""Who is told of what happens to an applicant."""

from portal.access.rules import Permission
from portal.accounts.queries import areas_of_people_with, people_with
from portal.people.models import Person


def coordinators(area_id: int | None) -> list[Person]:
    """Return whom letters are for: who looks after recruitment in an area, or in all of them.

    No area is the whole service, on either side.
    """
    limits = areas_of_people_with(Permission.RECRUITMENT_EDIT)
    return [
        person
        for person in people_with(Permission.RECRUITMENT_EDIT)
        if area_id is None or not limits[person.id] or area_id in limits[person.id]
    ]

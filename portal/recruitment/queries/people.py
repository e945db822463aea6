"""Who is told of what happens to an applicant."""

from collections.abc import Iterable

from portal.access.rules import Permission
from portal.accounts.queries import areas_of_people_with, people_with, user_by_email
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
    found = people_with(Permission.RECRUITMENT_EDIT)
    own = themselves(found, application)
    return [
        person
        for person in found
        if (area_id is None or not limits[person.id] or area_id in limits[person.id])
        and person.id not in own
    ]


def themselves(people: Iterable[Person], application: Application) -> set[int]:
    """Return the numbers of those who apply themselves, as `permissions.is_own` has it.

    The address with which somebody signs in is looked up once, however many people there are.
    """
    account = user_by_email(application.email) if application.email else None
    signing_in = account.person_id if account else None
    return {each.id for each in people if each.id == signing_in or is_by(each, application)}

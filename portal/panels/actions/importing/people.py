"""The areas and people that the cells of a spreadsheet may name."""

from collections.abc import Collection, Iterable

from portal.members.models import Member, Status
from portal.panels.imports import Areas, Named, Somebody
from portal.panels.queries import importing as queries
from portal.people.models import Person
from portal.people.queries import areas
from portal.spreadsheets.imports import Directory, Listed, bare


def areas_for(actor: Person | None) -> Areas:
    """Return the areas, and those that whoever imports is limited to."""
    known = {
        bare(key): Named(area.id, area.name) for area in areas() for key in (area.code, area.name)
    }
    return Areas(known, queries.areas_of(actor))


def colleagues(
    people: Iterable[Person], one: str, many: str, *, sits: Collection[int] = ()
) -> Directory[Somebody]:
    """Return colleagues as cells name them: by email address or exact name.

    `sits` are those who may advise a panel.
    """
    return Directory(
        [
            Listed(
                Somebody(each.id, each.display_name, is_staff=True, sits=each.id in sits),
                each.display_name,
                each.email or each.name,
                (each.name,),
            )
            for each in people
        ],
        one,
        many,
        "use the email address of one",
    )


def volunteers(members: Iterable[Member], *, not_asked: Collection[Status]) -> Directory[Somebody]:
    """Return volunteers as cells name them: by volunteer number or exact name.

    Those of a status in `not_asked` can be found, and are planned for no sitting to come.
    """
    return Directory(
        [
            Listed(
                Somebody(
                    each.person_id,
                    each.person.display_name,
                    is_staff=each.person.is_staff,
                    sits=each.status not in not_asked,
                ),
                each.person.display_name,
                each.number,
                (each.person.name,),
            )
            for each in members
        ],
        "volunteer",
        "volunteers",
        "use the volunteer number",
    )

"""The areas and people that the cells of a spreadsheet may name."""

from collections.abc import Iterable

from portal.panels.imports import Areas, Named
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


def colleagues(people: Iterable[Person], one: str, many: str) -> Directory[Named]:
    """Return colleagues as cells name them: by email address or exact name."""
    return Directory(
        [
            Listed(
                Named(each.id, each.display_name),
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

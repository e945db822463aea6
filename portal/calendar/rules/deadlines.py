"""Days by which somebody is to renew something."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class Deadline:
    """The last day of something that somebody is to renew, as a package wants it shown.

    `title` and `path` are for those in `seen_by` (audience keys), who look after them; `own_title`
    and `own_path` are what they read themselves. `uuid` is made of whose, what and the day: on
    another day it is another deadline.
    """

    uuid: UUID
    day: date
    title: str
    path: str
    person_id: int
    own_title: str
    own_path: str
    area_id: int | None
    seen_by: frozenset[str]


def keys_of_who_sees_to(
    area_ids: Collection[int], coordinators: Mapping[int, Collection[int]]
) -> frozenset[str]:
    """Return the audience keys of those who look after somebody who serves these areas.

    `coordinators` are persons with the areas they are limited to. No areas are the whole service,
    on either side.
    """
    return frozenset(
        f"person:{person_id}"
        for person_id, theirs in coordinators.items()
        if not theirs or not area_ids or set(theirs) & set(area_ids)
    )

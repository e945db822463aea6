"""Whom something is for: audience keys, as in the calendar, and their words."""

from collections.abc import Collection, Iterable
from typing import Final

AREA_KEY: Final = "role:volunteer@area:"

GROUPS: Final = (
    ("all", "Everybody, partners too"),
    ("role:volunteer", "All volunteers"),
    ("role:staff", "Youth justice practitioners"),
    ("role:coordinator", "Coordinators"),
    ("role:manager", "Managers"),
    ("role:partner", "Partners"),
)
"""Audiences that do not depend on an area, with their words."""


def options(areas: Iterable[tuple[int, str]]) -> list[tuple[str, str]]:
    """Return the audiences to choose from; `areas` are numbers and names."""
    everybody, volunteers, *others = GROUPS
    of_areas = [(f"{AREA_KEY}{number}", f"Volunteers who serve {name}") for number, name in areas]
    return [everybody, volunteers, *of_areas, *others]


def in_words(keys: Collection[str], areas: Iterable[tuple[int, str]]) -> list[str]:
    """> All volunteers, Managers."""
    return [words for key, words in options(areas) if key in keys]


def is_ours(keys: Collection[str], area_ids: Collection[int]) -> bool:
    """Return whether somebody who is limited to these areas looks after what has these keys.

    Only what is for other areas alone is not theirs; no areas means all of them.
    """
    mine = {f"{AREA_KEY}{number}" for number in area_ids}
    return not area_ids or any(not key.startswith(AREA_KEY) or key in mine for key in keys)

"""Whom an entry is for."""

from collections.abc import Iterable
from typing import Final

ARRANGING: Final = ("role:coordinator",)
EMPLOYED: Final = ("role:staff", "role:coordinator", "role:manager")
AUDIENCES: Final = ("everyone", "staff", "volunteers", "area")
"""Whom an event entered by hand can be for. Partners are addressed by what is theirs alone."""


def keys_for(audience: str, area_id: int | None) -> list[str]:
    """Return the audience keys of one of `AUDIENCES`; coordinators see all that they arrange."""
    keys = {
        "everyone": (*EMPLOYED, "role:volunteer"),
        "staff": EMPLOYED,
        "volunteers": (*ARRANGING, "role:volunteer"),
        "area": (*ARRANGING, f"role:volunteer@area:{area_id}"),
    }
    return list(keys[audience])


def audience_of(keys: Iterable[str]) -> str:
    """Return which of `AUDIENCES` these keys are."""
    given = set(keys)
    if "role:volunteer" in given:
        return "everyone" if "role:staff" in given else "volunteers"
    return "staff" if "role:staff" in given else "area"

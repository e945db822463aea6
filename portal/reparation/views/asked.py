"""What an address or a form asks for, read so that nonsense asks for nothing."""

from typing import Final
from uuid import UUID

from flask import request

from portal.accounts.queries import signed_in_user
from portal.reparation.queries.projects import Areas

MOST_TYPED: Final = 100


def words() -> str:
    """Return what was typed into the search."""
    return request.args.get("words", "").replace("\0", "")[:MOST_TYPED].strip()


def uuid(name: str) -> UUID | None:
    """Return the UUID that the address gives under a name; nonsense gives none."""
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None


def my_areas() -> Areas:
    """Return the areas that whoever is signed in is limited to; none means all."""
    return signed_in_user().area_ids

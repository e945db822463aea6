"""What an address or a form asks for, read so that nonsense asks for nothing."""

from typing import Any, Final
from uuid import UUID

from flask import abort, request

from portal.accounts.queries import signed_in_user
from portal.recruitment.models import Application
from portal.recruitment.permissions import looks_after
from portal.recruitment.queries import applications as queries

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


def one_of(name: str, options: Any) -> str:
    """Return the choice in the address; nonsense chooses nothing."""
    named = request.args.get(name, "")
    return named if named in options else ""


def mine(application_uuid: UUID) -> Application:
    """Return an application that whoever is signed in looks after; anybody else's is not found."""
    found = queries.application(application_uuid)
    if not looks_after(signed_in_user(), found):
        abort(404)
    return found

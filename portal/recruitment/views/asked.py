"""What an address or a form asks for, read so that nonsense asks for nothing."""

from uuid import UUID

from flask import abort

from portal.accounts.queries import signed_in_user
from portal.recruitment.models import Application
from portal.recruitment.permissions import looks_after
from portal.recruitment.queries import applications as queries
from portal.site.asked import one_of, uuid, words

__all__ = ["mine", "one_of", "uuid", "words"]


def mine(application_uuid: UUID) -> Application:
    """Return an application that whoever is signed in looks after; anybody else's is not found."""
    found = queries.application(application_uuid)
    if not looks_after(signed_in_user(), found):
        abort(404)
    return found

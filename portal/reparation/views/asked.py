"""What an address or a form asks for, read so that nonsense asks for nothing."""

from portal.accounts.queries import signed_in_user
from portal.reparation.queries.projects import Areas
from portal.site.asked import uuid, words

__all__ = ["my_areas", "uuid", "words"]


def my_areas() -> Areas:
    """Return the areas that whoever is signed in is limited to; none means all."""
    return signed_in_user().area_ids

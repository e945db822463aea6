"""What a database holds already, before the demo is put into it."""

from sqlalchemy import select

from portal.accounts.models import User
from portal.database import session
from portal.people.models import Area, Person


def holds_anything() -> bool:
    """Return whether there is an account, a person or an area."""
    return any(
        session.scalar(select(table.id).limit(1)) is not None for table in (User, Person, Area)
    )

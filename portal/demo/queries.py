"""What a database holds already, and who signs in to the demo."""

from sqlalchemy import select

from portal.accounts.models import User
from portal.database import session
from portal.people.models import Area, Person
from portal.settings.queries import is_demo


def holds_anything() -> bool:
    """Return whether there is an account, a person or an area."""
    return any(
        session.scalar(select(table.id).limit(1)) is not None for table in (User, Person, Area)
    )


def accounts() -> list[tuple[str, str, str]]:
    """Return (address, name, roles) of the demo's accounts; none outside a demo."""
    if not is_demo():
        return []
    users = session.scalars(select(User).order_by(User.id)).all()
    return [(user.email, user.person.name, ", ".join(sorted(user.role_names))) for user in users]

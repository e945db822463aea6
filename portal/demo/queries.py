"""What a database holds already, and who signs in to the demo."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal.accounts.models import User
from portal.database import session
from portal.notifications.models import Mail, MailState
from portal.people.models import Area, Person
from portal.recruitment.models import Application
from portal.settings.queries import is_demo


def holds_anything() -> bool:
    """Return whether there is an account, a person or an area."""
    return any(
        session.scalar(select(table.id).limit(1)) is not None for table in (User, Person, Area)
    )


def accounts() -> list[tuple[str, str, str]]:
    """Return (address, name, roles) of the demo's open accounts; none outside a demo."""
    if not is_demo():
        return []
    users = session.scalars(select(User).where(User.active).order_by(User.id)).all()
    return [(user.email, user.person.name, ", ".join(sorted(user.role_names))) for user in users]


def waiting_mail() -> Sequence[Mail]:
    """Return the letters that have not been written yet, in the order in which they were posted."""
    return session.scalars(
        select(Mail)
        .where(Mail.state == MailState.WAITING)
        .options(joinedload(Mail.to_person))
        .order_by(Mail.id)
    ).all()


def applicants() -> dict[str, Application]:
    """Return who is on their way to be a volunteer, by name."""
    found = session.scalars(select(Application).order_by(Application.id))
    return {each.name: each for each in found}

"""Views that people saved for themselves."""

from collections.abc import Sequence

from sqlalchemy import select

from portal.calendar.models import SavedView
from portal.database import session


def saved_views(person_id: int) -> Sequence[SavedView]:
    """Return a person's own saved views, by name."""
    return session.scalars(
        select(SavedView)
        .where(SavedView.person_id == person_id)
        .order_by(SavedView.name, SavedView.id)
    ).all()


def saved_view(person_id: int, view_id: int) -> SavedView:
    """Return a person's own saved view; raises NoResultFound, answered 404, for others."""
    return session.scalars(
        select(SavedView).where(SavedView.id == view_id, SavedView.person_id == person_id)
    ).one()


def view_named(person_id: int, name: str) -> SavedView | None:
    """Return a person's own saved view of this name."""
    return session.scalar(
        select(SavedView).where(SavedView.person_id == person_id, SavedView.name == name)
    )

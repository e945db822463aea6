"""Views that people save for themselves."""

from sqlalchemy.exc import IntegrityError

from portal.audit import actions as audit
from portal.calendar import queries
from portal.calendar.models import CalendarTag, SavedView
from portal.calendar.rules import Filters
from portal.database import session
from portal.people.models import Person


def save_view(*, name: str, view: str, filters: Filters, actor: Person) -> SavedView:
    """Save filters under a name of one's own; a name that is there already gets these instead.

    Subscriptions made of it stay as they are. The trail says that it was done, not the name,
    which people type.
    """
    saved = queries.view_named(actor.id, name) or _made(name, view, actor)
    saved.view, saved.filter = view, filters.kept()
    audit.record(CalendarTag.VIEW_SAVED, saved, actor=actor)
    return saved


def _made(name: str, view: str, actor: Person) -> SavedView:
    made = SavedView(person=actor, name=name, view=view)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        # The form sent twice at once: the other sending was quicker.
        found = queries.view_named(actor.id, name)
        if found is None:
            raise
        return found
    return made


def remove_view(*, saved: SavedView, actor: Person) -> None:
    """Forget a saved view. Its address goes on working, and so do subscriptions made of it."""
    audit.record(CalendarTag.VIEW_REMOVED, saved, actor=actor)
    session.delete(saved)

"""Letters about what is suggested from outside."""

from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.reparation.models import SuggestionState
from portal.reparation.queries import suggestions as queries
from portal.site.urls import absolute


@letter("reparation/email/suggestion_received")
def suggestion_received(*, to: Person, suggestion: int) -> Content | None:
    """Tell a coordinator that somebody suggests a project; pointless once it is answered.

    What strangers type stays on the page: nobody has looked yet whether it names a child.
    """
    found = queries.suggestion_numbered(suggestion)
    if found is None or found.state is not SuggestionState.WAITING:
        return None
    link = absolute("reparation.suggestion", suggestion_uuid=found.uuid)
    where = found.area.name if found.area else "the whole service"
    values = {"name": to.first_name, "where": where, "link": link}
    return Content(f"Somebody suggests a project for {where}", values)


@letter("reparation/email/suggestion_answered")
def suggestion_answered(*, to: None, suggestion: int) -> Content | None:
    """Answer somebody without an account; nobody who was forgotten meanwhile."""
    found = queries.suggestion_numbered(suggestion)
    if found is None or found.reply is None or found.email is None:
        return None
    values = {
        "name": found.name,
        "title": found.title,
        "taken": found.state is SuggestionState.TAKEN_UP,
        "lines": [line for line in found.reply.splitlines() if line.strip()],
    }
    return Content(f"Your suggestion: {found.title}", values)

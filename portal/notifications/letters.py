"""The outbox's own letter: a check that mail arrives, which somebody sends to themselves."""

from portal.notifications.actions import Content, letter
from portal.people.models import Person

CHECK = "notifications/email/check"


@letter(CHECK)
def check(*, to: Person) -> Content:
    """Say that mail works."""
    return Content("Email from the portal works", {})

"""What the noticeboard writes to people. A letter registers by being imported."""

from datetime import date
from typing import Final

from portal import clock
from portal.noticeboard.queries import notices
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.site.filters import plural
from portal.site.urls import absolute

STALE: Final = 7
"""Days after which such a letter is not sent any more: the next one says more."""


@letter("noticeboard/email/notices_to_read")
def notices_to_read(*, to: Person, on: int) -> Content | None:
    """Remind somebody of what they are asked to read; nothing once they have."""
    if (clock.today() - date.fromordinal(on)).days > STALE:
        return None
    found = notices.asked_of(to.id)
    if not found:
        return None
    lines = [(each.title, absolute("noticeboard.notice", notice_uuid=each.uuid)) for each in found]
    subject = f"Please read {plural(len(found), 'notice')}"
    return Content(subject, {"name": to.first_name, "lines": lines})

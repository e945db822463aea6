"""What the noticeboard writes to people. A letter registers by being imported."""

from datetime import date, timedelta
from typing import Final

from portal import clock
from portal.noticeboard.models import REVIEW_REMINDER_DAYS
from portal.noticeboard.queries import handbook, notices
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.settings.queries import value
from portal.settings.rules import days_ahead
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


@letter("noticeboard/email/pages_to_review")
def pages_to_review(*, to: Person, on: int) -> Content | None:
    """Remind somebody of the pages of the handbook that they are to look at; nothing when none.

    Whoever sees to all of them because their owner no longer can is told of those too.
    """
    today = clock.today()
    if (today - date.fromordinal(on)).days > STALE:
        return None
    until = today + timedelta(days=max(days_ahead(value(REVIEW_REMINDER_DAYS))))
    among = handbook.coordinators()
    found = [each for each in handbook.to_review(until) if to in handbook.who_sees_to(each, among)]
    if not found:
        return None
    lines = [
        (each.title, each.review_on, absolute("noticeboard.handbook_page", slug=each.slug))
        for each in found
    ]
    subject = f"{plural(len(found), 'page')} of the handbook to look at"
    return Content(subject, {"name": to.first_name, "lines": lines, "today": today})

"""Work in the background: reminding people of what they are to read, and what to review."""

from datetime import timedelta
from typing import Any, Final

from portal import clock
from portal.database import changing
from portal.noticeboard.actions import handbook, notices
from portal.noticeboard.models import READ_REMINDER_DAYS, REVIEW_REMINDER_DAYS
from portal.noticeboard.queries import handbook as find_pages
from portal.noticeboard.queries import notices as find_notices
from portal.noticeboard.rules import handbook as rules
from portal.noticeboard.rules.notices import is_reminder_due
from portal.notifications.jobs import scheduled
from portal.settings.queries import value
from portal.settings.rules import days_ahead

MORNING: Final = 8
"""The hour of the day from which letters are written: nobody is woken by one."""


@scheduled("noticeboard.remind_readers", minutes=60)
def remind_readers() -> dict[str, Any]:
    """Remind those who have not said that they have read a notice which asks them to."""
    count = 0
    if clock.london(clock.now()).hour < MORNING:
        return {"reminded": count}
    after, today = days_ahead(value(READ_REMINDER_DAYS)), clock.today()
    with changing():
        for found in find_notices.asking():
            if is_reminder_due(found.asked_from, after, found.reminded_on, today):
                count += notices.remind_readers(notice=found, actor=None)
    return {"reminded": count}


@scheduled("noticeboard.remind_owners", minutes=60)
def remind_owners() -> dict[str, Any]:
    """Remind those who see to pages of the handbook of the reviews that come near or have come."""
    count, today = 0, clock.today()
    if clock.london(clock.now()).hour < MORNING:
        return {"reminded": count}
    ahead = days_ahead(value(REVIEW_REMINDER_DAYS))
    with changing():
        for page in find_pages.to_review(today + timedelta(days=max(ahead))):
            if rules.is_reminder_due(page.review_on, ahead, page.reminded_on, today):
                count += handbook.remind_owners(page=page, on=today)
    return {"reminded": count}

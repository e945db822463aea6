"""Work in the background: reminding people of what they are asked to read."""

from typing import Any, Final

from portal import clock
from portal.database import changing
from portal.noticeboard.actions import notices
from portal.noticeboard.models import READ_REMINDER_DAYS
from portal.noticeboard.queries import notices as find_notices
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

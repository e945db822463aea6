"""Background work of the register: imports, checks in the calendar, who leaves, and reminders."""

from typing import Any, Final

from portal import clock
from portal.calendar.jobs import keep_deadlines
from portal.database import changing
from portal.members.actions import VOLUNTEERS, carry_out, remind_of_checks, remind_overdue
from portal.members.actions.supervision import remind_to_sign
from portal.members.actions.survey import close_survey
from portal.members.models import SUPERVISION_SIGN_DAYS
from portal.members.queries import leaving as find_leavers
from portal.members.queries import rechecks as find_rechecks
from portal.members.queries import reminders
from portal.members.queries import survey as find_surveys
from portal.notifications.jobs import job, scheduled
from portal.notifications.models import Job
from portal.settings.queries import value
from portal.spreadsheets.actions import forget_old_files
from portal.spreadsheets.jobs import import_upload

MORNING: Final = 8
"""The hour of the day from which letters are written: nobody is woken by one."""

A_DAY = 24 * 60
AN_HOUR = 60


@job(VOLUNTEERS.source)
def import_volunteers(work: Job) -> dict[str, Any]:
    """Take the volunteers of an uploaded file in, a piece at a time."""
    return import_upload(work, VOLUNTEERS)


@scheduled("members.forget_import_files", minutes=A_DAY)
def forget_import_files() -> dict[str, Any]:
    """Delete spreadsheets that nobody imported within a day, and problems after a month."""
    with changing():
        return {"deleted": forget_old_files(importer=VOLUNTEERS)}


@scheduled("members.let_leave", minutes=15)
def let_leave() -> dict[str, Any]:
    """Let everybody leave whose last day is over, each in a change of their own."""
    left = 0
    for number in find_leavers.leavers(clock.today()):
        with changing():
            left += carry_out(number=number)
    return {"left": left}


@scheduled("members.publish_rechecks", minutes=AN_HOUR)
def publish_rechecks() -> dict[str, Any]:
    """Bring the calendar up to when checks are to be made again.

    By the clock and not in each action: who is checked changes with breaks, leaving and imports
    too, and who sees to it with the coordinators' areas. What was renewed is gone within the hour.
    """
    return keep_deadlines(find_rechecks.UNDER, find_rechecks.rechecks())


@scheduled("members.remind_rechecks", minutes=15)
def remind_rechecks() -> dict[str, Any]:
    """Remind volunteers, and those who see to it, of DBS checks to be made again, each once."""
    if clock.london(clock.now()).hour < MORNING:
        return {"reminded": 0}
    with changing():
        return {"reminded": remind_of_checks(due=reminders.due_reminders(), on=clock.today())}


@scheduled("members.remind_to_sign_agreements", minutes=AN_HOUR)
def remind_to_sign_agreements() -> dict[str, Any]:
    """Remind volunteers of what they have not signed in time, as often as the settings say."""
    if clock.london(clock.now()).hour < MORNING:
        return {"reminded": 0}
    with changing():
        return {"reminded": remind_overdue()}


@scheduled("members.remind_to_sign_supervision", minutes=AN_HOUR)
def remind_to_sign_supervision() -> dict[str, Any]:
    """Ask volunteers again to sign what was written up a week ago, each once."""
    if clock.london(clock.now()).hour < MORNING:
        return {"reminded": 0}
    with changing():
        return {"reminded": remind_to_sign(after_days=value(SUPERVISION_SIGN_DAYS))}


@scheduled("members.close_surveys", minutes=AN_HOUR)
def close_surveys() -> dict[str, Any]:
    """Close the survey whose last day is over: its answers are added up, and then deleted."""
    with changing():
        over = find_surveys.overdue(clock.today())
        if over is not None:
            close_survey(survey=over, actor=None)
    return {"closed": int(over is not None)}

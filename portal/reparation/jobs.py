"""Work in the background: reminders of what runs out, of reviews, and of what is listed still.

And places for those who wait, and forgetting who suggested what, and imports.
"""

from datetime import timedelta
from typing import Any, Final

from portal import clock
from portal.database import changing
from portal.notifications.jobs import job, scheduled
from portal.notifications.models import Job
from portal.reparation.actions import places, reminding, risks
from portal.reparation.actions.importing import PROJECTS
from portal.reparation.actions.suggestions import forget_suggesters
from portal.reparation.actions.telling.projects import still_on
from portal.reparation.actions.telling.sessions import after_session
from portal.reparation.models import REVIEW_REMINDER_DAYS, STILL_ON_DAYS
from portal.reparation.queries import projects, sessions
from portal.reparation.queries import risks as find_risks
from portal.reparation.queries.reminders import due_reminders
from portal.settings.queries import value
from portal.settings.rules import days_ahead
from portal.spreadsheets.actions import forget_old_files
from portal.spreadsheets.jobs import import_upload

MORNING: Final = 8
"""The hour of the day from which letters are written: nobody is woken by one."""
STILL_NEWS: Final = timedelta(days=7)
"""For so long after its day a review that is late is told of, if nobody was told before."""

LATELY: Final = 7
"""For so many days after a session somebody is asked who came, if they were not before."""

A_DAY: Final = 24 * 60


@scheduled("reparation.ask_still_on", minutes=60)
def ask_still_on() -> dict[str, Any]:
    """Ask partners about listed projects of which nobody has said for long that they are on."""
    count, days, today = 0, value(STILL_ON_DAYS), clock.today()
    if clock.london(clock.now()).hour < MORNING:
        return {"asked": count}
    with changing():
        for project in projects.stale(today - timedelta(days=days - 1)):
            said = project.confirmed_on or project.listed_on or today
            count += still_on(project, turn=(today - said).days // days)
    return {"asked": count}


@scheduled("reparation.ask_who_came", minutes=60)
def ask_who_came() -> dict[str, Any]:
    """Ask, the morning after a session and once, how many came, and who of each referral."""
    if clock.london(clock.now()).hour < MORNING:
        return {"asked": 0}
    with changing():
        return {"asked": sum(after_session(held) for held in sessions.held_lately(LATELY))}


@scheduled("reparation.give_free_places", minutes=15)
def give_free_places() -> dict[str, Any]:
    """Give free places to those who wait: where booking was closed when they became free."""
    count = 0
    if clock.london(clock.now()).hour < MORNING:
        return {"given": count}
    for number in sessions.with_free_turns():
        with changing():
            count += places.give_places(sessions.lock_session(number), actor=None)
    return {"given": count}


@scheduled("reparation.forget_suggesters", minutes=A_DAY)
def forget_who_suggested() -> dict[str, Any]:
    """Forget who suggested what was answered long ago."""
    with changing():
        return {"forgotten": forget_suggesters()}


@scheduled("reparation.forget_import_files", minutes=A_DAY)
def forget_import_files() -> dict[str, Any]:
    """Delete spreadsheets that nobody imported within a day, and problems after a month."""
    with changing():
        return {"deleted": forget_old_files(importer=PROJECTS)}


@job(PROJECTS.source)
def import_projects(work: Job) -> dict[str, Any]:
    """Take the projects of an uploaded file in, a piece at a time."""
    return import_upload(work, PROJECTS)


@scheduled("reparation.remind_partners", minutes=15)
def remind_partners() -> dict[str, Any]:
    """Remind partners and coordinators of papers and reviews that come near, each time once."""
    if clock.london(clock.now()).hour < MORNING:
        return {"reminded": 0}
    with changing():
        due = due_reminders()
        reminding.remind(due=due, on=clock.today())
    return {"reminded": len(due)}


@scheduled("reparation.remind_reviews", minutes=15)
def remind_reviews() -> dict[str, Any]:
    """Remind people of the reviews so many days ahead, and once of each that is late."""
    count, today = 0, clock.today()
    if clock.london(clock.now()).hour < MORNING:
        return {"reminded": count}
    with changing():
        for days in days_ahead(value(REVIEW_REMINDER_DAYS)):
            day = today + timedelta(days=days)
            for found in find_risks.to_review(day, day):
                count += risks.remind(assessment=found, days=days)
        for found in find_risks.to_review(today - STILL_NEWS, today - timedelta(days=1)):
            count += risks.remind(assessment=found, days=0)
    return {"reminded": count}

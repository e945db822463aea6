"""Background work of the register: imports, and letting go of their files."""

from typing import Any

from portal.database import changing
from portal.members.actions import VOLUNTEERS
from portal.notifications.jobs import job, scheduled
from portal.notifications.models import Job
from portal.spreadsheets.actions import forget_old_files
from portal.spreadsheets.jobs import import_upload

A_DAY = 24 * 60


@job(VOLUNTEERS.source)
def import_volunteers(work: Job) -> dict[str, Any]:
    """Take the volunteers of an uploaded file in, a piece at a time."""
    return import_upload(work, VOLUNTEERS)


@scheduled("members.forget_import_files", minutes=A_DAY)
def forget_import_files() -> dict[str, Any]:
    """Delete spreadsheets that nobody imported within a day, and problems after a month."""
    with changing():
        return {"deleted": forget_old_files(importer=VOLUNTEERS)}

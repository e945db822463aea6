"""What addresses name: an imported calendar with a file that was looked through, a picture."""

import io
from collections.abc import Callable
from typing import Any, Final
from uuid import uuid4

from PIL import Image
from sqlalchemy import select

from portal import clock
from portal.calendar import actions, imports, queries
from portal.calendar.models import ImportedKind, Venue
from portal.database import session
from portal.notifications.models import JobState
from tests.calendar.calendars import calendar, day
from tests.journeys.demo import demo_user

Sample = Callable[[], dict[str, Any]]


def _imported() -> dict[str, Any]:
    coordinator = demo_user("coordinator").person
    today = clock.today()
    content = calendar(day("fair", "Northmere Fair", f"{today:%Y%m%d}"))
    made = actions.add_imported_calendar(
        name=f"Closures {uuid4().hex[:8]}",
        kind=ImportedKind.CLOSURES,
        area=None,
        content=content,
        actor=coordinator,
    )
    reading = imports.read(content, limits=imports.Limits(), today=today)
    actions.take_entries(
        calendar=made, occurrences=reading.occurrences, read_until=today, actor=coordinator
    )
    first = queries.import_job(made)
    assert first
    first.state = JobState.DONE
    job = actions.bring_file(calendar=made, content=content, actor=coordinator)
    counts = actions.weigh_entries(calendar=made, occurrences=reading.occurrences)
    told = {"left_out": 1, "problems": ["“Fair” (line 9) ends before it starts."], "notes": []}
    job.result, job.state = {**counts, "replaced": False, **told}, JobState.DONE
    job.ended_at = clock.now()
    session.flush()
    return {"uuid": made.uuid}


def _venue_photo() -> dict[str, Any]:
    venue = session.scalars(select(Venue).order_by(Venue.id).limit(1)).one()
    made = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(made, "JPEG")
    coordinator = demo_user("coordinator").person
    actions.show_venue(
        venue=venue, picture=made.getvalue(), alt="The door of the hall", actor=coordinator
    )
    return {"venue_id": venue.id}


OF_CALENDAR: Final[dict[str, Sample]] = {
    "calendar.change_photo": _venue_photo,
    "calendar.imported_calendar": _imported,
    "calendar.read_imported": _imported,
    "calendar.remove_imported": _imported,
    "calendar.remove_photo": _venue_photo,
    "calendar.venue_photo": _venue_photo,
}
"""By endpoint."""

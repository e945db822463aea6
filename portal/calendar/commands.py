"""`flask calendar …`."""

import click
from flask.cli import AppGroup

from portal.calendar import actions, queries
from portal.database import changing

BATCH = 200

calendar = AppGroup("calendar", help="The calendar and its feeds.")


@calendar.command("rebuild")
def rebuild() -> None:
    """Make every entry's iCalendar text again.

    Needed after BASE_URL or SUPPORT_PHONE changed, or a new version writes entries otherwise.
    """
    changed, seen, last = 0, 0, 0
    while True:
        with changing():
            entries = queries.batch(last, BATCH)
            changed += actions.remake(entries)
        if not entries:
            break
        seen, last = seen + len(entries), entries[-1].id
    click.echo(f"{seen:,} entries looked at, {changed:,} of them now say something else.")

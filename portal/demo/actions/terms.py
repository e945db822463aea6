"""The imported calendar of school terms."""

from typing import Final

from portal import clock
from portal.calendar.actions import take_entries
from portal.calendar.imports import Limits, Occurrence
from portal.calendar.models import ImportedCalendar, ImportedKind
from portal.database import session
from portal.demo.actions.rows import Rows
from portal.demo.rules.terms import school_days

JO: Final = "Jo Hartley"


def load_terms(rows: Rows) -> None:
    """Put in the school terms, as if their file had been read today."""
    calendar = ImportedCalendar(
        uuid=rows.uuid(),
        name="Kentmere school terms",
        kind=ImportedKind.TERMS,
        owner=rows.people[JO],
    )
    session.add(calendar)
    session.flush()  # entries point at it by its number
    take_entries(
        calendar=calendar,
        occurrences=[
            Occurrence(
                uid=f"{each.first}@kentmere.example",
                key="",
                title=each.title,
                place="",
                starts_at=bounds[0],
                ends_at=bounds[1],
                all_day=True,
            )
            for each in school_days(rows.times)
            for bounds in [clock.day_bounds(each.first, each.last)]
        ],
        read_until=rows.times.today + Limits().ahead,
        actor=rows.people[JO],
    )

"""Who stands how on which day; courses, awards and sessions."""

from portal.training.queries.people import Trained, trained
from portal.training.queries.sessions import bookable, booked_days
from portal.training.queries.standings import (
    ADVISER,
    VOLUNTEER,
    CourseLine,
    Standings,
    barring_on,
    needed_courses,
    standings,
)

__all__ = [
    "ADVISER",
    "VOLUNTEER",
    "CourseLine",
    "Standings",
    "Trained",
    "barring_on",
    "bookable",
    "booked_days",
    "needed_courses",
    "standings",
    "trained",
]

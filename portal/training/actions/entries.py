"""How a session stands in the calendar."""

from collections.abc import Iterable

from portal.calendar.rules import EMPLOYED
from portal.training.models import Course


def title_of(course: Course) -> str:
    """> Training: Child safeguarding."""
    return f"Training: {course.title}"


def seen_by(audience: Iterable[str]) -> list[str]:
    """Return the keys of who sees a session: everybody employed, and whoever may book it."""
    return sorted({*EMPLOYED, *audience})

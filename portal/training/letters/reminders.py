"""Letters about what lapses: to each person, and one a week to the coordinators."""

from datetime import date
from typing import Any, Final

from portal import clock
from portal.access.rules import Permission
from portal.accounts.queries import user_of
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.site.filters import day, plural
from portal.site.urls import absolute
from portal.training import rules
from portal.training.queries import reminders as queries

STALE: Final = 7
"""Days after which a letter about what lapses is not sent any more: the next one says more."""


@letter("training/email/reminder")
def reminder(*, to: Person, on: int) -> Content | None:
    """Tell somebody what lapses and what to book; nothing is left to say once it is booked."""
    the_day = date.fromordinal(on)
    if (clock.today() - the_day).days > STALE:
        return None
    found = queries.to_remind_of(to.id, the_day)
    if not found:
        return None
    values = {
        "name": to.first_name,
        "lines": [_line(each) for each in found],
        "link": absolute("training.mine"),
    }
    return Content(_subject(found), values)


def _line(each: queries.Lapsing) -> dict[str, Any]:
    to_book = each.mend.next
    return {
        "title": each.course.title,
        "until": each.until,
        "lapsed": each.lapsed,
        "duty": each.stand.duty,
        "to_do": rules.to_do(each.mend, clock.today()),
        "book": absolute("training.session", session_uuid=to_book.uuid) if to_book else None,
    }


def _subject(found: list[queries.Lapsing]) -> str:
    first = found[0]
    verb = "lapsed" if first.lapsed else "lapses"
    several = f"{plural(len(found), 'course')} to renew: the first"
    which = several if len(found) > 1 else first.course.title
    return f"{which} {verb} on {day(first.until)}"


@letter("training/email/digest")
def digest(*, to: Person, on: int) -> Content | None:
    """Tell a coordinator who lapses and who has lapsed; nothing when nobody does."""
    user = user_of(to)
    may = user is not None and user.active and Permission.TRAINING_AWARD in user.permissions
    if user is None or not may or (clock.today() - date.fromordinal(on)).days > STALE:
        return None
    found = queries.digest(user.area_ids)
    if not found.soon and not found.lapsed:
        return None
    values = {"name": to.first_name, "soon": found.soon, "lapsed": found.lapsed}
    subject = f"Training: who lapses, {day(clock.today())}"
    return Content(subject, {**values, "link": absolute("training.matrix")})

"""The rooms of a day: which are taken, by what, and until when each is free."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from flask import Response

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.calendar import queries, rules
from portal.calendar.models import Room
from portal.calendar.queries import Taken
from portal.calendar.rules import IN_A_DAY, Filters, Stretch
from portal.calendar.views import bp
from portal.calendar.views.browse import views_of, within
from portal.calendar.views.shown import FIRST_HOUR, KINDS, LAST_HOUR, hour_words, schools_on
from portal.site.filters import day as in_words
from portal.site.filters import plural, span
from portal.site.fragments import page_or_fragment, wants_fragment

HOUR: Final = 4
"""An hour has four quarters, and a table of rooms a column for each."""


class Part(NamedTuple):
    """A cell of a room's day: `width` quarters of an hour, free or closed unless it is taken."""

    width: int
    words: str
    is_open: bool
    taken: Sequence[Taken]
    starts: str


@bp.get("/rooms")
@bp.get("/rooms/<day:day>")
@requires(Permission.CALENDAR_ROOMS)
def rooms(day: date | None = None) -> Response:
    """Show the rooms in use of a day, hour by hour."""
    day = within(day)
    found = queries.open_rooms()
    bounds = clock.day_bounds(day, day)
    rows = queries.taken(signed_in_person().id, [room.id for room in found], *bounds)
    shown = _shown_of(rows, day)
    heading = f"Rooms on {in_words(day)}"
    return page_or_fragment(
        "calendar/rooms.html",
        "calendar/_rooms.html",
        view="rooms",
        chosen=Filters(),
        views=views_of(day, day, Filters()),
        day=day,
        holiday=clock.bank_holiday(day),
        school=schools_on([day]).get(day),
        heading=heading,
        said=f"{heading}, {plural(len(rows), 'booking')}",
        hours=_hours(shown, day),
        lines=_lines(found, rows, day, shown),
        earlier=("Day before", f"/calendar/rooms/{day - timedelta(days=1)}"),
        later=("Day after", f"/calendar/rooms/{day + timedelta(days=1)}"),
        looks={kind: look for kind, (_, look) in KINDS.items()},
        now_url="/calendar/rooms",
        partial=wants_fragment(),
    )


def _shown_of(rows: Iterable[Taken], day: date) -> tuple[int, int]:
    """Return the whole hours to show, in quarters: the working day, and what lies around it."""
    taken = [_stretch(row, day) for row in rows]
    first = min([FIRST_HOUR * HOUR, *(each.first for each in taken)])
    beyond = max([(LAST_HOUR + 1) * HOUR, *(each.beyond for each in taken)])
    return first // HOUR * HOUR, -(-beyond // HOUR) * HOUR


def _stretch(row: Taken, day: date) -> Stretch[Taken]:
    """Return what of a day something takes, by London's clocks."""
    starts, ends = clock.london(row.starts_at), clock.london(row.ends_at)
    first = 0 if starts.date() < day else (starts.hour * 60 + starts.minute) // 15
    beyond = IN_A_DAY if ends.date() > day else -(-(ends.hour * 60 + ends.minute) // 15)
    # In the hour that the clocks go back over, an end can seem to come before its start.
    return Stretch(first, max(beyond, first + 1), (row,))


def _hours(shown: tuple[int, int], day: date) -> list[tuple[str, bool]]:
    """Return the hours as the table's head has them, and whether it is that hour now."""
    now = clock.london(clock.now())
    is_today = now.date() == day
    return [
        (hour_words(number), is_today and now.hour == number)
        for number in range(shown[0] // HOUR, shown[1] // HOUR)
    ]


def _lines(
    found: Iterable[Room], rows: Iterable[Taken], day: date, shown: tuple[int, int]
) -> list[tuple[Room, list[Part]]]:
    """Return each room with the parts of its day."""
    taken: defaultdict[int, list[Stretch[Taken]]] = defaultdict(list)
    for row in rows:
        taken[row.room_id].append(_stretch(row, day))
    return [
        (room, [_part(each, day) for each in rules.stretches(taken[room.id], shown, opens)])
        for room in found
        for opens in [rules.open_quarters(room.venue.opening, day)]
    ]


def _part(stretch: Stretch[Taken], day: date) -> Part:
    starts_at = _begins(day, stretch.first)
    return Part(
        width=stretch.beyond - stretch.first,
        words=span(starts_at, _begins(day, stretch.beyond)),
        is_open=stretch.is_open,
        taken=stretch.things,
        starts=f"{clock.london(starts_at):%H:%M}",
    )


def _begins(day: date, quarter: int) -> datetime:
    """Return the moment at which a quarter of an hour of a day begins; the last is midnight."""
    if quarter == IN_A_DAY:
        return clock.at(day + timedelta(days=1), time())
    return clock.at(day, time(quarter // HOUR, quarter % HOUR * 15))

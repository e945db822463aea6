"""Finding a room that is free, as it must be, and open."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Final, NamedTuple

from flask import Response, request

from portal import clock
from portal.access import Permission, requires
from portal.accounts.queries import signed_in_person
from portal.calendar import queries, rules
from portal.calendar.forms import FindRoomForm
from portal.calendar.models import Room
from portal.calendar.queries import Taken
from portal.calendar.views import bp
from portal.calendar.views.browse import within
from portal.people.queries import areas
from portal.site import asked
from portal.site.filters import span
from portal.site.fragments import page_or_fragment

USUAL_START: Final = time(17, 30)
USUAL_END: Final = time(19, 30)
"""When panels sit."""


class Answer(NamedTuple):
    """How a room stands in the time asked for: free, or closed, or taken by these."""

    room: Room
    is_open: bool
    taken: Sequence[Taken]

    @property
    def is_free(self) -> bool:
        """Return whether it can be had."""
        return self.is_open and not self.taken


class Found(NamedTuple):
    """The answer to a search, with what a link to use a room carries on."""

    when: str
    day: date
    starts: str
    ends: str
    holiday: str | None
    free: Sequence[Answer]
    others: Sequence[Answer]


@bp.get("/venues/find")
@requires(Permission.CALENDAR_ROOMS)
def find_room() -> Response:
    """Ask what a room must be, and show which are free then, and what the others are taken by."""
    form = _form()
    found = _found(form) if request.args and form.validate() else None
    return page_or_fragment("calendar/find.html", "calendar/_found.html", form=form, found=found)


def _form() -> FindRoomForm:
    """Return the form as the address fills it; a link from a day gives the day alone."""
    typed = request.args if "starts" in request.args else None
    day = within(asked.day("day"))
    usual = {"day": day, "starts": USUAL_START, "ends": USUAL_END}
    choices = {"area": [("", "Every area"), *((area.id, area.name) for area in areas())]}
    return FindRoomForm(typed, data=usual, choices=choices)


def _found(form: FindRoomForm) -> Found:
    starts_at, ends_at = form.moments
    day, starts, ends = form.day.data, form.starts.data, form.ends.data
    rooms = queries.rooms_like(form.wish)
    rows = queries.taken(signed_in_person().id, [room.id for room in rooms], starts_at, ends_at)
    by_room = _by_room(rows)
    answers = [
        Answer(room, rules.is_open(room.venue.opening, day, starts, ends), by_room[room.id])
        for room in rooms
    ]
    return Found(
        when=span(starts_at, ends_at),
        day=day,
        starts=f"{starts:%H:%M}",
        ends=f"{ends:%H:%M}",
        holiday=clock.bank_holiday(day),
        free=[answer for answer in answers if answer.is_free],
        others=[answer for answer in answers if not answer.is_free],
    )


def _by_room(rows: Iterable[Taken]) -> defaultdict[int, list[Taken]]:
    """Return what is taken, under its room."""
    by_room: defaultdict[int, list[Taken]] = defaultdict(list)
    for row in rows:
        by_room[row.room_id].append(row)
    return by_room

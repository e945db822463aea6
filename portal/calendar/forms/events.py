"""An entry: when, where, for whom."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final

from portal import clock
from portal.calendar import rules
from portal.calendar.actions import Details, Event
from portal.calendar.models import Entry, Kind, Room
from portal.people.models import Area
from portal.site.fields import (
    Choice,
    Day,
    OneOf,
    Text,
    Tick,
    TimeOfDay,
)
from portal.site.forms import EditForm, Form

NO_NAMES: Final = "Everybody it is for will read this. Never name a child, a family or a victim."
AUDIENCE_LABELS: Final = {
    "everyone": "Everyone: staff and volunteers",
    "staff": "Staff",
    "volunteers": "Volunteers",
    "area": "Volunteers of the area chosen above",
}
NEEDS_AREA: Final = "Choose the area it is for: you look after some areas only"
QUARTERS: Final = {0, 15, 30, 45}


class EventFields(Form):
    """A meeting of the team, or leave. `needs_area` is for who looks after some areas only."""

    needs_area = False

    kind = OneOf(
        "What is it?",
        needed="Say whether it is for the team or leave",
        choices=[(Kind.TEAM.value, "A meeting or event of the team"), (Kind.LEAVE.value, "Leave")],
    )
    title = Text("Title", needed="Enter a title, like Team briefing", hint=NO_NAMES)
    day = Day("Date", needed="Enter the date, like 27 3 2026")
    all_day = Tick("It lasts all day")
    starts = TimeOfDay("Starts", hint="For example, 9:30am")
    ends = TimeOfDay("Ends", hint="For example, 11am")
    last_day = Day("Last day, if it is longer than a day")
    room = Choice("Room", coerce=int, hint="Booked for this alone")
    place = Text("Another place, if it is not in a room of the list", most=200)
    area = Choice("Area", coerce=int)
    audience = OneOf(
        "Who may see it?",
        needed="Choose who may see it",
        choices=list(AUDIENCE_LABELS.items()),
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then what only several fields together can say."""
        sound = bool(super().validate(extra_validators))
        problems = [(name, said) for name, said in self.problems() if not self[name].errors]
        for name, said in problems:
            self.refuse(said, name)
        return sound and not problems

    def problems(self) -> Iterator[tuple[str, str]]:
        """Return what is wrong between fields: the field to show it at, and the sentence."""
        yield from self._time_problems()
        yield from self._day_problems()
        if self.area.data is None and self.needs_area:
            yield "area", NEEDS_AREA
        elif self.area.data is None and self.audience.data == "area":
            yield "area", "Choose the area whose volunteers may see it"

    def event(self, rooms: Sequence[Room], areas: Sequence[Area]) -> Event:
        """Return what the form says, once it is valid."""
        return Event(
            **self._said(rooms),
            kind=Kind(self.kind.data),
            area=next((area for area in areas if area.id == self.area.data), None),
            audience=self.audience.data,
        )

    @property
    def is_all_day(self) -> bool:
        """Return whether it has no hours."""
        return bool(self.all_day.data)

    @property
    def last(self) -> date | None:
        """Return its last day, if the form asks for one and it was filled in."""
        return self.last_day.data if "last_day" in self else None

    def _said(self, rooms: Sequence[Room]) -> dict[str, Any]:
        """Return what it is called, when and where it is."""
        starts_at, ends_at = self._moments()
        return {
            "title": self.title.data or "",
            "starts_at": starts_at,
            "ends_at": ends_at,
            "all_day": self.is_all_day,
            "room": next((room for room in rooms if room.id == self.room.data), None),
            "place": "" if self.room.data else self.place.data or "",
        }

    def _moments(self) -> tuple[datetime, datetime]:
        first = self.day.data
        last = self.last or first
        if self.is_all_day:
            return clock.day_bounds(first, last)
        return clock.at(first, self.starts.data), clock.at(last, self.ends.data)

    @property
    def _is_whole(self) -> bool:
        """Return whether both moments can be told, last day after first."""
        if not (self.day.data and self.starts.data and self.ends.data):
            return False
        return not self.last or self.last >= self.day.data

    def _time_problems(self) -> Iterator[tuple[str, str]]:
        if self.is_all_day:
            return
        for field, example in (
            (self.starts, "starts, like 9:30am"),
            (self.ends, "ends, like 11am"),
        ):
            if field.data is None:
                yield field.name, f"Enter the time it {example}, or tick “It lasts all day”"
            elif self.room.data and field.data.minute not in QUARTERS:
                yield field.name, "Use a quarter of an hour, like 5:30pm: rooms are booked by it"
        if self._is_whole and self._moments()[0] >= self._moments()[1]:
            yield "ends", "Enter an end that is after the start"

    def _day_problems(self) -> Iterator[tuple[str, str]]:
        first, last = self.day.data, self.last
        if not first or not last:
            return
        most = rules.LONGEST_IN_ROOM if self.room.data else rules.LONGEST
        if last < first:
            yield "last_day", "Enter a last day that is not before the date above"
        elif last - first >= most:
            yield "last_day", f"Enter a last day within {most.days} days of the first"


class OccurrenceForm(EventFields, EditForm):
    """One time of something that repeats: what it is, and for whom, is the same for all of it."""

    def __init__(self, *args: Any, lasts_all_day: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hours = ("starts", "ends") if lasts_all_day else ()
        for name in ("kind", "all_day", "area", "audience", *hours):
            del self[name]

    @property
    def is_all_day(self) -> bool:
        """Return what its series says."""
        return self.starts is None

    def problems(self) -> Iterator[tuple[str, str]]:
        """Return what is wrong with the time."""
        yield from self._time_problems()
        yield from self._day_problems()

    def details(self, rooms: Sequence[Room]) -> Details:
        """Return what the form says, once it is valid."""
        return Details(**self._said(rooms))


def said_of(entry: Entry) -> dict[str, Any]:
    """Return what the form shows of an entry."""
    starts, ends = clock.london(entry.starts_at), clock.london(entry.ends_at)
    first, last = entry.first_day, entry.last_day
    timed: Mapping[str, time | None] = (
        {} if entry.all_day else {"starts": starts.time(), "ends": ends.time()}
    )
    return {
        "kind": entry.kind.value,
        "title": entry.title,
        "day": first,
        "all_day": entry.all_day,
        **timed,
        "last_day": last if last != first else None,
        "room": entry.room_id,
        "place": entry.place,
        "area": entry.area_id,
        "audience": rules.audience_of(row.key for row in entry.audience),
        "version": entry.version,
    }

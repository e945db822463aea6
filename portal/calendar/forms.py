"""What the calendar asks people for, and how it says no."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time
from typing import Any, Final

from wtforms import Field
from wtforms.validators import ValidationError

from portal import clock
from portal.calendar import rules
from portal.calendar.actions import Event
from portal.calendar.models import Entry, FeedScope, Kind, Room, Venue
from portal.calendar.rules import Carried, Filters
from portal.people.models import Area
from portal.site.fields import (
    Choice,
    Day,
    LongText,
    OneOf,
    Phone,
    SomeOf,
    Text,
    Tick,
    TimeOfDay,
    WholeNumber,
)
from portal.site.forms import EditForm, Form, OnceForm

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
    room = Choice("Room", coerce=int, hint="Booked for this time alone")
    place = Text("Another place, if it is not in a room of the list")
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
        starts_at, ends_at = self._moments()
        return Event(
            kind=Kind(self.kind.data),
            title=self.title.data or "",
            starts_at=starts_at,
            ends_at=ends_at,
            all_day=self.all_day.data,
            room=next((room for room in rooms if room.id == self.room.data), None),
            place="" if self.room.data else self.place.data or "",
            area=next((area for area in areas if area.id == self.area.data), None),
            audience=self.audience.data,
        )

    def _moments(self) -> tuple[datetime, datetime]:
        first = self.day.data
        last = self.last_day.data or first
        if self.all_day.data:
            return clock.day_bounds(first, last)
        return clock.at(first, self.starts.data), clock.at(last, self.ends.data)

    @property
    def _is_whole(self) -> bool:
        """Return whether both moments can be told, last day after first."""
        if not (self.day.data and self.starts.data and self.ends.data):
            return False
        return not self.last_day.data or self.last_day.data >= self.day.data

    def _time_problems(self) -> Iterator[tuple[str, str]]:
        if self.all_day.data:
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
        first, last = self.day.data, self.last_day.data
        if not first or not last:
            return
        most = rules.LONGEST_IN_ROOM if self.room.data else rules.LONGEST
        if last < first:
            yield "last_day", "Enter a last day that is not before the date above"
        elif last - first >= most:
            yield "last_day", f"Enter a last day within {most.days} days of the first"


class AddEventForm(EventFields, OnceForm):
    """An event that is not there yet."""

    def problems(self) -> Iterator[tuple[str, str]]:
        """Refuse the past too: nobody can come to it."""
        yield from super().problems()
        if self.day.data and (self.last_day.data or self.day.data) < clock.today():
            yield "day", "Enter today’s date or a later one"


class EditEventForm(EventFields, EditForm):
    """An event that is being changed, perhaps by two people."""


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


BACK: Final = [(7, "One week"), (30, "30 days"), (rules.FEED_BACK, "60 days")]
AHEAD: Final = [
    (30, "30 days"),
    (90, "90 days"),
    (180, "Six months"),
    (rules.FEED_AHEAD, "13 months"),
]
ALARMS: Final[list[tuple[int | str, str]]] = [
    ("", "No reminder"),
    (15, "15 minutes before"),
    (60, "An hour before"),
    (120, "Two hours before"),
    (1440, "A day before"),
]
KIND_LABELS: Final = {kind.value: kind.label for kind in Kind}
SAYS_KIND: Final = {
    FeedScope.TRAINING,
    FeedScope.PROJECTS,
    FeedScope.DEADLINES,
    FeedScope.VIEW,
}
SAYS_AREA: Final = {FeedScope.AREA, FeedScope.VIEW}
VIEWS: Final = [("month", "Month"), ("week", "Week"), ("day", "Day"), ("agenda", "Agenda")]
WHOSE: Final = [("", "Everybody’s"), ("mine", "Mine")]
TEAM: Final = ("team", "My team’s")
MOST_NAME: Final = 60


class FeedForm(OnceForm):
    """What a subscription carries. It is bound into the subscription, not into its address."""

    scope = OneOf(
        "What should it show?",
        needed="Choose what it should show",
        default=FeedScope.MINE.value,
    )
    kind = Choice(
        "Only one kind",
        choices=[("", "Every kind"), *((kind.value, kind.label) for kind in Kind)],
    )
    area = Choice("Only one area", coerce=int, hint="And what is for the whole service")
    back = Choice("How far back", coerce=int, choices=BACK, default=rules.FEED_BACK)
    ahead = Choice("How far ahead", coerce=int, choices=AHEAD, default=rules.FEED_AHEAD)
    alarm = Choice(
        "Remind me of my duties",
        coerce=int,
        choices=ALARMS,
        hint="Not every program reminds: Google sets its own reminders",
    )
    without_cancelled = Tick("Leave out what was cancelled: it would show for two weeks")

    def validate(self, extra_validators: Any = None) -> bool:
        """Refuse a kind or an area beside a choice that says which itself."""
        sound = bool(super().validate(extra_validators))
        scope = FeedScope(self.scope.data) if self.scope.data and not self.scope.errors else None
        if self.kind.data and scope in SAYS_KIND:
            self.refuse("Choose every kind: what you chose above says which kind already", "kind")
            sound = False
        if self.area.data and scope in SAYS_AREA:
            self.refuse("Choose every area: what you chose above says which area already", "area")
            sound = False
        return sound

    def filters(self, own_areas: Iterable[int], view: Filters) -> Filters:
        """Return what part of the calendar was chosen; `view` is the one that was come from."""
        if self.scope.data == FeedScope.VIEW:
            return view
        areas = [self.area.data] if self.area.data else []
        return Filters(
            kinds=(self.kind.data,) if self.kind.data else (),
            areas=tuple(own_areas if self.scope.data == FeedScope.AREA else areas),
        )

    def carried(self, filters: Filters, words: str) -> Carried:
        """Return what the form says, once it is valid; `words` are the filters' own."""
        return Carried(
            filters=filters,
            without_cancelled=self.without_cancelled.data,
            back=self.back.data or rules.FEED_BACK,
            ahead=self.ahead.data or rules.FEED_AHEAD,
            alarm=self.alarm.data,
            words=words,
        )


class SavedViewForm(Form):
    """A view under a name of one's own."""

    name = Text(
        "Name",
        needed="Enter a name, like Panels in Northmere",
        most=MOST_NAME,
        hint="A name that you have already is given to this view instead. Never name a child.",
    )
    view = Choice("Shown as", needed="Choose how it is shown", choices=VIEWS, default="month")
    kinds = SomeOf("Kinds", choices=list(KIND_LABELS.items()))
    areas = SomeOf("Areas", coerce=int, hint="And what is for the whole service")
    venues = SomeOf("Venues", coerce=int)
    who = Choice("Whose")

    def filters(self) -> Filters:
        """Return what part of the calendar was chosen."""
        return Filters(
            kinds=tuple(self.kinds.data or ()),
            areas=tuple(self.areas.data or ()),
            who=self.who.data,
            venues=tuple(self.venues.data or ()),
        )


USES: Final = {
    "for_panels": "Panels",
    "for_training": "Training",
    "for_projects": "Reparation projects",
}
ACCESS: Final = {
    "step_free": "Step-free",
    "hearing_loop": "Hearing loop",
    "separate_waiting": "Separate waiting areas",
    "accessible_toilet": "Accessible toilet",
    "parking": "Parking",
}


SAID: Final = ("address", "transport", "cost", "opening", "contact", "notes", "panel_notes")
"""What is said of a venue in free words."""


class VenueFields(Form):
    """A place. `needs_area` is for who looks after some areas only."""

    needs_area = False

    name = Text("Name", needed="Enter the name people know it by, like Northmere Library")
    area = Choice("Area", coerce=int)
    uses = SomeOf("What is it used for?", choices=list(USES.items()))
    address = LongText("Address", most=300, hint="Goes into people’s calendars")
    contact = Text("Who books it", hint="A desk or a role, like Bookings desk")
    phone = Phone("Telephone number of the building")
    access = SomeOf("Access", choices=list(ACCESS.items()))
    transport = Text("Public transport", hint="For example, Bus 41, 5 minutes from the station")
    opening = LongText(
        "Opening times",
        most=300,
        hint=f"One line for some weekdays, like {rules.OPENING_LIKE}. Days without a line are "
        "closed. Leave it empty if you do not know",
    )
    cost = Text("Cost", hint="For example, £15 an hour, or Free")
    notes = LongText("Notes", most=500, hint="About the building: keys, parking, who to ask for")
    panel_notes = LongText(
        "Notes for panels",
        most=500,
        hint="How the rooms are used: who waits where, which door is for whom. Never name anybody",
    )

    def validate_opening(self, field: Field) -> None:
        """Refuse what nobody could say “open” or “closed” from."""
        try:
            rules.opening_of(field.data)
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for an area where one is needed."""
        sound = bool(super().validate(extra_validators))
        if self.needs_area and self.area.data is None and not self.area.errors:
            self.refuse(NEEDS_AREA, "area")
            return False
        return sound

    def values(self) -> dict[str, Any]:
        """Return what the form says, column by column."""
        ticked = {*(self.uses.data or ()), *(self.access.data or ())}
        return {
            "name": self.name.data,
            "phone": self.phone.data or None,
            **{name: self[name].data for name in SAID},
            **{key: key in ticked for key in (*USES, *ACCESS)},
        }


class AddVenueForm(VenueFields):
    """A place that is not there yet."""


class EditVenueForm(VenueFields, EditForm):
    """A place that is being changed, perhaps by two people."""

    closed = Tick("Closed: offer it for nothing new")

    def values(self) -> dict[str, Any]:
        """And whether it is in use."""
        return {**super().values(), "closed": self.closed.data}


class RoomForm(Form):
    """A room of a place."""

    name = Text("Name of the room", needed="Enter the name of the room, like Room 2", most=60)
    capacity = WholeNumber("How many people it holds", least=1, most=1000)


class FindRoomForm(Form):
    """What a room must be and when, in the address of a page: it changes nothing."""

    class Meta:
        csrf = False

    day = Day("Date", needed="Enter the date, like 27 3 2026")
    starts = TimeOfDay("From", needed="Enter the time it starts, like 5:30pm")
    ends = TimeOfDay("To", needed="Enter the time it ends, like 7:30pm")
    area = Choice("Area", coerce=int)
    use = Choice("What for", choices=[("", "Anything"), *USES.items()])
    people = WholeNumber("How many people", least=1, most=1000)
    needs = SomeOf("It must have", choices=list(ACCESS.items()))

    def validate_ends(self, field: Field) -> None:
        """Refuse a time that runs backwards."""
        if self.starts.data and field.data <= self.starts.data:
            raise ValidationError("Enter an end that is after the start")

    @property
    def wish(self) -> rules.RoomWish:
        """Return what the room must be, once the form is valid."""
        return rules.RoomWish(
            needs=frozenset(self.needs.data or ()),
            use=self.use.data,
            area_id=self.area.data,
            people=self.people.data,
        )

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """Return when, once the form is valid."""
        return clock.at(self.day.data, self.starts.data), clock.at(self.day.data, self.ends.data)


def said_of_venue(venue: Venue) -> dict[str, Any]:
    """Return what the form shows of a venue."""
    return {
        "name": venue.name,
        "area": venue.area_id,
        "uses": [key for key in USES if getattr(venue, key)],
        "phone": venue.phone,
        "access": [key for key in ACCESS if getattr(venue, key)],
        **{name: getattr(venue, name) for name in SAID},
        "closed": venue.closed,
        "version": venue.version,
    }

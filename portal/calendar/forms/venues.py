"""Venues, their rooms, and the search for one."""

from datetime import datetime
from typing import Any, Final

from wtforms import Field
from wtforms.validators import ValidationError

from portal import clock
from portal.calendar import rules
from portal.calendar.forms.events import NEEDS_AREA
from portal.calendar.models import Venue
from portal.site.fields import (
    Choice,
    Day,
    LongText,
    Phone,
    SomeOf,
    Text,
    Tick,
    TimeOfDay,
    Upload,
    WholeNumber,
)
from portal.site.forms import EditForm, Form
from portal.site.pictures import MEGABYTE, NoPicture, TooManyPixels, redrawn

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
MOST_PHOTO: Final = 10 * MEGABYTE
PHOTO_SIDE: Final = 1200
"""Pixels of the longer side: as wide as a page is on a sharp screen."""
SAID: Final = ("address", "transport", "cost", "opening", "contact", "notes", "panel_notes")
"""What is said of a venue in free words."""


class VenueFields(Form):
    """A place. `needs_area` is for who looks after some areas only."""

    needs_area = False

    name = Text("Name", needed="Enter the name people know it by, like Northmere Library")
    area = Choice("Area", coerce=int)
    uses = SomeOf("What is it used for?", choices=list(USES.items()))
    address = LongText("Address", most=300, hint="Goes into people’s calendars")
    grid = Text(
        "Grid reference",
        hint=f"As Ordnance Survey writes it, like {rules.GRID_LIKE}. People’s calendars show the "
        "place on a map by it",
    )
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

    def validate_grid(self, field: Field) -> None:
        """Refuse what is no place in Great Britain."""
        try:
            rules.grid_of(field.data or "")
        except ValueError as problem:
            raise ValidationError(str(problem)) from problem

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
        east, north = rules.grid_of(self.grid.data or "") or (None, None)
        ticked = {*(self.uses.data or ()), *(self.access.data or ())}
        return {
            "name": self.name.data,
            "phone": self.phone.data or None,
            "grid_e": east,
            "grid_n": north,
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


class VenuePhotoForm(Form):
    """A picture of a place."""

    file = Upload("Picture", needed="Choose a picture", hint="A photograph as JPEG, PNG or WebP")
    alt = Text(
        "What it shows",
        needed="Say what the picture shows, for whoever cannot see it",
        most=200,
        hint="For example, The side door in Mill Lane, with a ramp and a blue sign",
    )
    shows_nobody = Tick("Nobody is in the picture")

    def validate_shows_nobody(self, field: Field) -> None:
        """Refuse pictures of people: a passer-by may be a child whom we know."""
        if not field.data:
            raise ValidationError("Choose a picture without anybody in it, and say so here")

    def picture(self) -> bytes | None:
        """Return the picture made anew, or None once the form says what is wrong with it."""
        with self.file.data.stream as file:
            content = file.read(MOST_PHOTO + 1)
        if len(content) > MOST_PHOTO:
            self.refuse(f"Choose a picture of at most {MOST_PHOTO // MEGABYTE} MB", "file")
            return None
        try:
            return redrawn(content, PHOTO_SIDE)
        except NoPicture:
            self.refuse("Choose a photograph as JPEG, PNG or WebP: this is none", "file")
        except TooManyPixels:
            self.refuse("Choose a picture with less than 50 million pixels", "file")
        return None


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
        "grid": rules.grid_words(venue.grid_e, venue.grid_n),
        "access": [key for key in ACCESS if getattr(venue, key)],
        **{name: getattr(venue, name) for name in SAID},
        "closed": venue.closed,
        "version": venue.version,
    }

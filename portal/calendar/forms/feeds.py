"""A subscription, and a saved view."""

from collections.abc import Iterable
from typing import Any, Final

from portal.calendar import rules
from portal.calendar.models import FeedScope, Kind
from portal.calendar.rules import Carried, Filters
from portal.site.fields import (
    Choice,
    OneOf,
    SomeOf,
    Text,
    Tick,
)
from portal.site.forms import Form, OnceForm

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
    imported = Tick("Show imported calendars too, but not in a subscription")

    def filters(self) -> Filters:
        """Return what part of the calendar was chosen."""
        return Filters(
            kinds=tuple(self.kinds.data or ()),
            areas=tuple(self.areas.data or ()),
            who=self.who.data,
            venues=tuple(self.venues.data or ()),
            imported=bool(self.imported.data),
        )

"""The fields of a session: when, for how many, with which adults; and how many came."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from portal import clock
from portal.people.models import Person
from portal.reparation.models import Project, ProjectSession
from portal.reparation.rules.sessions import WEEKS, SessionFacts, repeated
from portal.site.fields import (
    Choice,
    Day,
    LongText,
    OneOf,
    Tick,
    TimeOfDay,
    WholeNumber,
    day_from,
)
from portal.site.forms import EditForm, Form, OnceForm

Options = list[tuple[Any, str]]

ONCE: Final = "once"
MOST_PLACES: Final = 50
MOST_HEADS: Final = 200
SHORT: Final = 300
MOST_LINES: Final = 1000
NO_NAMES: Final = "Never write anything about a child, a family or a victim here."


class SessionFields(Form):
    """When a session is, for how many, and who looks after them."""

    on = Day("Date", needed="Enter the date, like 27 3 2026")
    starts = TimeOfDay("Starts", needed="Enter the time it starts, like 10am")
    ends = TimeOfDay("Ends", needed="Enter the time it ends, like midday")
    places = WholeNumber(
        "Places", needed="Enter how many places there are", least=1, most=MOST_PLACES
    )
    supervisor = Choice("Supervisor", needed="Choose who supervises", coerce=int)
    second = Choice("Second adult", coerce=int, hint="With a second adult, more can come.")

    def facts_on(self, day: date) -> SessionFacts:
        """Return what was entered, once it is sound, for one day."""
        return SessionFacts(
            clock.at(day, self.starts.data), clock.at(day, self.ends.data), self.places.data
        )

    @property
    def facts(self) -> SessionFacts:
        """Return what was entered, for its day."""
        return self.facts_on(self.on.data)


class NewSession(SessionFields, OnceForm):
    """A session to be planned, or one every week until a day."""

    project = Choice("Project", needed="Choose a project", coerce=int)
    every = OneOf(
        "How often",
        choices=[(ONCE, "Once"), *((each, f"{each.capitalize()}, until a day") for each in WEEKS)],
        default=ONCE,
        needed="Choose how often",
    )
    until = Day("Until", hint="The last date is included.")
    but_not = LongText("But not on", most=MOST_LINES, hint="One date on each line, like 24 5 2026.")

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then the days that it is repeated on."""
        sound = bool(super().validate(extra_validators))
        if not sound or self.every.data == ONCE:
            return sound
        if self.until.data is None:
            self.refuse("Enter the last date", "until")
        else:
            self._read_days_left_out()
        return not self.errors

    @property
    def wanted(self) -> list[SessionFacts]:
        """Return a session for each day that was asked for; raises `rules.Refused`."""
        if self.every.data == ONCE:
            return [self.facts]
        days = repeated(self.on.data, self.every.data, self.until.data, self.left_out)
        return [self.facts_on(day) for day in days]

    @property
    def left_out(self) -> list[date]:
        """Return the dates that were typed; raises ValueError for what is none."""
        return [day_from(line) for line in _lines(self.but_not.data)]

    def _read_days_left_out(self) -> None:
        for line in _lines(self.but_not.data):
            try:
                day_from(line)
            except ValueError:
                self.refuse(f"“{line}” is not a date: enter one like 24 5 2026", "but_not")
                return


class ChangedSession(SessionFields, EditForm):
    """A session as it is now, to be changed."""


class CancelledSession(EditForm):
    """Why a session will not be."""

    reason = LongText(
        "Why is it cancelled?",
        needed="Enter the reason",
        most=SHORT,
        hint=f"Everybody concerned reads this. {NO_NAMES}",
    )
    later = Tick("Cancel the later sessions of its series too")


class HeadCount(Form):
    """How many came: numbers alone."""

    headcount = WholeNumber(
        "How many young people came",
        needed="Enter how many came, 0 if nobody did",
        most=MOST_HEADS,
    )
    unit_awards = WholeNumber(
        "How many unit awards they earned", most=MOST_HEADS, hint="Leave empty if there are none."
    )


def planned(held: ProjectSession) -> dict[str, Any]:
    """Return what stands in the form of a session."""
    starts, ends = clock.london(held.entry.starts_at), clock.london(held.entry.ends_at)
    return {
        "on": starts.date(),
        "starts": starts.time(),
        "ends": ends.time(),
        "places": held.places,
        "supervisor": held.supervisor_id,
        "second": held.second_id,
        "version": held.version,
    }


def adult_options(
    adults: Sequence[Person], also: Iterable[Person | None] = ()
) -> dict[str, Options]:
    """Return who can supervise; who does stays among them though they no longer could."""
    people = [*adults, *(each for each in also if each is not None and each not in adults)]
    options = [(each.id, each.display_name) for each in people]
    return {
        "supervisor": [("", "Choose who supervises"), *options],
        "second": [("", "No second adult"), *options],
    }


def project_options(projects: Iterable[Project]) -> Options:
    """Return the projects that sessions can be planned of."""
    return [("", "Choose a project"), *((each.id, each.title) for each in projects)]


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]

"""The fields of a session: its days, where and with whom, places, deadlines, who may book."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from portal import clock
from portal.calendar.models import Room
from portal.people.models import Area, Person
from portal.settings.queries import value
from portal.site.fields import (
    MAX_LINK,
    Choice,
    Day,
    LongText,
    OneOf,
    SomeOf,
    Text,
    TimeOfDay,
    WholeNumber,
    day_from,
    link_check,
)
from portal.site.forms import EditForm, Form, OnceForm
from portal.training.models import CANCEL_DAYS, CLOSES_DAYS, TrainingSession
from portal.training.queries import planned as queries
from portal.training.rules import MOST_DAYS, REPEATS, SessionFacts, Span

Options = list[tuple[Any, str]]

MOST_PLACES: Final = 500
MOST_WORDS: Final = 1000
SHORT: Final = 300
NOON: Final = time(12)
NOW, DRAFT, TYPED = "now", "draft", "typed"
NUMBERS: Final = range(1, MOST_DAYS + 1)
MOMENTS: Final = (
    *(f"{part}_{number}" for number in NUMBERS for part in ("date", "start", "end")),
    *(f"{what}_{part}" for what in ("opens", "closes", "cancel") for part in ("on", "time")),
)
ORDINALS: Final = ("First", "Second", "Third", "Fourth", "Fifth")
NO_NAMES: Final = "Never write anything about a child, a family or a victim here."


def _date(number: int) -> Day:
    needed = "Enter the date, like 27 3 2026" if number == 1 else None
    label = "Date" if number == 1 else f"{ORDINALS[number - 1]} day"
    return Day(label, needed=needed)


def _time(number: int, word: str) -> TimeOfDay:
    needed = f"Enter the time it {word}s, like 10am" if number == 1 else None
    label = f"{word}s" if number == 1 else f"{ORDINALS[number - 1]} day {word}s"
    return TimeOfDay(label.capitalize(), needed=needed, hint="For example, 9:30am")


class SessionFields(Form):
    """All that is said of a session. A deadline that is left empty is the usual one."""

    date_1, start_1, end_1 = _date(1), _time(1, "start"), _time(1, "end")
    date_2, start_2, end_2 = _date(2), _time(2, "start"), _time(2, "end")
    date_3, start_3, end_3 = _date(3), _time(3, "start"), _time(3, "end")
    date_4, start_4, end_4 = _date(4), _time(4, "start"), _time(4, "end")
    date_5, start_5, end_5 = _date(5), _time(5, "start"), _time(5, "end")
    room = Choice("Room", coerce=int, hint="Booked for these times alone.")
    join_url = Text(
        "Link to join by",
        most=MAX_LINK,
        hint="Only those who are booked see it.",
        checks=[link_check],
    )
    trainer = Choice("Trainer", coerce=int)
    trainer_name = Text(
        "Trainer from elsewhere", hint="A name or organisation, if it is nobody of ours."
    )
    capacity = WholeNumber(
        "Places", needed="Enter how many places there are", least=1, most=MOST_PLACES
    )
    minimum = WholeNumber(
        "Fewest who make it worth holding",
        most=MOST_PLACES,
        hint="With fewer, the trainer decides whether it goes ahead. Leave empty for any number.",
    )
    keys = SomeOf("Who may book", needed="Choose who may book")
    opens_on = Day("Booking opens on", hint="Leave empty to open it at once.")
    opens_time = TimeOfDay("Booking opens at", hint="Midday if empty.")
    closes_on = Day("Booking closes on", hint="Leave empty for the usual day before.")
    closes_time = TimeOfDay("Booking closes at", hint="Midday if empty.")
    cancel_on = Day("People cancel by themselves until", hint="After that they ring.")
    cancel_time = TimeOfDay("At what time", hint="Midday if empty.")
    instructions = LongText(
        "Joining instructions",
        most=MOST_WORDS,
        hint=f"What to bring, where to park. Only those who are booked see it. {NO_NAMES}",
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Check each field, then days that are only half there."""
        sound = bool(super().validate(extra_validators))
        problems = [(name, said) for name, said in self._halves() if not self[name].errors]
        for name, said in problems:
            self.refuse(said, name)
        return sound and not problems

    def _halves(self) -> Iterator[tuple[str, str]]:
        for number in NUMBERS[1:]:
            names = [f"{part}_{number}" for part in ("date", "start", "end")]
            missing = [name for name in names if self[name].data is None]
            if 0 < len(missing) < len(names):
                yield missing[0], f"Enter date and both times of day {number}, or none of them"
        for name in ("opens", "closes", "cancel"):
            if self[f"{name}_time"].data and not self[f"{name}_on"].data:
                yield f"{name}_on", "Enter the day too, or leave the time empty"

    @property
    def facts(self) -> SessionFacts:
        """Return what was entered, once it is sound."""
        days = tuple(self._days())
        return SessionFacts(
            days=days,
            capacity=self.capacity.data,
            minimum=self.minimum.data or 0,
            opens_at=self._moment("opens"),
            closes_at=self._moment("closes") or usual(days[0][0], value(CLOSES_DAYS)),
            cancel_by=self._moment("cancel") or usual(days[0][0], value(CANCEL_DAYS)),
            keys=frozenset(self.keys.data or ()),
            join_url=self.join_url.data or "",
            trainer_name=self.trainer_name.data or "",
            instructions=self.instructions.data or "",
        )

    def _days(self) -> Iterator[Span]:
        for number in NUMBERS:
            on = self[f"date_{number}"].data
            if on is not None:
                start, end = self[f"start_{number}"].data, self[f"end_{number}"].data
                yield clock.at(on, start), clock.at(on, end)

    def _moment(self, name: str) -> datetime | None:
        on = self[f"{name}_on"].data
        return None if on is None else clock.at(on, self[f"{name}_time"].data or NOON)


def usual(starts_at: datetime, days: int) -> datetime:
    """Return noon so many days before, or the start when that would be later."""
    return min(clock.at(clock.london(starts_at).date() - timedelta(days=days), NOON), starts_at)


class NewSession(SessionFields, OnceForm):
    """A session to be planned."""

    publish = OneOf(
        "Publish it at once?",
        choices=[
            (NOW, "Yes: it stands in the calendar, and can be booked"),
            (DRAFT, "No, keep it as a draft that only coordinators see"),
        ],
        default=NOW,
    )


class ChangedSession(SessionFields, EditForm):
    """A session as it is now, to be changed."""


class SeenSession(EditForm):
    """A change that needs no more than the version that was seen."""


class CancelledSession(EditForm):
    """Why a session will not be."""

    reason = LongText(
        "Why is it cancelled?",
        needed="Enter the reason",
        most=SHORT,
        hint=f"Everybody booked reads this. {NO_NAMES}",
    )


class Repeat(OnceForm):
    """On which dates a session is to be held again."""

    every = OneOf(
        "How often",
        choices=[
            *((each, each.capitalize()) for each in REPEATS),
            (TYPED, "On the dates that I type"),
        ],
        needed="Choose how often",
    )
    until = Day("Until", hint="The last date is included.")
    dates = LongText(
        "Dates", hint="One on each line, like 27 3 2026. Each is the first day of a session."
    )
    publish = OneOf(
        "Publish them at once?",
        choices=[
            (NOW, "Yes: they stand in the calendar, and can be booked"),
            (DRAFT, "No, keep them as drafts that only coordinators see"),
        ],
        default=DRAFT,
    )

    def validate(self, extra_validators: Any = None) -> bool:
        """Ask for the last date, or for the dates, and read them."""
        sound = bool(super().validate(extra_validators))
        typed = self.every.data == TYPED
        if sound and not typed and self.until.data is None:
            self.refuse("Enter the last date", "until")
            return False
        if sound and typed and (problem := self._problem()):
            self.refuse(problem, "dates")
            return False
        return sound

    def _problem(self) -> str:
        try:
            return "" if self.typed else "Enter at least one date"
        except ValueError as wrong:
            return str(wrong)

    @property
    def typed(self) -> list[date]:
        """Return the dates that were typed, each once; raises ValueError for what is none."""
        lines = [line.strip() for line in (self.dates.data or "").splitlines() if line.strip()]
        found = []
        for line in lines:
            try:
                found.append(day_from(line))
            except ValueError:
                raise ValueError(f"“{line}” is not a date: enter one like 27 3 2026") from None
        return sorted(set(found))


def planned(held: TrainingSession) -> dict[str, Any]:
    """Return what stands in the form of a session."""
    return {
        **dict.fromkeys(MOMENTS),
        **_days_of(held),
        **_moments(opens=held.opens_at, closes=held.closes_at, cancel=held.cancel_by),
        **_around(held),
        "version": held.version,
    }


def copied(held: TrainingSession) -> dict[str, Any]:
    """Return what stands in the form of a copy: all but the dates, which are asked for."""
    return {
        **{name: at for name, at in _days_of(held).items() if not name.startswith("date")},
        **_around(held),
    }


def _around(held: TrainingSession) -> dict[str, Any]:
    return {
        "room": held.entry.room_id,
        "join_url": held.join_url or "",
        "trainer": held.trainer_id,
        "trainer_name": held.trainer_name,
        "capacity": held.capacity,
        "minimum": held.minimum or None,
        "keys": [row.key for row in held.audience],
        "instructions": held.instructions,
    }


def _days_of(held: TrainingSession) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for number, entry in enumerate(queries.entries_of(held), start=1):
        starts, ends = clock.london(entry.starts_at), clock.london(entry.ends_at)
        found[f"date_{number}"] = starts.date()
        found[f"start_{number}"], found[f"end_{number}"] = starts.time(), ends.time()
    return found


def _moments(**moments: datetime | None) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, moment in moments.items():
        if moment is not None:
            there = clock.london(moment)
            found[f"{name}_on"], found[f"{name}_time"] = there.date(), there.time()
    return found


def session_choices(
    rooms: Sequence[Room], trainers: Sequence[Person], areas: Iterable[Area]
) -> dict[str, Options]:
    """Return rooms, trainers and audiences to choose from."""
    return {
        "room": [("", "No room: it is online"), *((each.id, each.full_name) for each in rooms)],
        "trainer": [
            ("", "Nobody of ours"),
            *((each.id, each.display_name) for each in trainers),
        ],
        "keys": audience_options(areas),
    }


def audience_options(areas: Iterable[Area]) -> Options:
    """Return who a session can be for, as audience keys in words."""
    return [
        ("role:volunteer", "All volunteers"),
        *(
            (f"role:volunteer@area:{each.id}", f"Volunteers who serve {each.name}")
            for each in areas
        ),
        ("role:staff", "Everybody who works for the service"),
        ("role:partner", "Partners"),
    ]

"""Something that repeats: how often, on which days, until when."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from portal import clock
from portal.calendar import rules
from portal.calendar.forms.events import EventFields, said_of
from portal.calendar.models import Entry
from portal.calendar.rules import Every, Repeat
from portal.site.fields import Choice, Day, OneOf, SomeOf, Tick, WholeNumber
from portal.site.filters import day_year, plural
from portal.site.forms import EditForm, Form, OnceForm

ONE, FOLLOWING, ALL = "one", "following", "all"
WHICH: Final = {
    ONE: "Only this one, on {day}",
    FOLLOWING: "This one and all after it",
    ALL: "All of them that are not over",
}
MOST_INTERVAL: Final = 52
OF_THE_RULE: Final = ("every", "interval", "weekdays", "until", "times")
OFTEN: Final = {
    Every.DAY: "Every day",
    Every.WEEK: "Every week",
    Every.MONTH_DATE: "Every month on the same date",
    Every.MONTH_WEEKDAY: "Every month on the same weekday, like the second Tuesday",
}
WEEKDAYS: Final = (
    *((0, "Monday"), (1, "Tuesday"), (2, "Wednesday"), (3, "Thursday"), (4, "Friday")),
    *((5, "Saturday"), (6, "Sunday")),
)


class RepeatFields(EventFields):
    """An event with a rule. `least_times` is how often it must happen to be one."""

    least_times = 2

    every = Choice("How often?", choices=[("", "Choose"), *OFTEN.items()])
    interval = WholeNumber(
        "Every how many days, weeks or months?",
        least=1,
        most=MOST_INTERVAL,
        hint="1 is every one, 2 every second one. Empty is 1.",
    )
    weekdays = SomeOf(
        "On which weekdays?",
        coerce=int,
        choices=WEEKDAYS,
        hint="For every week alone. Tick none for the weekday of the date above.",
    )
    until = Day("Until which day?", hint="The last on which it may happen, like 18 6 2026")
    times = WholeNumber("Or how many times?", least=1, most=rules.MOST_TIMES)

    @property
    def is_repeating(self) -> bool:
        """Return whether it happens more than once."""
        return True

    @property
    def repeat(self) -> Repeat:
        """Return the rule, once the form is valid."""
        every = Every(self.every.data)
        chosen = every is Every.WEEK and self.weekdays.data
        return Repeat(
            every,
            self.interval.data or 1,
            rules.by_weekdays(chosen) if chosen else rules.by_of(every, self.day.data),
            until=self.until.data,
            times=self.times.data,
        )

    def problems(self) -> Iterator[tuple[str, str]]:
        """Return also what is wrong with the rule."""
        yield from super().problems()
        if not self.is_repeating:
            return
        if self.last:
            yield "last_day", "Leave this empty: what repeats begins and ends on the same day"
        if self.every.data is None:
            yield "every", "Choose how often it repeats"
        elif self.day.data and not any(self[name].errors for name in OF_THE_RULE):
            yield from self._rule_problems(self.day.data, self.until.data)

    def _rule_problems(self, first: date, until: date | None) -> Iterator[tuple[str, str]]:
        """Return what is wrong with the end, or else with the days of the rule."""
        latest = rules.years_after(first)
        if until and self.times.data:
            yield "times", "Empty this, or the last date: one of them is the end"
        elif not until and not self.times.data:
            yield (
                "until",
                "Enter the last date on which it may happen, or how many times it happens",
            )
        elif until and until < first:
            yield "until", "Enter a last date that is after the date above"
        elif until and until > latest:
            yield "until", f"Enter {day_year(latest)} or an earlier date: {_ENOUGH}"
        elif self._leaves_out(first):
            yield (
                "weekdays",
                f"Tick {first:%A} too, or enter another date above: it is a {first:%A}",
            )
        else:
            yield from self._number_problems(self.repeat.days(first), latest)

    def _leaves_out(self, first: date) -> bool:
        chosen = self.weekdays.data or [first.weekday()]
        return self.every.data == Every.WEEK and first.weekday() not in chosen

    def _number_problems(self, days: Sequence[date], latest: date) -> Iterator[tuple[str, str]]:
        end = "until" if self.until.data else "times"
        if len(days) < self.least_times:
            yield end, "It would happen only once: let it end later, or say that it happens once"
        elif len(days) > rules.MOST_TIMES:
            yield end, f"Let it end earlier: it may happen {rules.MOST_TIMES} times at most"
        elif days[-1] > latest:
            number = sum(day <= latest for day in days)
            yield end, f"Enter {plural(number, 'time')} at most: {_ENOUGH}"


_ENOUGH: Final = f"something may repeat for {rules.MOST_YEARS} years"


class MayRepeat(RepeatFields):
    """An event that happens once, or repeats."""

    repeats = Tick("It repeats")

    @property
    def is_repeating(self) -> bool:
        """Return whether that was ticked."""
        return bool(self.repeats.data)

    def problems(self) -> Iterator[tuple[str, str]]:
        """Refuse an end of what may not repeat: without JavaScript it is easily forgotten."""
        yield from super().problems()
        if not self.is_repeating and (self.until.data or self.times.data):
            yield "repeats", "Tick this if it repeats; else empty until when below"


class AddEventForm(MayRepeat, OnceForm):
    """An event that is not there yet."""

    def problems(self) -> Iterator[tuple[str, str]]:
        """Refuse the past too: nobody can come to it."""
        yield from super().problems()
        if self.day.data and (self.last or self.day.data) < clock.today():
            yield "day", "Enter today’s date or a later one"


class EditEventForm(MayRepeat, EditForm):
    """An event that is being changed, perhaps by two people; it may repeat from then on."""


class EditSeriesForm(RepeatFields, EditForm):
    """Something that repeats, or the rest of it, that is being changed."""

    least_times = 1

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self["last_day"]


class WhichForm(Form):
    """Of what repeats: one time alone, that and all after it, or all."""

    which = OneOf("Which do you mean?", needed="Choose which you mean")


def said_of_series(entry: Entry, times: Sequence[Entry]) -> dict[str, Any]:
    """Return what the form shows of a series, from one of its times on: as the rule has it.

    `times` are all that are to be changed.
    """
    series = entry.series
    if series is None or entry.recurs_on is None:
        return said_of(entry)
    repeat = Repeat.of(series.rrule)
    usual = repeat.by == rules.by_of(repeat.every, series.first_day)
    return {
        **said_of(entry),
        "title": series.title,
        "day": entry.recurs_on,
        "all_day": series.all_day,
        "starts": series.starts,
        "ends": series.ends,
        "room": series.room_id,
        "place": series.place,
        "every": repeat.every.value,
        "interval": repeat.interval,
        "weekdays": [] if usual else repeat.weekdays,
        "until": repeat.until,
        "times": len(times) if repeat.times else None,
        "version": series.version,
    }

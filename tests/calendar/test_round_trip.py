"""Whatever the form of an event accepts, others read in the feed as it was typed."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import uuid4

from flask import Flask
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from portal import clock
from portal.access import Role
from portal.calendar.models import FeedScope
from portal.site.fields import tidy
from tests.calendar.conftest import NOW
from tests.calendar.test_readers import Program
from tests.factories import user_with
from tests.readers import Read, instant

TODAY = NOW.date()
AWKWARD = st.sampled_from("\\,;:nN\"^'=-é€🎉ŵ \u00a0")
LETTERS = st.one_of(AWKWARD, st.characters(exclude_categories=["C"]))
MINUTES = st.times().map(lambda value: value.replace(second=0, microsecond=0, fold=0))
CLOCKS_CHANGE = st.sampled_from([date(2026, 3, 28), date(2026, 3, 29), date(2026, 10, 25)])


@dataclass(frozen=True)
class Typed:
    """What somebody fills in."""

    title: str
    place: str
    day: date
    days: int
    starts: time
    ends: time
    all_day: bool

    @property
    def fields(self) -> dict[str, Any]:
        """Return it as a browser sends it."""
        last = self.day + timedelta(days=self.days)
        return {
            "kind": "team",
            "title": self.title,
            "place": self.place,
            "day": [self.day.day, self.day.month, self.day.year],
            "last_day": [last.day, last.month, last.year] if self.days else ["", "", ""],
            "starts": f"{self.starts:%H:%M}",
            "ends": f"{self.ends:%H:%M}",
            "audience": "staff",
            "form_key": uuid4().hex,
            **({"all_day": "y"} if self.all_day else {}),
        }

    @property
    def times(self) -> tuple[datetime | date, datetime | date]:
        """Return the start and the end, as a calendar counts a day's end."""
        last = self.day + timedelta(days=self.days)
        if self.all_day:
            return self.day, last + timedelta(days=1)
        return instant(clock.at(self.day, self.starts)), instant(clock.at(last, self.ends))


@st.composite
def typed(draw: st.DrawFn) -> Typed:
    """Draw an event that ends after it starts, now and then on a day when clocks change."""
    starts, ends = sorted(draw(st.lists(MINUTES, min_size=2, max_size=2, unique=True)))
    return Typed(
        title=draw(st.text(LETTERS, min_size=1, max_size=120)),
        place=draw(st.text(LETTERS, max_size=200)),
        day=draw(st.one_of(CLOCKS_CHANGE, st.dates(TODAY, TODAY + timedelta(days=390)))),
        days=draw(st.integers(0, 9)),
        starts=starts,
        ends=ends,
        all_day=draw(st.booleans()),
    )


def test_what_the_form_accepts_is_read_as_it_was_typed(app: Flask) -> None:
    with clock.frozen(NOW):
        program = Program(app, user_with(Role.COORDINATOR), FeedScope.EVERYTHING)

    @given(st.lists(typed(), min_size=5, max_size=5))
    @settings(max_examples=8, deadline=None, phases=(Phase.generate,))
    def it_comes_back(events: list[Typed]) -> None:
        with clock.frozen(NOW):
            made = {uid: event for event in events if (uid := added(program, event))}
            found = {event.uid: event for event in program.fetched()}
        for uid, event in made.items():
            assert told(found[uid]) == (tidy(event.title), tidy(event.place), *event.times)
        accepted.append(len(made))

    accepted: list[int] = []
    it_comes_back()
    assert sum(accepted) > len(accepted), "the form accepted hardly any"


def added(program: Program, event: Typed) -> str:
    """Send the form; return the identity that calendars know the event by, or none if refused."""
    answer = program.pages.client.post("/calendar/entries/add", data=event.fields)
    assert answer.status_code in {303, 422}
    return f"amends-{answer.location.rpartition('/')[2]}" if answer.location else ""


def told(event: Read) -> tuple[str, str, datetime | date, datetime | date]:
    """Return what a reader made of it."""
    return event.title, event.location, event.starts, event.ends

"""Where volunteers have promised to be at the times of sittings, and on the way to them."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache, cached_property
from typing import Final

from portal import clock
from portal.calendar import queries as calendar
from portal.calendar.models import AttendeeState, Kind
from portal.members import rules
from portal.members.models import TRAVEL_MINUTES, TRAVEL_SPEED
from portal.members.rules.days import A_DAY
from portal.settings.queries import value
from portal.site.filters import span

A_NIGHT: Final = timedelta(hours=12)
"""Nobody needs longer from one venue to another."""

Plans = Collection[tuple[int, int]]
"""Plans that do not count, as (entry, person): those that are about to be made anew."""

NO_TIME: Final = timedelta()


@dataclass(frozen=True)
class Asked:
    """A sitting that volunteers are weighed for.

    `key` names it in the answer. It is the number of the sitting's own entry, if it has one:
    whoever is on that is not busy because of it, nor does it count in their month.
    """

    key: int
    starts_at: datetime
    ends_at: datetime
    area_id: int | None
    venue_id: int | None = None

    @cached_property
    def day(self) -> date:
        """Return its day in London."""
        return clock.london(self.starts_at).date()

    @cached_property
    def month(self) -> date:
        """Return the first day of its month."""
        return self.day.replace(day=1)

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the parts of the day that it touches."""
        starts, ends = clock.london(self.starts_at), clock.london(self.ends_at)
        return rules.parts_of_day(starts.time(), ends.time())


@dataclass(frozen=True)
class Duties:
    """What volunteers have promised or are planned for, by person and sitting asked about.

    `loads` are panels by person and month; `own` those that are the sitting itself.
    """

    busy: dict[tuple[int, int], tuple[str, ...]]
    far: dict[tuple[int, int], tuple[str, ...]]
    loads: Counter[tuple[int, date]]
    own: Counter[tuple[int, int, date]]
    sat: dict[int, list[datetime]]

    def load(self, person_id: int, asked: Asked) -> int:
        """Return how many other panels somebody has in the sitting's month."""
        own = self.own[person_id, asked.key, asked.month]
        return self.loads[person_id, asked.month] - own

    def last_sat(self, person_id: int, before: datetime) -> datetime | None:
        """Return when they last began to sit before a moment."""
        sat = self.sat.get(person_id, [])
        place = bisect_left(sat, before)
        return sat[place - 1] if place else None


def pace() -> rules.Pace:
    """Return how fast people travel between venues."""
    return rules.Pace(value(TRAVEL_SPEED), value(TRAVEL_MINUTES))


def duties(asked: Sequence[Asked], person_ids: Collection[int], freed: Plans) -> Duties:
    """Return what stands in the calendar in the months of the sittings."""
    starts, ends = _months(asked)
    rows = [
        row
        for row in calendar.promises(person_ids, starts, ends)
        if row.state is AttendeeState.ACCEPTED or (row.entry_id, row.person_id) not in freed
    ]
    panels = [(row, _month(row.starts_at)) for row in rows if row.kind is Kind.PANEL]
    busy, far = _in_the_way(asked, rows)
    return Duties(
        busy,
        far,
        Counter((row.person_id, month) for row, month in panels),
        Counter((row.person_id, row.entry_id, month) for row, month in panels),
        _sat(person_ids, starts, [row for row, _ in panels]),
    )


def _months(asked: Sequence[Asked]) -> tuple[datetime, datetime]:
    """Return the time of the sittings' months, and a day before and after for the way there."""
    first = min(each.month for each in asked)
    last = rules.month_later(max(each.month for each in asked), 1)
    return clock.day_bounds(first - A_DAY, last)


def _month(moment: datetime) -> date:
    return clock.london(moment).date().replace(day=1)


def _sat(
    person_ids: Collection[int], since: datetime, panels: Iterable[calendar.Promise]
) -> dict[int, list[datetime]]:
    """Return when each began to sit: the last time before the months, and all in them."""
    before = min(since, clock.now())
    sat: defaultdict[int, list[datetime]] = defaultdict(list)
    for person_id, last in calendar.last_duty(person_ids, before).items():
        sat[person_id].append(last)
    for row in panels:
        if row.state is AttendeeState.ACCEPTED and row.starts_at >= before:
            sat[row.person_id].append(row.starts_at)
    return sat


Found = dict[tuple[int, int], tuple[str, ...]]
"""Duties in words, by person and sitting asked about."""


def _in_the_way(asked: Sequence[Asked], rows: Iterable[calendar.Promise]) -> tuple[Found, Found]:
    """Return the promises that overlap a sitting, and those too far from it."""
    points, speed, told = calendar.place_points(), pace(), cache(_in_words)
    places = cache(lambda venue_id: rules.Place(venue_id, points.get(venue_id)))
    way = cache(lambda one, other: rules.travel_minutes(places(one), places(other), speed))
    busy: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    far: defaultdict[tuple[int, int], list[str]] = defaultdict(list)
    for row, sitting in _near(asked, rows):
        gap = max(sitting.starts_at - row.ends_at, row.starts_at - sitting.ends_at)
        if gap < NO_TIME:
            busy[row.person_id, sitting.key].append(told(row))
        elif not row.all_day:
            minutes = way(row.venue_id, sitting.venue_id)
            if gap < timedelta(minutes=minutes):
                far[row.person_id, sitting.key].append(_way_in_words(told(row), row, minutes))
    return _settled(busy), _settled(far)


def _near(
    asked: Sequence[Asked], rows: Iterable[calendar.Promise]
) -> Iterator[tuple[calendar.Promise, Asked]]:
    """Yield each promise with the sittings, other than itself, within a night of it."""
    in_order = sorted(asked, key=lambda each: each.starts_at)
    starts = [each.starts_at for each in in_order]
    longest = max(each.ends_at - each.starts_at for each in asked)
    for row in rows:
        first = bisect_right(starts, row.starts_at - A_NIGHT - longest)
        beyond = bisect_left(starts, row.ends_at + A_NIGHT)
        for sitting in in_order[first:beyond]:
            if sitting.key != row.entry_id:
                yield row, sitting


def _in_words(row: calendar.Promise) -> str:
    return f"{row.title}, {span(row.starts_at, row.ends_at)}"


def _way_in_words(told: str, row: calendar.Promise, minutes: int) -> str:
    """> Panel, 4pm to 5pm, Saltmarsh Hub, 22 minutes away."""
    venue = f", {row.venue}" if row.venue else ""
    return f"{told}{venue}, {minutes} minutes away"


def _settled(found: dict[tuple[int, int], list[str]]) -> Found:
    return {key: tuple(words) for key, words in found.items()}

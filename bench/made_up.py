"""A made-up quarter to fill: everybody and every rule that a real one has, from a fixed seed.

People say which parts of which weekdays suit them and when they are away; some cannot do a date,
have a check that lapses, or know a family. Sittings are in areas, mostly of an evening, overlap,
and lie apart; seats are taken, pinned, pencilled in. Orders come back to a later panel.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from random import Random
from typing import Final

from portal.panels.rules.filling import (
    CHAIR,
    MEMBER,
    OBSERVER,
    Fit,
    OpenSitting,
    Placement,
    Problem,
    Volunteer,
    month_of,
)

TODAY: Final = date(2026, 3, 2)
FIRST: Final = date(2026, 4, 1)
DAYS: Final = 91
EVENING: Final = 17 * 4
"""The quarter of an hour at which the evening begins."""
WAY: Final = 2
"""The quarters of an hour from one venue to another."""
STARTS: Final = (14 * 4, 16 * 4, 17 * 4 + 2, 17 * 4 + 2, 18 * 4, 18 * 4 + 2)
AGAIN: Final = timedelta(45)
"""An order comes back no sooner."""


@dataclass(frozen=True)
class Person:
    """A volunteer, with what only says where they fit."""

    volunteer: Volunteer
    home: int
    serves: frozenset[int]
    free: frozenset[tuple[int, str]]
    away: tuple[tuple[date, date], ...]
    lapses: date | None

    def can(self, event: "Event") -> bool:
        """Return whether they serve there, and are free, home and checked then."""
        day = event.sits_on
        return (
            event.area in self.serves
            and {(day.weekday(), part) for part in event.parts} <= self.free
            and not any(starts <= day <= ends for starts, ends in self.away)
            and (self.lapses is None or day < self.lapses)
        )


@dataclass(frozen=True)
class Event:
    """A sitting’s time and place."""

    sits_on: date
    starts: int
    ends: int
    area: int
    venue: int

    @property
    def parts(self) -> set[str]:
        """Return the parts of the day that it touches."""
        return {
            "evening" if each >= EVENING else "afternoon" for each in (self.starts, self.ends - 1)
        }

    def clashes(self, other: "Event") -> bool:
        """Return whether nobody can do both."""
        way = 0 if self.venue == other.venue else WAY
        return self.starts < other.ends + way and other.starts < self.ends + way


def quarter(seed: int, people: int = 60, sittings: int = 200, areas: int = 3) -> Problem:
    """Return a quarter’s open seats and who could take them."""
    maker = _Maker(Random(seed), areas)  # noqa: S311 -- to be had again, not to be secret
    return maker.problem(people, sittings)


class _Maker:
    """Draws everything from one source, in a fixed order."""

    def __init__(self, chance: Random, areas: int) -> None:
        self.chance = chance
        self.areas = areas

    def problem(self, people: int, sittings: int) -> Problem:
        persons = [self._person(number) for number in range(1, people + 1)]
        events = self._events(sittings)
        heard = self._orders(events)
        fits = [
            self._fit(person, number, event)
            for number, event in enumerate(events, start=1)
            for person in persons
            if person.can(event) and not self._one_in(40)  # said no, or know a family
        ]
        clashes = frozenset(
            (one, other)
            for (one, first), (other, second) in combinations(enumerate(events, start=1), 2)
            if first.sits_on == second.sits_on and first.clashes(second)
        )
        taken = self._taken(fits, clashes)
        opened = [
            self._opened(number, event, heard[number], taken.get(number))
            for number, event in enumerate(events, start=1)
        ]
        return Problem(
            TODAY,
            tuple(self._volunteer(each.volunteer, events, taken) for each in persons),
            tuple(opened),
            tuple(fits),
            clashes,
            frozenset(self._pencilled(opened, fits)),
        )

    def _person(self, number: int) -> Person:
        chance = self.chance
        learner = chance.random() < 0.13
        chairs = not learner and chance.random() < 0.45
        least = chance.choice((0, 1, 1, 1, 2))
        volunteer = Volunteer(
            number,
            least,
            max(least, chance.choice((2, 3, 3, 3, 4, 4, 5))),
            chairs=chairs,
            learner=learner,
            experienced=not learner and (chairs or chance.random() < 0.7),
            chaired=chance.randrange(7) if chairs else 0,
            last_sat=None if self._one_in(12) else TODAY - timedelta(chance.randrange(3, 200)),
        )
        home, served = number % self.areas, chance.choices((1, 2, 3), (5, 3, 2))[0]
        return Person(
            volunteer,
            home,
            frozenset((home + step) % self.areas for step in range(served)),
            frozenset(self._free()),
            tuple(self._away() for _ in range(chance.randrange(3))),
            FIRST + timedelta(chance.randrange(DAYS)) if self._one_in(12) else None,
        )

    def _free(self) -> Iterator[tuple[int, str]]:
        for weekday in range(5):
            for part, likely in (("afternoon", 0.3), ("evening", 0.55)):
                if self.chance.random() < likely:
                    yield weekday, part

    def _away(self) -> tuple[date, date]:
        starts = FIRST + timedelta(self.chance.randrange(DAYS))
        return starts, starts + timedelta(self.chance.randrange(2, 15))

    def _events(self, count: int) -> list[Event]:
        days = [FIRST + timedelta(number) for number in range(DAYS)]
        working = [day for day in days if day.weekday() < 5]
        liked = [3.0 if day.weekday() in {1, 3} else 1.2 for day in working]
        events = []
        for day in sorted(self.chance.choices(working, liked, k=count)):
            starts, area = self.chance.choice(STARTS), self.chance.randrange(self.areas)
            panels = self.chance.choices((1, 2, 3), (6, 3, 1))[0]
            venue = 2 * area + self.chance.randrange(2)
            events.append(Event(day, starts, starts + 4 * panels, area, venue))
        return events

    def _orders(self, events: list[Event]) -> dict[int, frozenset[int]]:
        """Return what each sitting hears: now and then an order that an earlier one heard."""
        last: dict[int, Event] = {}
        heard = {}
        for number, event in enumerate(events, start=1):
            orders = set()
            for turn in range((event.ends - event.starts) // 4):
                back = [
                    order
                    for order, before in last.items()
                    if before.area == event.area and event.sits_on - before.sits_on >= AGAIN
                ]
                again = back and self._one_in(4)
                orders.add(self.chance.choice(back) if again else 10 * number + turn)
            last |= dict.fromkeys(sorted(orders), event)
            heard[number] = frozenset(orders)
        return heard

    def _fit(self, person: Person, number: int, event: Event) -> Fit:
        who = person.volunteer
        kinds = (CHAIR, MEMBER) if who.chairs else (MEMBER, OBSERVER) if who.learner else (MEMBER,)
        knows = int(not who.learner and self._one_in(20))
        travel = 0 if event.area == person.home else self.chance.randrange(2, 8)
        return Fit(who.id, number, kinds, knows, travel)

    def _taken(
        self, fits: list[Fit], clashes: frozenset[tuple[int, int]]
    ) -> dict[int, tuple[str, int]]:
        """Return seats that somebody has for sure, or that are pinned: one sitting in twelve."""
        busy: defaultdict[int, set[int]] = defaultdict(set)
        for one, other in clashes:
            busy[one].add(other)
            busy[other].add(one)
        taken: dict[int, tuple[str, int]] = {}
        for fit in fits:
            near = [taken[each][1] for each in busy[fit.sitting] if each in taken]
            free = fit.sitting not in taken and fit.volunteer not in near
            if free and OBSERVER not in fit.kinds and self._one_in(200):
                taken[fit.sitting] = fit.kinds[0], fit.volunteer
        return taken

    def _opened(
        self, number: int, event: Event, orders: frozenset[int], taken: tuple[str, int] | None
    ) -> OpenSitting:
        due = TODAY + timedelta(self.chance.randrange(10, 120))
        return OpenSitting(
            number,
            event.sits_on,
            None if self._one_in(20) else min(due, event.sits_on),  # an evening kept has no panel
            {kind: 1 for kind in (CHAIR, MEMBER, OBSERVER) if not taken or kind != taken[0]},
            (taken,) if taken else (),
            orders,
        )

    def _volunteer(
        self, who: Volunteer, events: list[Event], taken: dict[int, tuple[str, int]]
    ) -> Volunteer:
        """Return the volunteer with the sittings of each month that stay, some elsewhere."""
        loads = Counter(
            month_of(events[number - 1].sits_on)
            for number, (_, holder) in taken.items()
            if holder == who.id
        )
        elsewhere = [month_of(FIRST) + number for number in range(3) if self._one_in(10)]
        return replace(who, loads=loads + Counter(elsewhere))

    def _pencilled(self, opened: list[OpenSitting], fits: list[Fit]) -> Iterator[Placement]:
        """Yield today’s rota in pencil: a member here and there."""
        at = {each.id: each for each in opened}
        done = set()
        for fit in fits:
            may = at[fit.sitting].open(MEMBER) and fit.sitting not in done and MEMBER in fit.kinds
            if may and self._one_in(50):
                done.add(fit.sitting)
                yield Placement(fit.sitting, MEMBER, fit.volunteer)

    def _one_in(self, many: int) -> bool:
        return self.chance.randrange(many) == 0

"""The next quarter in Northmere: evenings kept as drafts, and a round that asks who could come."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Final

from portal.demo.rules.people import Volunteer
from portal.demo.rules.places import HALF_PAST_FIVE
from portal.demo.rules.rota import Rota
from portal.demo.rules.sittings import ACCEPTED, ADVISER, CHAIR, MEMBER, OBSERVER, Seat, Sitting
from portal.demo.rules.times import Times, When

AREA: Final = "N"
WEEKDAYS: Final = (1, 3)
EVENING: Final = "evening"
EVENINGS: Final = 12
KEPT_FOR: Final = 2
NOTICE: Final = timedelta(days=28)
"""How long before it begins a quarter is planned at the least."""

ARRANGED, OPENED, SENT = time(10, 15), time(11, 5), time(19, 25)
ARRANGED_BEFORE, OPENED_BEFORE = 6, 4
"""Working days ago."""

FRIDAY: Final = 4
TO_ANSWER, TO_CONFIRM = timedelta(days=6), timedelta(days=12)
UNANSWERED: Final = "Margaret Osei"
"""Whose round is there to be answered: the demo's own volunteer."""

UNANSWERED_EVERY, LEFT_OUT_EVERY, NEVER_EVERY = 3, 5, 9


@dataclass(frozen=True)
class Answer:
    """The evenings that suit somebody, which may be none."""

    name: str
    days: frozenset[date]
    sent: When


@dataclass(frozen=True)
class Round:
    """A round of evenings: what is asked of Northmere's volunteers, and who has answered so far."""

    first: date
    last: date
    opened: When
    closes_on: date
    confirm_by: date
    days: tuple[date, ...]
    answers: tuple[Answer, ...]


def quarter(times: Times) -> tuple[date, date]:
    """Return the first and the last day of the next quarter that there is time to plan."""
    after = times.today + NOTICE
    index = after.year * 4 + (after.month - 1) // 3
    if after > _first(index):
        index += 1
    return _first(index), _first(index + 1) - timedelta(days=1)


def _first(index: int) -> date:
    return date(index // 4, index % 4 * 3 + 1, 1)


def _evenings_of(times: Times) -> list[date]:
    first, last = quarter(times)
    days = (first + timedelta(days=turn) for turn in range((last - first).days + 1))
    return [day for day in days if day.weekday() in WEEKDAYS and times.days.is_working_day(day)]


def keep(rota: Rota, times: Times) -> None:
    """Keep the library's room on some evenings, with an adviser, for orders to come."""
    made = When(times.days.add_working_days(times.today, -ARRANGED_BEFORE), ARRANGED)
    kept = 0
    for day in _evenings_of(times):
        sitting = rota.usual(AREA, HALF_PAST_FIVE, day) if kept < EVENINGS else None
        if sitting is None:
            continue
        kept += 1
        sitting.told, sitting.state, sitting.kept_for = True, "draft", KEPT_FOR
        sitting.arranged = made
        sitting.seats = [Seat(CHAIR), Seat(MEMBER), Seat(OBSERVER)]
        sitting.seats.append(Seat(ADVISER, given=sitting.adviser))


def ask(volunteers: Iterable[Volunteer], sittings: Iterable[Sitting], times: Times) -> Round:
    """Ask everybody who serves the area; two thirds of them have answered."""
    first, last = quarter(times)
    days = _evenings_of(times)
    opened = times.days.add_working_days(times.today, -OPENED_BEFORE)
    closes_on = times.away(TO_ANSWER.days)
    closes_on += timedelta(days=(FRIDAY - closes_on.weekday()) % 7)
    promised = _promised(sittings)
    asked = [each for each in volunteers if each.status == "active" and _serves(each)]
    asked.sort(key=lambda each: each.name != UNANSWERED)  # hers is the first that is missing
    answers = [
        Answer(who.name, _suit(who, turn, days, promised[who.name]), _sent(opened, turn, times))
        for turn, who in enumerate(asked)
        if turn % UNANSWERED_EVERY
    ]
    return Round(
        first=first,
        last=last,
        opened=When(opened, OPENED),
        closes_on=closes_on,
        confirm_by=times.working(closes_on + TO_CONFIRM),
        days=tuple(days),
        answers=tuple(answers),
    )


def _serves(who: Volunteer) -> bool:
    return not who.areas or AREA in who.areas


def _promised(sittings: Iterable[Sitting]) -> defaultdict[str, set[date]]:
    found: defaultdict[str, set[date]] = defaultdict(set)
    for sitting in sittings:
        for seat in sitting.seats:
            for each in seat.asks:
                if each.state == ACCEPTED:
                    found[each.person].add(sitting.day)
    return found


def _suit(who: Volunteer, turn: int, days: list[date], promised: set[date]) -> frozenset[date]:
    """Return their usual evenings but for some, and those on which they have promised to sit."""
    usual = [day for day in days if (day.weekday(), EVENING) in who.free]
    suiting = {day for place, day in enumerate(usual) if (place + turn) % LEFT_OUT_EVERY}
    if turn % NEVER_EVERY == NEVER_EVERY - 1:
        suiting = set()
    return frozenset(suiting | promised.intersection(days))


def _sent(opened: date, turn: int, times: Times) -> When:
    return When(min(opened + timedelta(days=1 + turn % 4), times.away(-1)), SENT)

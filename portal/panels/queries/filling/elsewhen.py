"""Another hour or another day at which somebody could have a seat that stays empty."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple

from portal import clock
from portal.calendar import rules as calendar
from portal.members.queries import Asked, MemberStanding, standings_at
from portal.members.rules import parts_of_day
from portal.panels.models import Sitting
from portal.panels.queries import facts
from portal.panels.queries.filling.board import Board, freed_by, learns
from portal.panels.queries.importing import rooms_taken
from portal.panels.rules.filling import CHAIR, OBSERVER, Draft
from portal.site.filters import day
from portal.site.filters import time as hour

MOST: Final = 20
"""Sittings for which another time is looked for, the soonest first."""
HOURS: Final = (time(10), time(14, 30), time(17, 30))
"""An hour for each part of the day."""
DAYS: Final = 7
"""How many days before and after it may be."""
SOONEST: Final = timedelta(days=7)
"""Nobody is asked to move a sitting to a day that is nearer."""
OF_THE_TIME: Final = frozenset({"availability", "away", "duty", "round", "travel"})
"""What bars somebody at one time, and not at another."""
VERBS: Final = {CHAIR: "chair", OBSERVER: "observe"}


class When(NamedTuple):
    """Another time for a sitting."""

    starts_at: datetime
    same_day: bool

    @property
    def on(self) -> date:
        """Return its day in London."""
        return clock.london(self.starts_at).date()

    @property
    def words(self) -> str:
        """> 2:30pm that day; Thursday 12 March."""
        return f"{hour(self.starts_at)} that day" if self.same_day else day(self.starts_at)


class Elsewhen:
    """Who could come at other times to the sittings of a draft that lack somebody.

    It takes as many statements as the standing of everybody at one sitting.
    """

    def __init__(self, board: Board, draft: Draft, lacking: Iterable[int]) -> None:
        self.board = board
        self.served = facts.served()
        self.on: defaultdict[int, set[int]] = defaultdict(set)
        self.days: defaultdict[int, list[date]] = defaultdict(list)
        for each in draft:
            self.on[each.sitting].add(each.volunteer)
            self.days[each.volunteer].append(board.problem.sitting[each.sitting].sits_on)
        wanted = set(lacking)
        times = _with_room(
            [
                (sitting, when)
                for sitting in [one for one in board.sittings if one.id in wanted][:MOST]
                for when in _times(sitting, board.problem.sitting[sitting.id].due_on)
            ]
        )
        asked = [_asked(sitting, when, -at) for at, (sitting, when) in enumerate(times, start=1)]
        stands = standings_at(asked, freed=freed_by(board.open_seats, board.sittings))
        self.at: defaultdict[int, list[tuple[When, list[MemberStanding]]]] = defaultdict(list)
        for (sitting, when), one in zip(times, asked, strict=True):
            self.at[sitting.id].append((when, stands[one.key]))

    def remedy(self, sitting_id: int, kind: str, names: dict[int, str]) -> str:
        """> Move it to Thursday 12 March: Graham Holt could chair then.

        Everybody else on it could come too. Empty when no such time is known.
        """
        on_it = self.on[sitting_id] | {
            who for _, who in self.board.problem.sitting[sitting_id].taken
        }
        for when, stands in self.at[sitting_id]:
            come = {each.person_id for each in stands if each.available and self._is_there(each)}
            if on_it <= come:
                others = (each for each in stands if each.person_id in come - on_it)
                who = next(self._could(sitting_id, kind, when, others), None)
                if who is not None:
                    verb = VERBS.get(kind, "sit")
                    return f"Move it to {when.words}: {names[who]} could {verb} then."
        return ""

    def _is_there(self, each: MemberStanding) -> bool:
        """Return whether nothing of their time keeps them: not away, nor anywhere else."""
        return each.can(OBSERVER)

    def _could(
        self, sitting_id: int, kind: str, when: When, stands: Iterable[MemberStanding]
    ) -> Iterator[int]:
        """Yield those who could have the seat then, by name."""
        area_id = self.board.sitting[sitting_id].entry.area_id
        for each in stands:
            served = self.served.get(each.person_id)
            month = sum(
                on.replace(day=1) == when.on.replace(day=1) for on in self.days[each.person_id]
            )
            if (
                each.can(kind)
                and (served is None or area_id is None or area_id in served)
                and when.on not in self.days[each.person_id]
                and each.load + month < each.member.max_month
                and not (learns(each.member) and kind != OBSERVER)
                and self._only_the_time_bars(sitting_id, kind, each.person_id)
            ):
                yield each.person_id

    def _only_the_time_bars(self, sitting_id: int, kind: str, person_id: int) -> bool:
        known = self.board.standing(sitting_id, person_id)
        bars = known.standing.bars(kind) if known else ()
        return all(bar.about in OF_THE_TIME for bar in bars)


def _times(sitting: Sitting, due_on: date | None) -> Iterator[When]:
    """Yield other times for a sitting, the nearest first, none after a panel's last day."""
    starts = clock.london(sitting.entry.starts_at)
    ends = clock.london(sitting.entry.ends_at)
    soonest, last = clock.today() + SOONEST, due_on or date.max
    if starts.date() >= soonest:
        touched = parts_of_day(starts.time(), ends.time())
        for at in HOURS:
            if parts_of_day(at, at)[0] not in touched:
                yield When(clock.at(starts.date(), at), same_day=True)
    for away in sorted(range(-DAYS, DAYS + 1), key=abs):
        on = starts.date() + timedelta(days=away)
        if away and soonest <= on <= last and clock.is_working_day(on):
            yield When(clock.at(on, starts.time()), same_day=False)


def _with_room(times: Sequence[tuple[Sitting, When]]) -> list[tuple[Sitting, When]]:
    """Return those of the times at which a sitting's own room is free."""
    rooms = {sitting.entry.room_id for sitting, _ in times if sitting.entry.room_id}
    quarters = {each for one in times for each in _quarters(*one)}
    taken = rooms_taken(rooms, quarters)
    return [
        (sitting, when)
        for sitting, when in times
        if all(
            taken.get((sitting.entry.room_id or 0, each)) in {None, sitting.entry}
            for each in _quarters(sitting, when)
        )
    ]


def _quarters(sitting: Sitting, when: When) -> range:
    lasts = sitting.entry.ends_at - sitting.entry.starts_at
    return calendar.quarters(when.starts_at, when.starts_at + lasts)


def _asked(sitting: Sitting, when: When, key: int) -> Asked:
    entry = sitting.entry
    venue_id = entry.room.venue_id if entry.room else None
    ends_at = when.starts_at + (entry.ends_at - entry.starts_at)
    return Asked(key, when.starts_at, ends_at, entry.area_id, venue_id)

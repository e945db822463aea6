"""Who sits where: only people who could, by every rule that a real offer goes by."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, time, timedelta
from itertools import cycle
from typing import Final

from portal.demo.rules import checks
from portal.demo.rules.people import Volunteer
from portal.demo.rules.sittings import (
    ACCEPTED,
    ADVISER,
    CHAIR,
    CONFLICT,
    DECLINED,
    LAPSED,
    LEFT,
    MEMBER,
    OBSERVER,
    SENT,
    Ask,
    Seat,
    Sitting,
)
from portal.demo.rules.times import Times, When
from portal.members.rules import parts_of_day

OFFERED, MORNING, EVENING, LAPSES = time(16, 2), time(9, 10), time(20, 14), time(16)
OFFICE_HOURS: Final = (16, 10, 12, 15)
NOTICE: Final = timedelta(days=14)
"""How long after their appointment somebody first sits."""

HURRIED: Final = timedelta(days=5)
PAUSED_FOR: Final = -45
ASKED_TWICE_EVERY: Final = 6
OBSERVED_EVERY: Final = 3
SOON: Final = 18
LATER: Final = 50
FAR: Final = 1000
"""Days ahead until which sittings stand in each of three manners."""

YES, NOBODY = "yes", ""
SOON_SCENES: Final = (
    (YES, YES),
    (LAPSED, YES),
    (YES, YES),
    (YES, DECLINED),
    (YES, YES),
    (YES, SENT),
)
NEXT_SCENES: Final = (
    (YES, YES),
    (LEFT, YES),
    (YES, CONFLICT),
    (LAPSED, YES),
    (YES, YES),
    (SENT, YES),
    (YES, NOBODY),
    (YES, DECLINED),
)
FAR_SCENES: Final = (
    (NOBODY, NOBODY),
    (YES, YES),
    (NOBODY, YES),
    (SENT, SENT),
    (YES, NOBODY),
    (NOBODY, NOBODY),
)
"""How the chair's and the member's seats of sittings to come stand, in turn."""


class Cast:
    """The volunteers of one share, and what each has promised so far."""

    def __init__(self, volunteers: list[Volunteer], times: Times) -> None:
        self.volunteers = volunteers
        self.times = times
        self.promised: set[tuple[str, date]] = set()
        self.load: Counter[tuple[str, int, int]] = Counter()
        self.last: dict[str, date] = {}
        self.rechecks = {each.name: checks.recheck_on(each, times) for each in volunteers}
        self.joined = {each.name: checks.joined_on(each, times) for each in volunteers}
        self.resting: dict[str, date] = {}
        self.scenes = {SOON: cycle(SOON_SCENES), LATER: cycle(NEXT_SCENES), FAR: cycle(FAR_SCENES)}

    def promise(self, name: str, day: date) -> None:
        """Note that somebody has said yes to a day."""
        self.promised.add((name, day))
        self.load[name, day.year, day.month] += 1
        self.last[name] = max(self.last.get(name, day), day)

    def fill(self, sitting: Sitting, turn: int) -> None:
        """Ask for the chair, the member and sometimes an observer; `turn` chooses how it went."""
        held = sitting.day < self.times.today
        chair, member = (YES, YES) if held else self._scene(sitting.day)
        sitting.seats = [Seat(CHAIR), Seat(MEMBER), Seat(OBSERVER), Seat(ADVISER)]
        sitting.seat(ADVISER).given = sitting.adviser
        hurried = sitting.day - sitting.arranged.day < HURRIED
        twice = turn % ASKED_TWICE_EVERY == 0 and not hurried
        self._ask(sitting, sitting.seat(CHAIR), _answers(chair, twice=twice))
        self._ask(sitting, sitting.seat(MEMBER), _answers(member, twice=twice))
        if turn % OBSERVED_EVERY == 0 and chair == member == YES:
            self._ask(sitting, sitting.seat(OBSERVER), (ACCEPTED,))
        if held:
            sitting.state = "held"

    def _scene(self, day: date) -> tuple[str, str]:
        ahead = (day - self.times.today).days
        return next(self.scenes[next(until for until in self.scenes if ahead < until)])

    def _ask(self, sitting: Sitting, seat: Seat, answers: Iterable[str]) -> None:
        """Ask one person after another until the seat stands as it should."""
        made = sitting.arranged.day
        for state in answers:
            name = self._next(sitting, seat, state)
            if name is None:
                return
            ask = self._asked(name, state, made, sitting.day)
            seat.asks.append(ask)
            if state == ACCEPTED:
                self.promise(name, sitting.day)
            else:
                self.promised.add((name, sitting.day))
            if state == CONFLICT:
                for meeting in sitting.meetings:
                    meeting.order.conflicts.add(name)
            made = asked_next(ask, self.times)

    def _asked(self, name: str, state: str, made: date, day: date) -> Ask:
        if state == SENT:
            return waiting(name, self.times)
        expires = When(made + timedelta(days=3), LAPSES)
        if state == LAPSED:
            return Ask(name, state, When(made, OFFERED), expires, expires)
        yesterday = self.times.away(-1)
        said = min(made + timedelta(days=1), yesterday, day)
        late = said == made or (said < min(yesterday, day) and len(name) % 2 == 0)
        hour = EVENING if late else MORNING
        return Ask(name, state, When(made, OFFERED), expires, When(said, hour))

    def _next(self, sitting: Sitting, seat: Seat, state: str) -> str | None:
        """Return whose turn it is: who could, who has sat least that month, and longest ago."""
        could: list[str] = []
        asked = [each for each in self.volunteers if state != SENT or each.name not in self.resting]
        for strict in (2, 1, 0):
            could = [each.name for each in asked if self.can(each, sitting, seat, strict)]
            if could or sitting.day > self.times.today:
                break
        month = (sitting.day.year, sitting.day.month)
        chairs = {each.name for each in self.volunteers if each.seat == CHAIR}
        return min(
            could,
            key=lambda name: (
                seat.kind == MEMBER and name in chairs,
                self.load[name, *month],
                self.last.get(name, date.min),
                name,
            ),
            default=None,
        )

    def can(self, who: Volunteer, sitting: Sitting, seat: Seat, strict: int = 2) -> bool:
        """Return whether they may be asked; less strict, whether they might do it as a favour."""
        return (
            self._serves(who, sitting.day)
            and _fits(who, seat)
            and self._is_free(who, sitting)
            and (strict == 0 or self._would(who, sitting))
            and (strict <= 1 or self._wants(who, sitting))
        )

    def _serves(self, who: Volunteer, day: date) -> bool:
        joined = self.joined[who.name]
        until = {"paused": self.times.away(PAUSED_FOR), "left": self.times.away(who.left or 0)}
        if who.status not in {"active", *until} or joined is None or day < joined + NOTICE:
            return False
        recheck = self.rechecks[who.name]
        return day < until.get(who.status, date.max) and (recheck is None or day <= recheck)

    def _is_free(self, who: Volunteer, sitting: Sitting) -> bool:
        monday, rest = self.times.monday, self.resting.get(who.name)
        days = (sitting.day - monday).days
        is_away = who.away is not None and who.away[0] <= days <= who.away[1]
        told = rest is not None and self.times.today < sitting.day < rest
        knows = any(who.name in each.order.conflicts for each in sitting.meetings)
        return not (is_away or told or knows or (who.name, sitting.day) in self.promised)

    def _would(self, who: Volunteer, sitting: Sitting) -> bool:
        load = self.load[who.name, sitting.day.year, sitting.day.month]
        return load < who.most and (not who.areas or sitting.area in who.areas)

    def _wants(self, who: Volunteer, sitting: Sitting) -> bool:
        parts = parts_of_day(sitting.starts, sitting.ends)
        return not who.free or all((sitting.day.weekday(), part) in who.free for part in parts)


def waiting(name: str, times: Times) -> Ask:
    """Return an offer of yesterday that nobody has answered yet; it lapses after three days."""
    hour = OFFICE_HOURS[len(name) % len(OFFICE_HOURS)]
    made = When(times.away(-1), time(hour, 4))
    return Ask(name, SENT, made, When(times.away(2), time(hour)))


def asked_next(ask: Ask, times: Times) -> date:
    """Return the day on which the next person is asked: once this one has answered."""
    if ask.answered is None:
        return times.away(-1)
    evening = ask.answered.at > OFFERED
    return min(ask.answered.day + timedelta(days=int(evening)), times.away(-1))


def _fits(who: Volunteer, seat: Seat) -> bool:
    fits = {CHAIR: who.seat == CHAIR, MEMBER: who.seat != "learner"}
    return fits.get(seat.kind, who.seat == "learner")


def _answers(outcome: str, *, twice: bool) -> tuple[str, ...]:
    """Return what each person asked says, in turn."""
    if outcome == YES:
        return (DECLINED, ACCEPTED) if twice else (ACCEPTED,)
    chains = {CONFLICT: (CONFLICT, ACCEPTED), DECLINED: (DECLINED, SENT), NOBODY: ()}
    return chains.get(outcome, (outcome,))

"""Who can sit, and why: reasons for and against, each with its remedy, over plain values.

A standing is of one volunteer at one sitting, on the sitting's own day: a check that lapses
before it bars, one that is merely due soon does not.
"""

from dataclasses import dataclass, field
from datetime import date, time, timedelta
from typing import Final

MORNING: Final = "morning"
AFTERNOON: Final = "afternoon"
EVENING: Final = "evening"
PARTS: Final = (MORNING, AFTERNOON, EVENING)
MIDDAY: Final = time(12)
LATE: Final = time(17)
WEEK: Final = 7

CHAIR: Final = "chair"
MEMBER: Final = "member"
OBSERVER: Final = "observer"
EVERY_SEAT: Final = frozenset({CHAIR, MEMBER, OBSERVER})
COMMUNITY: Final = frozenset({CHAIR, MEMBER})
"""The seats that count towards quorum."""

ORDINALS: Final = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
]


@dataclass(frozen=True)
class Reason:
    """One thing for or against somebody, in words.

    `bars` keeps them from `seats`; an against that does not bar is for the coordinator to weigh.
    `about` names what would mend it (`check`, `away`, `status`, `areas`, `availability`, `load`,
    `chair`, `duty`, `staff`); `short` completes “Can’t sit: …” or “Can sit, …”.
    """

    text: str
    good: bool
    bars: bool = False
    remedy: str | None = None
    about: str = ""
    short: str = ""
    seats: frozenset[str] = EVERY_SEAT


@dataclass(frozen=True)
class Standing:
    """Everything for and against somebody at one sitting, the good first."""

    reasons: tuple[Reason, ...]

    @property
    def can_sit(self) -> bool:
        """Return whether they can be a community member."""
        return self.can(MEMBER)

    @property
    def can_chair(self) -> bool:
        """Return whether they can chair."""
        return self.can(CHAIR)

    @property
    def can_observe(self) -> bool:
        """Return whether they can take the seat that does not count."""
        return self.can(OBSERVER)

    def can(self, seat: str) -> bool:
        """Return whether nothing bars them from this kind of seat."""
        return not self.bars(seat)

    def bars(self, seat: str) -> tuple[Reason, ...]:
        """Return what keeps them from this kind of seat."""
        return tuple(reason for reason in self.for_seat(seat) if reason.bars)

    def for_seat(self, seat: str) -> tuple[Reason, ...]:
        """Return the reasons that speak of this kind of seat."""
        return tuple(reason for reason in self.reasons if seat in reason.seats)

    def words(self, seat: str = MEMBER) -> str:
        """> Can sit. Can sit, over their most. Can’t sit: DBS lapses. Can’t chair: not approved."""
        bars = self.bars(seat)
        if bars:
            verb = "chair" if seat == CHAIR and self.can_sit else "sit"
            return f"Can’t {verb}: {bars[0].short}"
        doubts = self._doubts(seat)
        return f"Can sit, {doubts[0].short}" if doubts else "Can sit"

    def state(self, seat: str = MEMBER) -> str:
        """Return the state tag's name: ok, due (weigh it), risk (barred)."""
        if self.bars(seat):
            return "risk"
        return "due" if self._doubts(seat) else "ok"

    def _doubts(self, seat: str) -> list[Reason]:
        return [
            reason
            for reason in self.for_seat(seat)
            if not reason.good and not reason.bars and reason.short
        ]


@dataclass(frozen=True)
class Check:
    """A DBS check: when made, when to make it again, and whether the update service knows it."""

    issued_on: date
    recheck_on: date | None
    update_service: bool = False


@dataclass(frozen=True)
class Occasion:
    """The sitting: its London day, the parts of the day it touches, its area; and today.

    `due_days` is how long before its date a check is called due soon.
    """

    day: date
    parts: tuple[str, ...]
    area_id: int | None
    area_name: str
    today: date
    due_days: int = 90


@dataclass(frozen=True)
class Profile:
    """A volunteer as the rules see them on the sitting's day.

    `free` are the parts of that weekday that they ticked, and `has_pattern` whether they ticked
    any in the week. `away` are the days away that cover the day. `busy` are their promised duties
    then, in words. `load` is how many panels they have promised in that month, this one left out.
    """

    status: str
    max_month: int
    may_chair: bool = False
    is_learner: bool = False
    is_staff: bool = False
    area_ids: frozenset[int] = frozenset()
    area_names: tuple[str, ...] = ()
    dbs: Check | None = None
    has_pattern: bool = False
    free: frozenset[str] = frozenset()
    said_on: date | None = None
    away: tuple[tuple[date, date], ...] = ()
    busy: tuple[str, ...] = field(default=())
    load: int = 0
    last_sat: date | None = None


def standing(who: Profile, when: Occasion) -> Standing:
    """Return everything for and against this volunteer at this sitting, bars before doubts."""
    found = [
        *_status(who),
        *_staff(who),
        *_check(who.dbs, when),
        *_away(who, when),
        *_busy(who),
        *_chair(who),
        *_free(who, when),
        *_area(who, when),
        *_load(who, when),
        *_last_sat(who, when),
    ]
    return Standing(tuple(sorted(found, key=lambda each: (not each.good, not each.bars))))


def parts_of_day(starts: time, ends: time) -> tuple[str, ...]:
    """Return the parts of the day between two London times: 4:30pm to 6pm touches two.

    An end at or before the start is after midnight.
    """
    first = _part(starts)
    if ends <= starts:
        return PARTS[first:]
    last = _part(ends)
    if ends in {MIDDAY, LATE}:
        last -= 1
    return PARTS[first : max(first, last) + 1]


def check_state(check: Check | None, today: date, due_days: int) -> str:
    """Return how a DBS check stands today: `none`, `lapsed`, `due`, `undated` or `in_date`."""
    if check is None:
        return "none"
    if check.recheck_on is None:
        return "undated"
    if check.recheck_on < today:
        return "lapsed"
    return "due" if check.recheck_on <= today + timedelta(days=due_days) else "in_date"


def _part(value: time) -> int:
    return (value >= MIDDAY) + (value >= LATE)


NOT_ACTIVE: Final = {
    "applicant": ("Is still an applicant", "not appointed yet", "finish the appointment"),
    "vetting": (
        "Is still being vetted",
        "being vetted",
        "record the checks, then change the status",
    ),
    "training": (
        "Is still in training",
        "in training",
        "may observe today; change the status when training is finished",
    ),
    "paused": (
        "Is taking a break",
        "taking a break",
        "ask, and change the status if they are back",
    ),
    "left": ("Has left", "has left", None),
}


def _status(who: Profile) -> list[Reason]:
    if who.status == "active":
        return []
    text, short, remedy = NOT_ACTIVE[who.status]
    seats = COMMUNITY if who.status == "training" else EVERY_SEAT
    return [Reason(text, False, True, remedy, "status", short, seats)]


def _staff(who: Profile) -> list[Reason]:
    """Staff never count as community members (Sentencing Act 2020 s.91)."""
    if not who.is_staff:
        return []
    return [
        Reason(
            "Works for the service too, so the law does not count them as a community member",
            False,
            True,
            "may be the adviser, if marked as one",
            "staff",
            "works for the service",
            COMMUNITY,
        )
    ]


def _check(dbs: Check | None, when: Occasion) -> list[Reason]:
    if dbs is None:
        return [
            Reason(
                "No DBS check is recorded",
                False,
                True,
                "record the check once it has been seen",
                "check",
                "no DBS check",
            )
        ]
    if dbs.recheck_on is None:
        return [
            Reason(
                "The DBS check has no re-check date",
                False,
                remedy="record when to check again",
                about="check",
            )
        ]
    if dbs.recheck_on < when.day:
        return [_lapses(dbs, dbs.recheck_on, when)]
    if dbs.recheck_on <= when.today + timedelta(days=when.due_days):
        on = _day(dbs.recheck_on, when.day)
        return [
            Reason(
                f"DBS re-check is due soon, {on}, but after this panel",
                False,
                remedy="check again before then",
                about="check",
            )
        ]
    return []


def _lapses(dbs: Check, recheck_on: date, when: Occasion) -> Reason:
    on = _day(recheck_on, when.day)
    over = recheck_on < when.today
    text = f"The DBS re-check was due on {on}" if over else f"The DBS re-check falls on {on}"
    return Reason(
        text if over else f"{text}, before this panel",
        False,
        True,
        "record an update service check, usually the same day"
        if dbs.update_service
        else "start a new DBS check now, and record it when it has been seen",
        "check",
        "DBS lapsed" if over else "DBS lapses",
    )


def _away(who: Profile, when: Occasion) -> list[Reason]:
    if not who.away:
        return []
    starts = min(away[0] for away in who.away)
    ends = max(away[1] for away in who.away)
    back = ends + timedelta(days=1)
    return [
        Reason(
            f"Away {days_in_words(starts, ends, when.day)}",
            False,
            True,
            f"back from {back:%A} {_day(back, when.day)}",
            "away",
            "away",
        )
    ]


def _busy(who: Profile) -> list[Reason]:
    return [
        Reason(
            f"Has promised to be elsewhere then: {duty}",
            False,
            True,
            "choose a time that does not overlap",
            "duty",
            "on another duty",
        )
        for duty in who.busy
    ]


def _chair(who: Profile) -> list[Reason]:
    chair = frozenset({CHAIR})
    if who.is_learner:
        return [
            Reason(
                "Is still learning: may observe, or be a member beside experienced members",
                False,
                remedy="seat them beside experienced members, or as the observer",
                about="chair",
                short="still learning",
                seats=frozenset({MEMBER}),
            ),
            Reason(
                "Is still learning",
                False,
                True,
                "could observe today",
                "chair",
                "still learning",
                chair,
            ),
            Reason("Is learning, and may observe", True, seats=frozenset({OBSERVER})),
        ]
    if who.may_chair:
        return [Reason("May chair", True, about="chair")]
    return [
        Reason(
            "Is not approved to chair",
            False,
            True,
            "could be a member today; once approved, say so on their page",
            "chair",
            "not approved",
            chair,
        )
    ]


def _free(who: Profile, when: Occasion) -> list[Reason]:
    if who.away or who.busy:
        return []
    if not who.has_pattern:
        return [
            Reason(
                "Has not said which days usually suit",
                False,
                remedy="ask first; they can fill it in under ‘When I’m free’",
                about="availability",
            )
        ]
    missing = [part for part in when.parts if part not in who.free]
    if missing:
        times = " or ".join(f"{part}s" for part in missing)
        return [
            Reason(
                f"Usually not free on {when.day:%A} {times}",
                False,
                remedy="ask first; a yes settles it",
                about="availability",
                short="usually not free",
            )
        ]
    times = " and ".join(f"{part}s" for part in when.parts)
    said = f", said on {_day(who.said_on, when.day)}" if who.said_on else ""
    return [Reason(f"Usually free on {when.day:%A} {times}{said}", True, about="availability")]


def _area(who: Profile, when: Occasion) -> list[Reason]:
    if when.area_id is None or not who.area_ids:
        return []
    if when.area_id in who.area_ids:
        return [Reason(f"Serves {when.area_name}", True, about="areas")]
    return [
        Reason(
            f"Serves {' and '.join(who.area_names)}, not {when.area_name}",
            False,
            remedy="ask first whether they would travel",
            about="areas",
            short="outside their areas",
        )
    ]


def _load(who: Profile, when: Occasion) -> list[Reason]:
    if who.load < who.max_month:
        return []
    number = who.load + 1
    named = ORDINALS[number - 1] if number <= len(ORDINALS) else f"number {number}"
    return [
        Reason(
            f"Would be their {named} panel in {when.day:%B}; "
            f"they asked for at most {who.max_month}",
            False,
            remedy="ask them first; a yes from them settles it",
            about="load",
            short="over their most",
        )
    ]


def _last_sat(who: Profile, when: Occasion) -> list[Reason]:
    if who.last_sat is None:
        return [Reason("Has not sat yet", True, about="duty")]
    return [Reason(f"Last sat {_ago((when.today - who.last_sat).days)}", True, about="duty")]


def _ago(days: int) -> str:
    if days <= 1:
        return "yesterday" if days == 1 else "today"
    if days < 2 * WEEK:
        return f"{days} days ago"
    return f"{days // WEEK} weeks ago"


def days_in_words(starts: date, ends: date, near: date) -> str:
    """> on Tuesday 10 March; Monday 9 to Friday 13 March; the year only when it is not `near`'s."""
    if starts == ends:
        return f"on {starts:%A} {_day(starts, near)}"
    same_month = (starts.year, starts.month) == (ends.year, ends.month)
    first = f"{starts:%A} {starts.day}" if same_month else f"{starts:%A} {_day(starts, near)}"
    return f"{first} to {ends:%A} {_day(ends, near)}"


def _day(value: date, near: date) -> str:
    year = "" if value.year == near.year else f" {value.year}"
    return f"{value.day} {value:%B}{year}"

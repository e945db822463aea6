"""How one volunteer stands at one sitting, on the sitting's own day.

A check that lapses before the sitting bars; one that is merely due soon does not.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from typing import Final, NamedTuple

from portal.members.rules.checks import Check
from portal.members.rules.days import Span, day_in_words, days_in_words, in_a_row
from portal.members.rules.leaving import gone_by
from portal.members.rules.reasons import (
    CHAIR,
    COMMUNITY,
    EVERY_SEAT,
    MEMBER,
    NOTHING,
    OBSERVER,
    Part,
    Reason,
    Standing,
    bar,
    doubt,
    favour,
    fixed_bar,
    part,
    together,
)

Answers = tuple[tuple[str, bool], ...]
"""Parts of one day, in their order, each with whether it suits."""

NO_PART: Final = frozenset[str]()
WEEK: Final = 7
ORDINALS: Final = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth", "tenth"),
)


@dataclass(frozen=True)
class Occasion:
    """The sitting: its London day, the parts of the day it touches, its area; and today.

    `due_days` is how long before its date a re-check is called due soon.
    """

    day: date
    parts: tuple[str, ...]
    area_id: int | None
    area_name: str
    today: date
    due_days: int = 90


@dataclass(frozen=True, eq=False)
class Profile:
    """A volunteer as the rules see them, whatever the sitting.

    `week` are the parts of each weekday that they ticked, and `said` when they did. `leaves_on` is
    the last day of somebody who has said that they will leave. Two are the same only when they are
    one object: rules remember what they found of it.
    """

    status: str
    max_month: int
    may_chair: bool = False
    willing_chair: bool = True
    is_learner: bool = False
    is_staff: bool = False
    area_ids: frozenset[int] = frozenset()
    area_names: tuple[str, ...] = ()
    dbs: Check | None = None
    leaves_on: date | None = None
    week: Mapping[int, frozenset[str]] = field(default_factory=dict)
    said: Mapping[int, date] = field(default_factory=dict)


class Then(NamedTuple):
    """What holds of a volunteer at one sitting alone.

    `load` is how many panels they have promised in that month, this one left out. `away` are the
    days away that cover the day, `busy` their promised duties then, in words, and `far` those from
    which they could not come in time. `answers` is what they said in a round of parts of that day.
    """

    load: int = 0
    last_sat: date | None = None
    away: tuple[Span, ...] = ()
    busy: tuple[str, ...] = ()
    far: tuple[str, ...] = ()
    answers: Answers = ()


class Rulings:
    """What is for and against volunteers at sittings.

    A rule is asked once for all pairs that share what it depends on: of hundreds of volunteers at
    thousands of sittings, most of what can be said is the same.
    """

    def __init__(self) -> None:
        self._person = cache(lambda who: part(*_status(who), *_staff(who)))
        self._chair = cache(lambda who: part(*_chair(who)))
        self._always = cache(lambda who: self._person(who).barred | self._chair(who).barred)
        self._check = cache(lambda who, *days: part(*_check(who.dbs, *days)))
        self._free = cache(lambda *about: part(*_free(*about)))
        self._area = cache(lambda *about: part(*_area(*about)))
        self._load = cache(lambda *about: part(*_load(*about)))
        self._last_sat = cache(lambda *about: part(*_last_sat(*about)))

    def barred(self, who: Profile, then: Then, when: Occasion) -> frozenset[str]:
        """Return the kinds of seat that `standing` would bar, without a word of why."""
        if then.away or then.busy or then.far or _refused(then.answers, when.parts):
            return EVERY_SEAT
        if gone_by(when.day, who.leaves_on):
            return EVERY_SEAT
        lapsed = self._check(who, when.day, when.today, when.due_days).barred
        return lapsed or self._always(who)  # a check bars every seat or none

    def parts(self, who: Profile, then: Then, when: Occasion) -> tuple[Part, ...]:
        """Return all that the rules find, in the order in which a bar is named."""
        gone = then.away or then.busy or then.far
        weekday = when.day.weekday()
        usual = who.week.get(weekday, NO_PART) if who.week else None
        return (
            self._person(who),
            part(*_notice(who.leaves_on, when.day)) if who.leaves_on else NOTHING,
            self._check(who, when.day, when.today, when.due_days),
            _gone(then, when.day) if gone else NOTHING,
            self._chair(who),
            NOTHING
            if gone
            else self._free(then.answers, usual, who.said.get(weekday), when.day, when.parts),
            self._area(who, when.area_id, when.area_name),
            self._load(then.load, who.max_month, when.day.replace(day=1)),
            self._last_sat(then.last_sat, when.today),
        )

    def standing(self, who: Profile, then: Then, when: Occasion) -> Standing:
        """Return everything for and against this volunteer at this sitting."""
        return together(self.parts(who, then, when))


def available(who: Profile, answers: Answers, when: Occasion) -> bool:
    """Return whether they said that they can: in a round, or else by their usual week."""
    usual = who.week.get(when.day.weekday(), NO_PART)
    if not answers:
        return usual.issuperset(when.parts)
    said = dict(answers)
    return all(said.get(each, each in usual) for each in when.parts)


NOT_ACTIVE: Final = {
    "applicant": ("Is still an applicant", "not appointed yet", "finish the appointment first"),
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
    "left": ("Has left", "has left", "choose somebody else"),
}


def _status(who: Profile) -> list[Reason]:
    """Whoever is not appointed cannot sit; a break is theirs to end, if they are asked."""
    if who.status == "active":
        return []
    text, short, remedy = NOT_ACTIVE[who.status]
    seats = COMMUNITY if who.status == "training" else EVERY_SEAT
    made = bar if who.status == "paused" else fixed_bar
    return [made(text, "status", short, remedy, seats)]


def _notice(leaves_on: date, day: date) -> list[Reason]:
    """Whoever leaves is asked as ever up to their last day, and for no day after it."""
    if not gone_by(day, leaves_on):
        return []
    text = f"Leaves the service: their last day is {leaves_on:%A} {day_in_words(leaves_on, day)}"
    return [fixed_bar(text, "status", "leaves before then", "choose somebody else")]


def _staff(who: Profile) -> list[Reason]:
    """Staff never count as community members (Sentencing Act 2020 s.91)."""
    if not who.is_staff:
        return []
    text = "Works for the service too, so the law does not count them as a community member"
    remedy = "may be the adviser, if marked as one"
    return [fixed_bar(text, "staff", "works for the service", remedy, COMMUNITY)]


def _check(dbs: Check | None, day: date, today: date, due_days: int) -> list[Reason]:
    if dbs is None:
        remedy = "record the check once it has been seen"
        return [bar("No DBS check is recorded", "check", "no DBS check", remedy)]
    if dbs.recheck_on is None:
        remedy = "record when to check again"
        return [doubt("The DBS check has no re-check date", "check", remedy)]
    on = day_in_words(dbs.recheck_on, day)
    if dbs.lapsed_on(day):
        return [_lapse(on, dbs, day, over=dbs.lapsed_on(today))]
    if dbs.recheck_on <= today + timedelta(days=due_days):
        text = f"The DBS re-check is due soon, {on}, but after this panel"
        return [doubt(text, "check", "check again before then")]
    return []


def _lapse(on: str, dbs: Check, day: date, *, over: bool) -> Reason:
    """A lapsed check bars, unless the coordinator decided otherwise, up to a day."""
    remedy = (
        "record an update service check, usually the same day"
        if dbs.update_service
        else "start a new DBS check now, and record it when it has been seen"
    )
    text = (
        f"The DBS re-check was due on {on}"
        if over
        else f"The DBS re-check falls on {on}, before this panel"
    )
    short = "DBS lapsed" if over else "DBS lapses"
    decided = dbs.decided_on(day)
    if decided:
        verb = "bars" if decided.bars else "does not bar"
        text += f"; it is decided that it {verb} until {day_in_words(decided.until, day)}"
    made = bar if dbs.bars_on(day) else doubt
    return made(text=text, about="check", short=short, remedy=remedy)


def _gone(then: Then, day: date) -> Part:
    return part(*_away(then.away, day), *_busy(then.busy), *_far(then.far))


def _away(away: tuple[Span, ...], day: date) -> list[Reason]:
    if not away:
        return []
    starts, ends = min(each[0] for each in away), max(each[1] for each in away)
    back = ends + timedelta(days=1)
    text = f"Away {days_in_words(starts, ends, day)}"
    return [bar(text, "away", "away", f"back from {back:%A} {day_in_words(back, day)}")]


def _busy(busy: tuple[str, ...]) -> list[Reason]:
    remedy = "choose a time that does not overlap"
    return [
        fixed_bar(f"Has promised to be elsewhere then: {duty}", "duty", "on another duty", remedy)
        for duty in busy
    ]


def _far(far: tuple[str, ...]) -> list[Reason]:
    remedy = "choose a time that leaves them longer, or ask whether they can do it"
    return [
        bar(f"Could not come in time from {duty}", "travel", "too far from another duty", remedy)
        for duty in far
    ]


def _chair(who: Profile) -> list[Reason]:
    chair = frozenset({CHAIR})
    if who.is_learner:
        text = "Is still learning: may observe, or be a member beside experienced members"
        remedy = "seat them beside experienced members, or as the observer"
        return [
            doubt(text, "chair", remedy, "still learning", frozenset({MEMBER})),
            bar("Is still learning", "chair", "still learning", "could observe today", chair),
            favour("Is learning, and may observe", "chair", frozenset({OBSERVER})),
        ]
    if not who.may_chair:
        remedy = "could be a member today; once approved, say so on their page"
        return [bar("Is not approved to chair", "chair", "not approved", remedy, chair)]
    if not who.willing_chair:
        remedy = "could be a member; ask them, and they can say otherwise on their own page"
        text = "May chair, and would rather not"
        return [bar(text, "chair", "would rather not", remedy, chair)]
    return [favour("May chair", "chair")]


def _free(
    answers: Answers,
    usual: frozenset[str] | None,
    said_on: date | None,
    day: date,
    parts: tuple[str, ...],
) -> list[Reason]:
    """What they said of this very date wins over what they usually do; None is no usual week."""
    refused = _refused(answers, parts)
    if refused:
        text = f"Said they can’t do {_dated(day, refused)}"
        remedy = "choose another date, or ring them first"
        return [bar(text, "round", "said they can’t do that date", remedy)]
    said = dict(answers)
    unasked = [each for each in parts if each not in said]
    if not unasked:
        return [favour(f"Said they can do {_dated(day, parts)}", "round")]
    return [_usually(usual, said_on, day, unasked)]


def _refused(answers: Answers, parts: tuple[str, ...]) -> list[str]:
    """Return the parts of the day that they left blank in a round."""
    return [each for each, suits in answers if not suits and each in parts] if answers else []


def _dated(day: date, parts: Sequence[str]) -> str:
    """> Tuesday 14 April evening."""
    return f"{day:%A} {day.day} {day:%B} {in_a_row(parts)}"


def _usually(
    usual: frozenset[str] | None, said_on: date | None, day: date, parts: Sequence[str]
) -> Reason:
    if usual is None:
        remedy = "ask first; they can fill it in under ‘When I’m free’"
        return doubt("Has not said which days usually suit", "availability", remedy)
    missing = [each for each in parts if each not in usual]
    if missing:
        text = f"Usually not free on {day:%A} {' or '.join(f'{each}s' for each in missing)}"
        return doubt(text, "availability", "ask first; a yes settles it", "usually not free")
    times = in_a_row([f"{each}s" for each in parts])
    said = f", said on {day_in_words(said_on, day)}" if said_on else ""
    return favour(f"Usually free on {day:%A} {times}{said}", "availability")


def _area(who: Profile, area_id: int | None, area_name: str) -> list[Reason]:
    if area_id is None or not who.area_ids:
        return []
    if area_id in who.area_ids:
        return [favour(f"Serves {area_name}", "areas")]
    text = f"Serves {in_a_row(who.area_names)}, not {area_name}"
    return [doubt(text, "areas", "ask first whether they would travel", "outside their areas")]


def _load(load: int, most: int, month: date) -> list[Reason]:
    """More than they agreed to: asked, never assigned."""
    if load < most:
        return []
    number = load + 1
    named = ORDINALS[number - 1] if number <= len(ORDINALS) else f"number {number}"
    text = f"Would be their {named} panel in {month:%B}; they asked for at most {most}"
    return [doubt(text, "load", "ask them first; a yes from them settles it", "over their most")]


def _last_sat(last_sat: date | None, today: date) -> list[Reason]:
    if last_sat is None:
        return [favour("Has not sat yet", "duty")]
    return [favour(f"Last sat {_ago((today - last_sat).days)}", "duty")]


def _ago(days: int) -> str:
    if days <= 1:
        return "yesterday" if days == 1 else "today"
    return f"{days} days ago" if days < 2 * WEEK else f"{days // WEEK} weeks ago"

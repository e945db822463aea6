"""How one volunteer stands at one sitting, on the sitting's own day.

A check that lapses before the sitting bars; one that is merely due soon does not.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from portal.members.rules.checks import Check
from portal.members.rules.days import day_in_words, days_in_words, in_a_row
from portal.members.rules.reasons import (
    CHAIR,
    COMMUNITY,
    EVERY_SEAT,
    MEMBER,
    OBSERVER,
    Reason,
    Standing,
    bar,
    doubt,
    favour,
)

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
    busy: tuple[str, ...] = ()
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
    "left": ("Has left", "has left", None),
}


def _status(who: Profile) -> list[Reason]:
    if who.status == "active":
        return []
    text, short, remedy = NOT_ACTIVE[who.status]
    seats = COMMUNITY if who.status == "training" else EVERY_SEAT
    return [bar(text, "status", short, remedy, seats)]


def _staff(who: Profile) -> list[Reason]:
    """Staff never count as community members (Sentencing Act 2020 s.91)."""
    if not who.is_staff:
        return []
    text = "Works for the service too, so the law does not count them as a community member"
    remedy = "may be the adviser, if marked as one"
    return [bar(text, "staff", "works for the service", remedy, COMMUNITY)]


def _check(dbs: Check | None, when: Occasion) -> list[Reason]:
    if dbs is None:
        remedy = "record the check once it has been seen"
        return [bar("No DBS check is recorded", "check", "no DBS check", remedy)]
    if dbs.recheck_on is None:
        remedy = "record when to check again"
        return [doubt("The DBS check has no re-check date", "check", remedy)]
    on = day_in_words(dbs.recheck_on, when.day)
    if dbs.recheck_on < when.day:
        return [_lapse(on, dbs, over=dbs.recheck_on < when.today)]
    if dbs.recheck_on <= when.today + timedelta(days=when.due_days):
        text = f"The DBS re-check is due soon, {on}, but after this panel"
        return [doubt(text, "check", "check again before then")]
    return []


def _lapse(on: str, dbs: Check, *, over: bool) -> Reason:
    remedy = (
        "record an update service check, usually the same day"
        if dbs.update_service
        else "start a new DBS check now, and record it when it has been seen"
    )
    if over:
        return bar(f"The DBS re-check was due on {on}", "check", "DBS lapsed", remedy)
    text = f"The DBS re-check falls on {on}, before this panel"
    return bar(text, "check", "DBS lapses", remedy)


def _away(who: Profile, when: Occasion) -> list[Reason]:
    if not who.away:
        return []
    starts = min(away[0] for away in who.away)
    ends = max(away[1] for away in who.away)
    back = ends + timedelta(days=1)
    text = f"Away {days_in_words(starts, ends, when.day)}"
    return [bar(text, "away", "away", f"back from {back:%A} {day_in_words(back, when.day)}")]


def _busy(who: Profile) -> list[Reason]:
    remedy = "choose a time that does not overlap"
    return [
        bar(f"Has promised to be elsewhere then: {duty}", "duty", "on another duty", remedy)
        for duty in who.busy
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
    if who.may_chair:
        return [favour("May chair", "chair")]
    remedy = "could be a member today; once approved, say so on their page"
    return [bar("Is not approved to chair", "chair", "not approved", remedy, chair)]


def _free(who: Profile, when: Occasion) -> list[Reason]:
    if who.away or who.busy:
        return []
    if not who.has_pattern:
        remedy = "ask first; they can fill it in under ‘When I’m free’"
        return [doubt("Has not said which days usually suit", "availability", remedy)]
    missing = [part for part in when.parts if part not in who.free]
    if missing:
        text = f"Usually not free on {when.day:%A} {' or '.join(f'{part}s' for part in missing)}"
        return [doubt(text, "availability", "ask first; a yes settles it", "usually not free")]
    times = in_a_row([f"{part}s" for part in when.parts])
    said = f", said on {day_in_words(who.said_on, when.day)}" if who.said_on else ""
    return [favour(f"Usually free on {when.day:%A} {times}{said}", "availability")]


def _area(who: Profile, when: Occasion) -> list[Reason]:
    if when.area_id is None or not who.area_ids:
        return []
    if when.area_id in who.area_ids:
        return [favour(f"Serves {when.area_name}", "areas")]
    text = f"Serves {in_a_row(who.area_names)}, not {when.area_name}"
    return [doubt(text, "areas", "ask first whether they would travel", "outside their areas")]


def _load(who: Profile, when: Occasion) -> list[Reason]:
    """More than they agreed to: asked, never assigned."""
    if who.load < who.max_month:
        return []
    number = who.load + 1
    named = ORDINALS[number - 1] if number <= len(ORDINALS) else f"number {number}"
    text = f"Would be their {named} panel in {when.day:%B}; they asked for at most {who.max_month}"
    return [doubt(text, "load", "ask them first; a yes from them settles it", "over their most")]


def _last_sat(who: Profile, when: Occasion) -> list[Reason]:
    if who.last_sat is None:
        return [favour("Has not sat yet", "duty")]
    return [favour(f"Last sat {_ago((when.today - who.last_sat).days)}", "duty")]


def _ago(days: int) -> str:
    if days <= 1:
        return "yesterday" if days == 1 else "today"
    return f"{days} days ago" if days < 2 * WEEK else f"{days // WEEK} weeks ago"

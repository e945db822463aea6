"""A standing in words: for a cell of the matrix, and as reasons for or against a seat."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from portal.members.rules import Reason, day_in_words
from portal.members.rules.reasons import bar, doubt, favour
from portal.training.rules.bookable import Bookable
from portal.training.rules.standing import Stand, State, When

ABOUT = "training"


@dataclass(frozen=True, slots=True)
class Mend:
    """What would mend a standing: a place they have, a session to book, or e-learning to do."""

    booked: date | None = None
    next: Bookable | None = None
    e_learning: int | None = None

    def words(self, near: date) -> str:
        """> book Thursday 12 February, 4 places left; is booked on it for Thursday 12 February."""
        if self.booked is not None:
            on = _weekday(self.booked, near)
            return f"is booked on it for {on}; counts once they have attended"
        if self.next is not None:
            places = "1 place" if self.next.places == 1 else f"{self.next.places} places"
            return f"book {_weekday(self.next.day, near)}, {places} left"
        if self.e_learning is not None:
            return f"do the e-learning, {minutes_in_words(self.e_learning)}"
        return "no session can be booked now: plan one, or record a certificate from elsewhere"


@dataclass(frozen=True, slots=True)
class InCourse:
    """How somebody stands in a course that has a name, and what would mend it."""

    title: str
    stand: Stand
    mend: Mend


def cell_words(stand: Stand, near: date) -> str:
    """> In date; Lapses before 26 March."""
    if stand.state is State.LAPSES_BEFORE and stand.duty is not None:
        return f"Lapses before {day_in_words(stand.duty, near)}"
    return stand.state.label


def reasons_for(courses: Iterable[InCourse], *, when: When, part: frozenset[str]) -> list[Reason]:
    """Return what training says for and against somebody in these seats on `when.on`.

    Courses that keep nobody from a seat say nothing. When none bars, one reason speaks for them.
    """
    asked = [each for each in courses if each.stand.seats & part]
    found = [reason for each in asked if (reason := _reason(each, when, part))]
    if asked and not any(reason.bars for reason in found):
        found.insert(0, favour("Training is in date on that day", ABOUT))
    return found


def _reason(each: InCourse, when: When, part: frozenset[str]) -> Reason | None:
    stand, title, seats = each.stand, each.title, each.stand.seats & part
    remedy = each.mend.words(when.on)
    if stand.state is State.NEVER_HELD:
        return bar(f"Has never done {title}", ABOUT, f"no {title}", remedy, seats)
    if stand.until is None:
        return None
    on = day_in_words(stand.until, when.on)
    if stand.until < when.today:
        return bar(f"{title} lapsed on {on}", ABOUT, f"{title} lapsed", remedy, seats)
    if stand.until < when.on:
        text = f"{title} lapses on {on}, before this panel"
        return bar(text, ABOUT, f"{title} lapses", remedy, seats)
    if stand.state in {State.DUE_SOON, State.LAPSES_BEFORE}:
        return doubt(f"{title} is due soon, {on}, but after this panel", ABOUT, remedy, seats=seats)
    return None


def minutes_in_words(minutes: int) -> str:
    """> 40 minutes; 1 hour; 2 hours 30 minutes."""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours} hour{'s' * (hours != 1)}"] if hours else []
    if rest or not hours:
        parts.append(f"{rest} minute{'s' * (rest != 1)}")
    return " ".join(parts)


def _weekday(day: date, near: date) -> str:
    return f"{day:%A} {day_in_words(day, near)}"

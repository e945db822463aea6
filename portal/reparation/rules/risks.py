"""Risk assessments of a site or an activity: scores, what is missing, how two versions differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import zip_longest
from typing import Final

from portal.members.rules import day_in_words
from portal.reparation.rules.refusals import Refused
from portal.training.rules import add_months

LIKELIHOODS: Final = {
    1: "Very unlikely",
    2: "Unlikely",
    3: "Possible",
    4: "Likely",
    5: "Almost certain",
}
SEVERITIES: Final = {
    1: "No injury, or a scratch",
    2: "First aid",
    3: "A doctor, or days away",
    4: "Hospital, or lasting harm",
    5: "Death",
}


class Level(StrEnum):
    """How grave a risk is; `tone` is its colour, which never says anything that no word says."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very high"

    @property
    def tone(self) -> str:
        """> ok; due; risk."""
        return {Level.LOW: "ok", Level.MEDIUM: "due"}.get(self, "risk")


LEVELS: Final = ((4, Level.LOW), (9, Level.MEDIUM), (15, Level.HIGH), (25, Level.VERY_HIGH))
"""The most points of each level, of the 25 that 5 × 5 can come to."""


@dataclass(frozen=True, slots=True)
class Score:
    """How likely something is, and how much it would hurt: 1 to 5 each."""

    likelihood: int
    severity: int

    @property
    def points(self) -> int:
        """Return likelihood times severity."""
        return self.likelihood * self.severity

    @property
    def level(self) -> Level:
        """Return the level of the points."""
        return next(level for most, level in LEVELS if self.points <= most)

    @property
    def words(self) -> str:
        """> 12, high."""
        return f"{self.points}, {self.level.value}"

    @property
    def told(self) -> str:
        """> 12, high (possible, hospital or lasting harm)."""
        harm = SEVERITIES[self.severity].replace(",", "").lower()
        return f"{self.words} ({LIKELIHOODS[self.likelihood].lower()}, {harm})"


@dataclass(frozen=True, slots=True)
class Measure:
    """What is done against a hazard, by whom and until when. No day means always."""

    what: str
    owner: str = ""
    due_on: date | None = None

    def told(self, near: date) -> str:
        """> Count the tools in and out (Supervisor, by 3 March)."""
        by = f"by {day_in_words(self.due_on, near)}" if self.due_on else ""
        said = ", ".join(filter(None, (self.owner, by)))
        return f"{self.what} ({said})" if said else self.what


@dataclass(frozen=True, slots=True)
class Danger:
    """A hazard: what, who may be harmed, its score before and after what is done against it."""

    what: str
    who: str
    before: Score
    after: Score
    measures: tuple[Measure, ...] = ()


@dataclass(frozen=True, slots=True)
class Written:
    """What an assessment says, whoever wrote it: a version, or a template of the library."""

    activity: str
    supervised: int
    least_age: int
    ppe: str
    first_aid: str
    emergency: str
    dangers: tuple[Danger, ...] = ()


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that two versions say differently; what one does not say is "nothing"."""

    what: str
    before: str
    after: str


NOTHING: Final = "nothing"


def missing(written: Written) -> list[str]:
    """Return what an assessment lacks before it can be sent for approval, a sentence each."""
    found = []
    if not written.dangers:
        found.append("Add at least one hazard.")
    if not written.first_aid:
        found.append("Say who gives first aid, and where the kit is.")
    if not written.emergency:
        found.append("Say what happens in an emergency.")
    for danger in written.dangers:
        found.extend(_missing_of(danger))
    return found


def _missing_of(danger: Danger) -> Iterable[str]:
    if not danger.measures:
        yield f"{danger.what}: say what is done against it."
    elif danger.after.level is Level.VERY_HIGH:
        yield f"{danger.what}: it stays very high. Do more against it, or leave that work out."


def check_scores(before: Score, after: Score) -> None:
    """Refuse controls that make a hazard worse."""
    if after.points > before.points:
        raise Refused(
            f"What is done against it would make it worse: {before.points} before, "
            f"{after.points} after.",
            "Check the four answers.",
            "likelihood_after",
        )


def check_writable(*, is_draft: bool, is_assessor: bool) -> None:
    """Refuse a change of what is no draft any more, or is somebody else's."""
    if not is_draft:
        raise Refused(
            "It was sent for approval, so it cannot be changed now.",
            "Ask for it to be sent back, or write the next version.",
        )
    if not is_assessor:
        raise Refused("Somebody else writes this version.", "Ask them to change it.")


def check_complete(written: Written) -> None:
    """Refuse to send on what lacks something."""
    lacking = missing(written)
    if lacking:
        raise Refused(lacking[0], "Then send it for approval.")


def check_decidable(*, is_submitted: bool, is_assessor: bool) -> None:
    """Refuse a decision about one's own, or about what waits for none."""
    if not is_submitted:
        raise Refused("It does not wait for approval any more.", "See below what became of it.")
    if is_assessor:
        raise Refused(
            "Nobody approves their own risk assessment.", "A colleague looks at it instead."
        )


def check_review(review_on: date, today: date, months: int) -> None:
    """Refuse a review that is not ahead, or further ahead than is set."""
    last = add_months(today, months)
    if review_on <= today:
        raise Refused("This day is not ahead.", "Enter the day of the next review.", "review_on")
    if review_on > last:
        raise Refused(
            "This is too far ahead.",
            f"Enter {day_in_words(last, today)} or a day before it.",
            "review_on",
        )


def compare(old: Written, new: Written, near: date) -> list[Difference]:
    """Return what the newer version says differently, in the order in which it is read.

    Hazards are matched by what they are; `near` is the day for which years are left out.
    """
    return [
        *_differing(_details(old), _details(new)),
        *_hazards_differing(_by_name(old), _by_name(new), near),
    ]


def _details(written: Written) -> dict[str, str]:
    return {
        "Activity": written.activity,
        "Children to one adult": str(written.supervised),
        "Youngest age": str(written.least_age),
        "Protective equipment": written.ppe,
        "First aid": written.first_aid,
        "In an emergency": written.emergency,
    }


def _by_name(written: Written) -> dict[str, Danger]:
    return {danger.what: danger for danger in written.dangers}


def _differing(old: Mapping[str, str], new: Mapping[str, str]) -> list[Difference]:
    return [
        Difference(what, old[what] or NOTHING, new[what] or NOTHING)
        for what in old
        if old[what] != new[what]
    ]


def _hazards_differing(
    old: Mapping[str, Danger], new: Mapping[str, Danger], near: date
) -> Iterable[Difference]:
    for what, danger in new.items():
        if what not in old:
            yield Difference(what, NOTHING, f"New hazard: {danger.after.words}")
        else:
            yield from _hazard_differing(old[what], danger, near)
    for what in old:
        if what not in new:
            yield Difference(what, f"Hazard: {old[what].after.words}", "Taken out")


def _hazard_differing(old: Danger, new: Danger, near: date) -> Iterable[Difference]:
    pairs = [
        ("who may be harmed", old.who, new.who),
        ("before controls", old.before.told, new.before.told),
        ("after controls", old.after.told, new.after.told),
    ]
    yield from (
        Difference(f"{new.what}: {name}", *said) for name, *said in pairs if said[0] != said[1]
    )
    for was, now in _measures_differing(old.measures, new.measures, near):
        yield Difference(f"{new.what}: control", was or NOTHING, now or NOTHING)


def _measures_differing(
    old: Sequence[Measure], new: Sequence[Measure], near: date
) -> Iterable[tuple[str | None, str | None]]:
    """Return the controls that only one of the two has, side by side."""
    was, now = [each.told(near) for each in old], [each.told(near) for each in new]
    gone = [each for each in was if each not in now]
    come = [each for each in now if each not in was]
    return zip_longest(gone, come)

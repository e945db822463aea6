"""Whether a panel can sit: who is sure to come, and what that means so near to the day."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from portal.panels.rules.outcomes import LOOKS, WORDS, Outcome

COMMUNITY_KINDS: Final = frozenset({"chair", "member"})
COMMUNITY_NEEDED: Final = 2
"""People appointed by the team who are not members of it, at every meeting of a panel, beside at
least one who is (Sentencing Act 2020 s.91)."""

DRAFT: Final = "draft"
SETTLED: Final = frozenset({"cancelled", "held"})
"""States in which it no longer matters who has said yes."""


@dataclass(frozen=True)
class Quorum:
    """Who is sure to come: `community` counts the chair too, and never a colleague or observer.

    `cover` is when the panel could not sit without somebody who looks for cover.
    """

    chair: bool
    community: int
    adviser: bool
    cover: bool = False

    @property
    def holds(self) -> bool:
        """Return whether the panel can sit."""
        return self.adviser and not self.short_of_members

    @property
    def short_of_members(self) -> bool:
        """Return whether volunteers are missing, whoever advises."""
        return not self.chair or self.community < COMMUNITY_NEEDED

    @property
    def missing(self) -> tuple[str, ...]:
        """Return who is still needed, in words: "a chair", "an adviser"."""
        others = COMMUNITY_NEEDED - self.community - (not self.chair)
        needed = [] if self.chair else ["a chair"]
        if others > 0:
            needed.append("a community member" if others == 1 else "two community members")
        if not self.adviser:
            needed.append("an adviser")
        return tuple(needed)

    @property
    def needs(self) -> str:
        """> a chair and an adviser."""
        *most, last = self.missing or ("nobody",)
        return f"{', '.join(most)} and {last}" if most else last

    @property
    def sentence(self) -> str:
        """Say how it stands, in plain words."""
        yes = ("Neither of the two community members has", "One of two community members has")
        said = yes[self.community] if self.community < COMMUNITY_NEEDED else "Two have"
        if self.community >= COMMUNITY_NEEDED:
            said = "Two community members have"
        chairs = "" if self.chair else " One of them must chair."
        if not self.chair and self.community == 1:
            chairs = " The other must chair."
        adviser = "An adviser is confirmed." if self.adviser else "There is no adviser yet."
        return f"{said} said yes.{chairs} {adviser}"


Taken = tuple[str, bool]
"""A seat that somebody has: its kind, and whether by a colleague."""


def quorum(taken: Iterable[Taken], looking: Iterable[Taken] = ()) -> Quorum:
    """Return how it stands from the seats that are taken.

    A colleague on a community seat does not count, whatever the seat says. `looking` are those
    of them whose people look for cover: they count, because they stay responsible, until somebody
    has taken over.
    """
    seats, unsure = list(taken), [each for each in looking if each[0] in COMMUNITY_KINDS]
    found = _quorum(seats)
    if not unsure:
        return found
    for each in unsure:
        seats.remove(each)
    return replace(found, cover=not _quorum(seats).holds)


def _quorum(seats: Collection[Taken]) -> Quorum:
    community = [kind for kind, is_staff in seats if kind in COMMUNITY_KINDS and not is_staff]
    return Quorum(
        chair="chair" in community,
        community=len(community),
        adviser=any(kind == "adviser" for kind, _ in seats),
    )


class Risk(StrEnum):
    """How a sitting stands against its days; the value names its look (`app-ok` …)."""

    NONE = "ok"
    TIME = "due"
    RISK = "risk"


def risk(
    timing_left: int,
    *,
    quorate: bool,
    warn_days: int,
    cover: bool = False,
    hears: bool = True,
) -> Risk:
    """Return the level: at risk from `warn_days` working days before people must be told.

    `timing_left` is how many working days are left until the last day to tell people. With
    `cover`, when it hangs on somebody who looks for cover, it is at risk however far away. An
    evening that `hears` nobody yet is not at risk for want of people.
    """
    if cover:
        return Risk.RISK
    if quorate:
        return Risk.NONE
    return Risk.RISK if hears and timing_left <= warn_days else Risk.TIME


def standing_words(
    state: str, quorum: Quorum, *, over: bool, outcome: Outcome | None = None
) -> str:
    """> Quorate; At risk: cover wanted; Not quorate: needs a chair; Cancelled.

    When its time is over: Did not have its quorum: needs a chair. Of a draft `quorum` is what it
    would be with everybody planned, and reads as a plan alone; `outcome` is what is known of a
    sitting that was held.
    """
    if outcome is not None:
        return WORDS[outcome]
    if state in SETTLED:
        return state.capitalize()
    if state == DRAFT:
        return _as_a_plan(quorum, over=over)
    if over:
        return "Quorate" if quorum.holds else f"Did not have its quorum: needs {quorum.needs}"
    if quorum.holds:
        return "At risk: cover wanted" if quorum.cover else "Quorate"
    wanted = ", and cover is wanted" if quorum.cover else ""
    return f"Not quorate: needs {quorum.needs}{wanted}"


def standing_look(
    state: str, quorum: Quorum, *, over: bool, risk: Risk, outcome: Outcome | None = None
) -> str:
    """Return the look of these words: ok, due, risk, none. A draft is never ok: nobody knows."""
    if outcome is not None:
        return LOOKS[outcome]
    if state in SETTLED or state == DRAFT:
        return "none"
    if over:
        return "ok" if quorum.holds else "risk"
    return risk.value


def _as_a_plan(quorum: Quorum, *, over: bool) -> str:
    if over:
        return "Draft, never published"
    if quorum.holds:
        return "Draft: everybody is planned, nobody is told"
    return f"Draft: still needs {quorum.needs}"

"""What came of a panel: who came, whether that was enough, what a correction would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from portal.panels.rules.refusals import Refused

CAME: Final = "came"
PAPERS_RETURNED: Final = "Papers returned"
RECORDED: Final = "Recorded in the case system"
AFTERWARDS: Final = (PAPERS_RETURNED, RECORDED)
"""What is ticked once a panel is over, beside the checklist of what to arrange."""
LONGEST_WAIT: Final = timedelta(days=366)


class Outcome(StrEnum):
    """What is known of a sitting that was held."""

    MISSING = "missing"
    SAT = "sat"
    ADJOURNED = "adjourned"
    UNQUORATE = "unquorate"
    UNKNOWN = "unknown"


WORDS: Final = {
    Outcome.MISSING: "Held, outcome not noted yet",
    Outcome.SAT: "Held",
    Outcome.ADJOURNED: "Adjourned",
    Outcome.UNQUORATE: "Held, but not quorate on the day",
    Outcome.UNKNOWN: "Held, who sat is not known",
}
LOOKS: Final = {
    Outcome.MISSING: "due",
    Outcome.SAT: "none",
    Outcome.ADJOURNED: "none",
    Outcome.UNQUORATE: "risk",
    Outcome.UNKNOWN: "none",
}


@dataclass(frozen=True)
class PanelFacts:
    """What is known of one panel of a sitting that is over; `quorate` by who came.

    Of one that came with a spreadsheet it may not be known who sat (`named`).
    """

    state: str
    noted: bool
    quorate: bool
    named: bool = True


def outcome_of(panels: Iterable[PanelFacts]) -> Outcome:
    """Return what is known of a sitting that was held, the worst first."""
    known = list(panels)
    if not all(panel.noted for panel in known):
        return Outcome.MISSING
    held = [panel for panel in known if panel.state == "held"]
    if any(panel.named and not panel.quorate for panel in held):
        return Outcome.UNQUORATE
    if not all(panel.named for panel in held):
        return Outcome.UNKNOWN
    if known and all(panel.state == "adjourned" for panel in known):
        return Outcome.ADJOURNED
    return Outcome.SAT


@dataclass(frozen=True)
class Present:
    """Whether somebody came to a panel, and as what: `state` is of `AttendanceState`."""

    person_id: int
    part: str
    state: str


@dataclass(frozen=True)
class Noted:
    """What is noted of one panel: codes and days alone, no words of anybody's own.

    `agreed` is whether a contract was; `reason` and `again_on` are an adjournment's: why, and the
    last day for the panel that follows. `papers` and `recorded` are the two ticks.
    """

    present: tuple[Present, ...]
    held: bool
    agreed: bool | None = None
    reason: str = ""
    again_on: date | None = None
    papers: bool = False
    recorded: bool = False


def check_noted(noted: Noted, *, sat_on: date, asks_agreed: bool, place: int) -> None:
    """Raise `Refused` when no panel can have ended like this; `place` is its turn in the form."""
    if noted.held:
        _check_held(noted, asks_agreed=asks_agreed, place=place)
        return
    if not noted.reason:
        raise Refused(
            "An adjournment needs its reason.", "Choose one of the list.", f"reason_{place}"
        )
    if noted.again_on is None:
        raise Refused(
            "An adjourned panel sits again.",
            "Enter the last day by which it should.",
            f"again_{place}",
        )
    if not sat_on < noted.again_on <= sat_on + LONGEST_WAIT:
        raise Refused(
            "The next date must come after this panel, within a year.",
            "Check the day, month and year.",
            f"again_{place}",
        )


def _check_held(noted: Noted, *, asks_agreed: bool, place: int) -> None:
    if not any(each.state == CAME for each in noted.present):
        raise Refused(
            "Nobody came, so no panel was held.",
            "Note it as adjourned, or note who came.",
            f"result_{place}",
        )
    if asks_agreed and noted.agreed is None:
        raise Refused(
            "It is not said whether a contract was agreed.", "Choose yes or no.", f"agreed_{place}"
        )


class WouldCorrect(Refused):
    """A correction with consequences; asked for again, knowingly, it goes ahead."""

    def __init__(self, sentences: Sequence[str]) -> None:
        super().__init__(" ".join(sentences), "Correct it all the same, or leave it as it was.")
        self.sentences = tuple(sentences)


def quorum_changes(ref: str, before: str, after: str) -> list[str]:
    """Say what a correction makes of a panel's quorum: `before` and `after` are what it lacked.

    > P-2026-031 will no longer count as quorate: it needs a chair.
    """
    if before == after or (before and after):
        return []
    if after:
        return [f"{ref} will no longer count as quorate: it needs {after}."]
    return [f"{ref} will count as quorate."]


def sat_changes(name: str, sat: int, change: int, year: str) -> list[str]:
    """> Ann Lee’s sittings this year go from 5 to 4."""
    return [f"{name}’s sittings {year} go from {sat} to {sat + change}."] if change else []


def ending_changes(ref: str, before: str, after: Noted, *, following: str, again: str) -> list[str]:
    """Say what another ending means: `before` is the panel's state, `again` a day in words.

    `following` is the panel planned after it was adjourned, if there is one.
    """
    if before == "held" and not after.held:
        return [f"{ref} becomes adjourned: another panel is planned, to sit by {again}."]
    if before == "adjourned" and after.held:
        dropped = f", and {following}, which was to follow it, is dropped" if following else ""
        return [f"{ref} becomes held{dropped}."]
    return []


def came_at_all(panels: Iterable[Iterable[Present]]) -> set[int]:
    """Return who came to at least one of a sitting's panels: they sat that evening."""
    return {each.person_id for panel in panels for each in panel if each.state == CAME}

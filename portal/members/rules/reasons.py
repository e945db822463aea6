"""A reason for or against, and a standing made of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

CHAIR: Final = "chair"
MEMBER: Final = "member"
OBSERVER: Final = "observer"
EVERY_SEAT: Final = frozenset({CHAIR, MEMBER, OBSERVER})
COMMUNITY: Final = frozenset({CHAIR, MEMBER})
"""The seats that count towards quorum."""


@dataclass(frozen=True)
class Reason:
    """One thing for or against somebody, in words.

    `bars` keeps them from `seats`; an against that does not bar is for the coordinator to weigh.
    `about` names what would mend it (`check`, `away`, `status`, `areas`, `availability`, `load`,
    `chair`, `duty`, `travel`, `round`, `staff`); `short` completes “Can’t sit: …” or “Can sit, …”.
    A bar that is `fixed` is the law’s, their own or a matter of fact: no coordinator sets it aside.
    """

    text: str
    good: bool
    bars: bool = False
    remedy: str | None = None
    about: str = ""
    short: str = ""
    seats: frozenset[str] = EVERY_SEAT
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Part:
    """Reasons that depend on the same few things, and the seats that they bar."""

    reasons: tuple[Reason, ...]
    barred: frozenset[str]


def part(*reasons: Reason) -> Part:
    """Return reasons with what they bar."""
    barred = frozenset[str]().union(*(reason.seats for reason in reasons if reason.bars))
    return Part(reasons, barred)


NOTHING: Final = part()


@dataclass(frozen=True)
class Standing:
    """Everything for and against somebody at one sitting, the good first."""

    reasons: tuple[Reason, ...]

    @property
    def can_sit(self) -> bool:
        """Return whether they can be a community member."""
        return self.can(MEMBER)

    def can(self, seat: str) -> bool:
        """Return whether nothing bars them from this kind of seat."""
        return not self.bars(seat)

    def bars(self, seat: str) -> tuple[Reason, ...]:
        """Return what keeps them from this kind of seat."""
        return tuple(reason for reason in self.for_seat(seat) if reason.bars)

    def overridable(self, seat: str) -> bool:
        """Return whether a coordinator may set aside, with a reason, all that bars this seat."""
        return not any(reason.fixed for reason in self.bars(seat))

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


def favour(text: str, about: str = "", seats: frozenset[str] = EVERY_SEAT) -> Reason:
    """Return something for them."""
    return Reason(text, True, about=about, seats=seats)


def doubt(
    text: str, about: str, remedy: str, short: str = "", seats: frozenset[str] = EVERY_SEAT
) -> Reason:
    """Return something against them that the coordinator weighs; `short` shows in the state tag."""
    return Reason(text, False, False, remedy, about, short, seats)


def bar(
    text: str, about: str, short: str, remedy: str, seats: frozenset[str] = EVERY_SEAT
) -> Reason:
    """Return something that keeps them from these seats, unless a coordinator sets it aside."""
    return Reason(text, False, True, remedy, about, short, seats)


def fixed_bar(
    text: str, about: str, short: str, remedy: str, seats: frozenset[str] = EVERY_SEAT
) -> Reason:
    """Return something that keeps them from these seats, whatever a coordinator says."""
    return Reason(text, False, True, remedy, about, short, seats, fixed=True)


def together(parts: Iterable[Part]) -> Standing:
    """Return the standing that parts make: the good first, then bars, then doubts."""
    found = [reason for each in parts for reason in each.reasons]
    return Standing(tuple(sorted(found, key=lambda each: (not each.good, not each.bars))))

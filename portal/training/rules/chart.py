"""How results are drawn: lengths of bars, from means of ratings from 1 to 5."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from portal.training.rules.evaluation import BEST

LINE: Final = 112
"""Length of a bar in a table, in the units of its drawing."""

HEIGHT, WIDTH, GAP = 150, 34, 26
TOP, BOTTOM = 22, 24
"""Room above the bars for their numbers, and below for the days."""

STEP: Final = 2 * WIDTH + GAP
"""Room that one session takes in the chart: two bars beside each other."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar that stands on the ground: where it begins, how high it is, and of which mean."""

    x: int
    height: int
    mean: float

    @property
    def y(self) -> int:
        """Return where its top is, counted from above."""
        return TOP + HEIGHT - self.height


@dataclass(frozen=True, slots=True)
class Chart:
    """The bars of each session before and after it, from left to right; None was not shown."""

    before: Sequence[Bar | None]
    after: Sequence[Bar | None]
    width: int
    height: int = TOP + HEIGHT + BOTTOM
    ground: int = TOP + HEIGHT
    bar: int = WIDTH - 2
    step: int = STEP


def bars(means: Sequence[tuple[float | None, float | None]]) -> Chart:
    """Return the chart of sessions' means, each before and after."""
    return Chart(
        [_bar(turn * STEP, before) for turn, (before, _) in enumerate(means)],
        [_bar(turn * STEP + WIDTH, after) for turn, (_, after) in enumerate(means)],
        max(STEP, len(means) * STEP),
    )


def line(mean: float | None) -> int:
    """Return how long a mean's bar in a table is; 1, the worst, is a stub."""
    return 0 if mean is None else round(LINE * mean / BEST)


def _bar(x: int, mean: float | None) -> Bar | None:
    return None if mean is None else Bar(x, round(HEIGHT * mean / BEST), mean)

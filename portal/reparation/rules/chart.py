"""How shares over time are drawn: a bar for each time that enough had answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

HEIGHT, WIDTH, STEP = 120, 46, 84
TOP, BOTTOM = 22, 24
"""Room above the bars for their numbers, and below for the months."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar that stands on the ground: where it begins, how high it is, and its share."""

    x: int
    height: int
    percent: int

    @property
    def y(self) -> int:
        """Return where its top is, counted from above."""
        return TOP + HEIGHT - self.height


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars from left to right."""

    bars: Sequence[Bar]
    width: int
    height: int = TOP + HEIGHT + BOTTOM
    ground: int = TOP + HEIGHT
    bar: int = WIDTH


FULL: Final = 100


def chart(percents: Sequence[int]) -> Chart:
    """Return the chart of shares in a hundred."""
    bars = [
        Bar(turn * STEP, round(HEIGHT * percent / FULL), percent)
        for turn, percent in enumerate(percents)
    ]
    return Chart(bars, max(STEP, len(bars) * STEP))

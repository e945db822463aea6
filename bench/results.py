"""One line of the table that a benchmark prints."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    """A figure, what it should reach, and whether it does."""

    name: str
    figure: float
    unit: str
    goal: str
    holds: bool

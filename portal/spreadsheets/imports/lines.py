"""A row as it stands in a file, and a file that will not do."""

from dataclasses import dataclass


class Unreadable(ValueError):
    """The file as a whole cannot be read; its text says why and what to do."""


@dataclass(frozen=True)
class Line:
    """One row of the table: the line of the file it starts on, and its cells as they stand."""

    number: int
    cells: tuple[str, ...]

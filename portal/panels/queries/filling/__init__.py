"""Filling a quarter: what the solver starts from, and what became of its runs."""

from portal.panels.queries.facts import served
from portal.panels.queries.filling.board import Board, board, freed_by, learns, open_sittings
from portal.panels.queries.filling.reasons import Reasons
from portal.panels.queries.filling.runs import (
    Part,
    choices_of,
    has_failed,
    latest,
    lock_run,
    names,
    parts,
    run,
    running,
    stop_asked,
)

__all__ = [
    "Board",
    "Part",
    "Reasons",
    "board",
    "choices_of",
    "freed_by",
    "has_failed",
    "latest",
    "learns",
    "lock_run",
    "names",
    "open_sittings",
    "parts",
    "run",
    "running",
    "served",
    "stop_asked",
]

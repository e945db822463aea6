"""Filling a quarter: what the solver starts from, and what became of its runs."""

from portal.panels.queries.facts import served
from portal.panels.queries.filling.board import Board, board, freed_by, learns, open_sittings
from portal.panels.queries.filling.drafts import (
    MANY,
    Part,
    Tally,
    choices_of,
    grid,
    months_of,
    names,
    parts,
    tally,
    words_of,
)
from portal.panels.queries.filling.reasons import Reasons
from portal.panels.queries.filling.runs import (
    DECISION,
    decision,
    decision_key,
    has_failed,
    is_deciding,
    latest,
    lock_run,
    run,
    run_by_form,
    running,
    starts_of,
    stop_asked,
)

__all__ = [
    "DECISION",
    "MANY",
    "Board",
    "Part",
    "Reasons",
    "Tally",
    "board",
    "choices_of",
    "decision",
    "decision_key",
    "freed_by",
    "grid",
    "has_failed",
    "is_deciding",
    "latest",
    "learns",
    "lock_run",
    "months_of",
    "names",
    "open_sittings",
    "parts",
    "run",
    "run_by_form",
    "running",
    "served",
    "starts_of",
    "stop_asked",
    "tally",
    "words_of",
]

"""Changing the register, a module a noun."""

from portal.members.actions.availability import add_away, remove_away, set_week, tick
from portal.members.actions.checks import record_check
from portal.members.actions.importing import (
    Outcome,
    begun,
    finish_import,
    forget_old_files,
    import_piece,
    keep_upload,
    pieces,
    problems_name,
    queue_import,
    reading_of,
    weigh_piece,
)
from portal.members.actions.register import (
    PERSON_COLUMNS,
    add,
    change,
    change_contact,
    leaving,
    set_status,
)
from portal.members.actions.rounds import (
    answer,
    end_of,
    open_round,
    remind,
    send_answers,
    set_closing,
    tick_slot,
)

__all__ = [
    "PERSON_COLUMNS",
    "Outcome",
    "add",
    "add_away",
    "answer",
    "begun",
    "change",
    "change_contact",
    "end_of",
    "finish_import",
    "forget_old_files",
    "import_piece",
    "keep_upload",
    "leaving",
    "open_round",
    "pieces",
    "problems_name",
    "queue_import",
    "reading_of",
    "record_check",
    "remind",
    "remove_away",
    "send_answers",
    "set_closing",
    "set_status",
    "set_week",
    "tick",
    "tick_slot",
    "weigh_piece",
]

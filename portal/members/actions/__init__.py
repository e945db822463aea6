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

__all__ = [
    "PERSON_COLUMNS",
    "Outcome",
    "add",
    "add_away",
    "begun",
    "change",
    "change_contact",
    "finish_import",
    "forget_old_files",
    "import_piece",
    "keep_upload",
    "leaving",
    "pieces",
    "problems_name",
    "queue_import",
    "reading_of",
    "record_check",
    "remove_away",
    "set_status",
    "set_week",
    "tick",
    "weigh_piece",
]

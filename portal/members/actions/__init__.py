"""Changing the register, a module a noun."""

from portal.members.actions.availability import add_away, remove_away, set_week, tick
from portal.members.actions.checks import record_check
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
    "add",
    "add_away",
    "change",
    "change_contact",
    "leaving",
    "record_check",
    "remove_away",
    "set_status",
    "set_week",
    "tick",
]

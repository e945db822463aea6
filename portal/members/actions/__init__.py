"""Changing the register, a module a noun."""

from portal.members.actions.agreements import (
    note_on_paper,
    publish_text,
    remind_overdue,
    remind_to_sign,
    sign,
)
from portal.members.actions.availability import add_away, remove_away, set_week, tick
from portal.members.actions.checks import Ruling, decide_check, record_check, record_status_check
from portal.members.actions.departures import (
    answer_exit,
    carry_out,
    check_there,
    leave,
    mint_exit_link,
    note_leaving,
    note_reference,
    remove_exit_words,
    take_back_leaving,
)
from portal.members.actions.details import (
    remove_emergency_contact,
    remove_photo,
    set_details,
    set_emergency_contact,
    show_photo,
)
from portal.members.actions.importing import VOLUNTEERS
from portal.members.actions.messages import send_message
from portal.members.actions.promises import confirm_round
from portal.members.actions.register import (
    PERSON_COLUMNS,
    add,
    admitting,
    change,
    change_contact,
    giving_notice,
    leaving,
    set_status,
)
from portal.members.actions.reminders import remind_of_checks
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
    "VOLUNTEERS",
    "Ruling",
    "add",
    "add_away",
    "admitting",
    "answer",
    "answer_exit",
    "carry_out",
    "change",
    "change_contact",
    "check_there",
    "confirm_round",
    "decide_check",
    "end_of",
    "giving_notice",
    "leave",
    "leaving",
    "mint_exit_link",
    "note_leaving",
    "note_on_paper",
    "note_reference",
    "open_round",
    "publish_text",
    "record_check",
    "record_status_check",
    "remind",
    "remind_of_checks",
    "remind_overdue",
    "remind_to_sign",
    "remove_away",
    "remove_emergency_contact",
    "remove_exit_words",
    "remove_photo",
    "send_answers",
    "send_message",
    "set_closing",
    "set_details",
    "set_emergency_contact",
    "set_status",
    "set_week",
    "show_photo",
    "sign",
    "take_back_leaving",
    "tick",
    "tick_slot",
]

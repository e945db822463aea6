"""What has happened to a sitting, in words, from what the trail noted."""

from typing import Final

SAID: Final = {
    "panels:adviser_assigned": "{actor} made {person} the adviser",
    "panels:adviser_clash_overridden": "{actor} gave {person} two duties at once: {reason}",
    "panels:bar_set_aside": "{actor} set aside what speaks against {person}: {reason}",
    "panels:call_closed": "The open call for the {seat} ended",
    "panels:call_opened": "{actor} asked everybody who can be {seat}",
    "panels:call_settled": "{actor} chose {person} as {seat}",
    "panels:check_added": "{actor} put “{item}” on the list of {panel}",
    "panels:check_taken_off": "{actor} took “{item}” off the list of {panel}",
    "panels:conflict_declared": "{person} said they should not sit on this one",
    "panels:cover_asked": "{person} looks for cover as {seat}",
    "panels:cover_not_needed": "{person} can come after all",
    "panels:cover_taken": "{actor} took over from {person} as {seat}",
    "panels:list_made": "{actor} put {count} on the list for {seat}",
    "panels:list_stopped": "{actor} stopped the list for {seat}",
    "panels:name_put_down": "{person} put their name down as {seat}",
    "panels:offer_accepted": "{person} said yes",
    "panels:offer_declined": "{person} said they can’t make it",
    "panels:offer_lapsed": "{person} did not answer in time",
    "panels:offer_left": "{person} said they can no longer make it",
    "panels:offer_made": "{actor} asked {person} to sit as {seat}",
    "panels:offer_skipped": "{person} was passed over: they can no longer sit as {seat}",
    "panels:offer_turn": "It was the turn of {person} to be asked",
    "panels:offer_waiting": "{person} stands by as {seat}",
    "panels:offer_withdrawn": "{actor} took back the offer to {person}",
    "panels:seat_assigned": "{actor} assigned {person} as {seat}",
    "panels:outcome_corrected": "{actor} corrected what came of {panel}",
    "panels:outcome_noted": "{actor} noted what came of {panel}",
    "panels:panels_changed": "{actor} changed its panels: {panels}",
    "panels:seat_confirmed": "{person} is on it as {seat}, as they were planned",
    "panels:seat_pencilled": "{actor} planned {person} as {seat}, in pencil",
    "panels:seat_pinned": "{actor} pinned the seat of the {seat}",
    "panels:seat_released": "{actor} released {person}",
    "panels:seat_rubbed_out": "{actor} rubbed out who was planned as {seat}",
    "panels:seat_swapped": "{actor} swapped seats: {person} is planned as {seat}",
    "panels:seat_unpinned": "{actor} took the pin off the seat of the {seat}",
    "panels:sitting_arranged": "{actor} arranged it",
    "panels:sitting_cancelled": "{actor} cancelled it",
    "panels:sitting_dropped": "{actor} dropped the draft",
    "panels:sitting_held": "It was held",
    "panels:sitting_imported": "{actor} brought it in with a spreadsheet",
    "panels:sitting_moved": "{actor} changed its date, time, room or adviser",
    "panels:sitting_published": "{actor} published it",
}
"""Ticks are left to the checklist, which says who made each and when: they push the rest out."""
NAMED: Final = ("seat", "reason", "count", "item", "panel", "panels")
"""What the words may name besides who did it, and whom it is about."""
BY_OTHERS: Final = frozenset({"panels:offer_accepted", "panels:offer_declined"})


def happened(tag: str, *, actor: str, person: str, **details: str) -> str:
    """> Jo Hartley asked Ann Lee to sit as chair; Ann Lee said yes, noted by Jo Hartley.

    `person` is empty where nobody is spoken of: an adviser taken off, for one.
    """
    if tag == "panels:adviser_assigned" and not person:
        return f"{actor} took the adviser off"
    if tag == "panels:panels_changed" and not details.get("panels"):
        return f"{actor} took its last panel off"
    words = SAID[tag].format_map(
        dict.fromkeys(NAMED, "") | {"actor": actor, "person": person} | details
    )
    noted = tag in BY_OTHERS and actor not in {person, ""}
    return f"{words}, noted by {actor}" if noted else words


SAID_OF_ORDERS: Final = {
    "panels:before_court_changed": "corrected it",
    "panels:before_court_entered": "entered it",
    "panels:contract_signed": "noted that the contract was signed on {on}",
    "panels:extension_taken_back": "took back the extension by {months}",
    "panels:late_reason_given": "said why {panel} is late: {reason}",
    "panels:order_changed": "corrected it",
    "panels:order_ended": "ended it",
    "panels:order_ended_early": "noted that it ended early on {on}",
    "panels:order_entered": "entered it",
    "panels:order_extended": "noted an extension by {months} on {on}",
    "panels:order_reopened": "opened it again",
    "panels:order_transferred_in": "noted that it came from another area on {on}",
    "panels:order_transferred_out": "noted that it went to another area on {on}",
    "panels:outcome_corrected": "corrected what came of {panel}{ended}",
    "panels:outcome_noted": "noted what came of {panel}{ended}",
    "panels:panel_accepted": "accepted {panel}",
    "panels:panel_added": "arranged {panel}",
    "panels:panel_dropped": "took {panel} out of the plan",
    "panels:panel_planned": "planned {panel}",
    "panels:panel_redated": "gave {panel} another last day",
    "panels:panel_to_follow": "planned {panel}, to follow",
    "panels:reference_copied": "ticked that the reference is in the case system",
    "panels:reference_unticked": "took that tick back",
}


def happened_to_order(tag: str, *, actor: str, **details: str) -> str:
    """> Jo Hartley noted an extension by 3 months on Tuesday 10 March.

    > Dee Marsh noted what came of P-2026-031: initial panel adjourned on Tuesday 10 March.
    """
    empty = {"panel": "its first panel", "on": "", "months": "", "reason": "", "ended": ""}
    return f"{actor} {SAID_OF_ORDERS[tag].format_map({**empty, **details})}"

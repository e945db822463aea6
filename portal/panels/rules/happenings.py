"""What has happened to a sitting, in words, from what the trail noted."""

from typing import Final

SAID: Final = {
    "panels:adviser_assigned": "{actor} made {person} the adviser",
    "panels:adviser_clash_overridden": "{actor} gave {person} two duties at once: {reason}",
    "panels:conflict_declared": "{person} said they should not sit on this one",
    "panels:offer_accepted": "{person} said yes",
    "panels:offer_declined": "{person} said they can’t make it",
    "panels:offer_lapsed": "{person} did not answer in time",
    "panels:offer_left": "{person} said they can no longer make it",
    "panels:offer_made": "{actor} asked {person} to sit as {seat}",
    "panels:offer_withdrawn": "{actor} took back the offer to {person}",
    "panels:seat_pencilled": "{actor} planned {person} as {seat}, in pencil",
    "panels:seat_pinned": "{actor} pinned the seat of the {seat}",
    "panels:seat_released": "{actor} released {person}",
    "panels:seat_rubbed_out": "{actor} rubbed out who was planned as {seat}",
    "panels:seat_swapped": "{actor} swapped seats: {person} is planned as {seat}",
    "panels:seat_unpinned": "{actor} took the pin off the seat of the {seat}",
    "panels:sitting_arranged": "{actor} arranged it",
    "panels:sitting_cancelled": "{actor} cancelled it",
    "panels:sitting_held": "It was held",
    "panels:sitting_moved": "{actor} changed its date, time, room or adviser",
}
BY_OTHERS: Final = frozenset({"panels:offer_accepted", "panels:offer_declined"})


def happened(tag: str, *, actor: str, person: str, **details: str) -> str:
    """> Jo Hartley asked Ann Lee to sit as chair; Ann Lee said yes, noted by Jo Hartley.

    `person` is empty where nobody is spoken of: an adviser taken off, for one.
    """
    if tag == "panels:adviser_assigned" and not person:
        return f"{actor} took the adviser off"
    words = SAID[tag].format_map(
        {"actor": actor, "person": person, "seat": "", "reason": "", **details}
    )
    noted = tag in BY_OTHERS and actor not in {person, ""}
    return f"{words}, noted by {actor}" if noted else words


SAID_OF_ORDERS: Final = {
    "panels:order_changed": "corrected it",
    "panels:order_ended": "ended it",
    "panels:order_entered": "entered it",
    "panels:order_reopened": "opened it again",
    "panels:reference_copied": "ticked that the reference is in the case system",
    "panels:reference_unticked": "took that tick back",
}

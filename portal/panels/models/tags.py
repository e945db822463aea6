"""What the trail says of orders and panels."""

from portal.audit.models import Tag


class PanelsTag(Tag):
    """What the trail says of orders and panels."""

    ADVISER_ASSIGNED = "panels:adviser_assigned", "person"
    ADVISER_CLASH_OVERRIDDEN = "panels:adviser_clash_overridden", "person", "reason"
    CONFLICT_DECLARED = "panels:conflict_declared", "seat"
    OFFER_ACCEPTED = "panels:offer_accepted", "seat"
    OFFER_DECLINED = "panels:offer_declined", "seat"
    OFFER_LAPSED = "panels:offer_lapsed", "seat", "person"
    OFFER_LEFT = "panels:offer_left", "seat"
    OFFER_MADE = "panels:offer_made", "seat", "person"
    OFFER_WITHDRAWN = "panels:offer_withdrawn", "seat", "person"
    ORDER_CHANGED = "panels:order_changed"
    ORDER_ENDED = "panels:order_ended"
    ORDER_ENTERED = "panels:order_entered"
    ORDER_REOPENED = "panels:order_reopened"
    PANEL_ADDED = "panels:panel_added", "sitting"
    REFERENCE_COPIED = "panels:reference_copied"
    REFERENCE_UNTICKED = "panels:reference_unticked"
    SEAT_PENCILLED = "panels:seat_pencilled", "seat", "person", "reason"
    SEAT_PINNED = "panels:seat_pinned", "seat", "person"
    SEAT_RELEASED = "panels:seat_released", "seat", "person"
    SEAT_RUBBED_OUT = "panels:seat_rubbed_out", "seat", "person"
    SEAT_SWAPPED = "panels:seat_swapped", "seat", "person"
    SEAT_UNPINNED = "panels:seat_unpinned", "seat", "person"
    SITTING_ARRANGED = "panels:sitting_arranged"
    SITTING_CANCELLED = "panels:sitting_cancelled", "reason"
    SITTING_HELD = "panels:sitting_held"
    SITTING_MOVED = "panels:sitting_moved"

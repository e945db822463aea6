"""What the trail says of volunteers."""

from portal.audit.models import Tag


class MembersTag(Tag):
    """What the trail says of volunteers."""

    ADDED = "members:added"
    AVAILABILITY_CHANGED = "members:availability_changed", "slots"
    AWAY_ADDED = "members:away_added", "starts", "ends", "repeats", "until"
    AWAY_REMOVED = "members:away_removed", "starts", "ends", "repeats", "until"
    CHANGED = "members:changed"
    CHECK_DECIDED = "members:check_decided"
    CHECK_RECORDED = "members:check_recorded", "kind"
    CONTACT_CHANGED = "members:contact_changed"
    IMPORT_RUN = "members:import_run", "new", "changed", "same", "bad"
    ROUND_ANSWERED = "members:round_answered", "round"
    ROUND_CLOSING_SET = "members:round_closing_set"
    ROUND_OPENED = "members:round_opened", "asked"
    ROUND_REMINDED = "members:round_reminded", "reminded"
    ROUND_SENT = "members:round_sent", "round", "dates"
    ROUND_CONFIRMED = "members:round_confirmed"
    STATUS_CHANGED = "members:status_changed"
    STATUS_CHECKED = "members:status_checked"
    SUPERVISION_ACTION_ADDED = "members:supervision_action_added", "supervision"
    SUPERVISION_ACTION_DONE = "members:supervision_action_done", "supervision"
    SUPERVISION_ACTION_REMOVED = "members:supervision_action_removed", "supervision"
    SUPERVISION_CANCELLED = "members:supervision_cancelled"
    SUPERVISION_MOVED = "members:supervision_moved"
    SUPERVISION_PLANNED = "members:supervision_planned"
    SUPERVISION_REOPENED = "members:supervision_reopened"
    SUPERVISION_SIGNED = "members:supervision_signed", "by"
    SUPERVISION_WRITTEN = "members:supervision_written"

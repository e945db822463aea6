"""What the trail says of reparation."""

from portal.audit.models import Tag


class ReparationTag(Tag):
    """Kinds of events, in order of the alphabet."""

    PARTNER_ADDED = "reparation:partner_added"
    PARTNER_CHANGED = "reparation:partner_changed"
    PHOTO_ADDED = "reparation:photo_added", "photo"
    PHOTO_APPROVED = "reparation:photo_approved", "photo"
    PHOTO_REMOVED = "reparation:photo_removed", "photo"
    PROJECT_ADDED = "reparation:project_added"
    PROJECT_APPROVED = "reparation:project_approved"
    PROJECT_CHANGED = "reparation:project_changed"
    PROJECT_CHANGES_ASKED = "reparation:project_changes_asked", "words"
    PROJECT_CLOSED = "reparation:project_closed"
    PROJECT_CONFIRMED = "reparation:project_confirmed"
    PROJECT_COPIED = "reparation:project_copied", "source"
    PROJECT_LISTED = "reparation:project_listed"
    PROJECT_PAUSED = "reparation:project_paused", "reason"
    PROJECT_SUBMITTED = "reparation:project_submitted"
    REVISION_ACCEPTED = "reparation:revision_accepted", "number"
    REVISION_PROPOSED = "reparation:revision_proposed", "number"
    REVISION_REFUSED = "reparation:revision_refused", "number", "reason"
    REVISION_WITHDRAWN = "reparation:revision_withdrawn", "number"

"""What the trail says of reparation."""

from portal.audit.models import Tag


class ReparationTag(Tag):
    """Kinds of events, in order of the alphabet."""

    PARTNER_ADDED = "reparation:partner_added"
    PARTNER_CHANGED = "reparation:partner_changed"

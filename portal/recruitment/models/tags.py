"""What the trail says of recruitment."""

from portal.audit.models import Tag


class RecruitmentTag(Tag):
    """Kinds of events, in order of the alphabet."""

    APPOINTED = "recruitment:appointed", "member", "buddy", "review"
    PROBATION_REVIEWED = "recruitment:probation_reviewed", "outcome", "next"
    STAGE_CHANGED = "recruitment:stage_changed", "from", "to", "state", "reason"

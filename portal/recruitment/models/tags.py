"""What the trail says of recruitment."""

from portal.audit.models import Tag


class RecruitmentTag(Tag):
    """Kinds of events, in order of the alphabet."""

    APPOINTED = "recruitment:appointed", "member", "buddy", "review"
    PROBATION_REVIEWED = "recruitment:probation_reviewed", "outcome", "next"
    APPLICATION_BEGUN = "recruitment:application_begun", "campaign"
    APPLICATION_DROPPED = "recruitment:application_dropped", "campaign"
    APPLICATION_ENTERED = "recruitment:application_entered", "stage"
    APPLICATION_ERASED = "recruitment:application_erased"
    APPLICATION_KEPT = "recruitment:application_kept", "reason", "until"
    APPLICATION_SENT = "recruitment:application_sent", "campaign"
    CAMPAIGN_ADDED = "recruitment:campaign_added"
    CAMPAIGN_CHANGED = "recruitment:campaign_changed"
    CAMPAIGN_CLOSED = "recruitment:campaign_closed"
    CAMPAIGN_OPENED = "recruitment:campaign_opened", "until"
    LETTER_LEFT = "recruitment:letter_left", "step"
    LETTER_SENT = "recruitment:letter_sent", "step", "number"
    LETTER_TEXT_CHANGED = "recruitment:letter_text_changed", "step", "number"
    REFEREE_CHANGED = "recruitment:referee_changed"
    REFEREE_DROPPED = "recruitment:referee_dropped"
    REFEREE_NAMED = "recruitment:referee_named"
    REFERENCE_ASKED = "recruitment:reference_asked", "until"
    REFERENCE_CHASED = "recruitment:reference_chased", "days"
    REFERENCE_DECLINED = "recruitment:reference_declined"
    REFERENCE_GIVEN = "recruitment:reference_given", "channel"
    STAGE_CHANGED = "recruitment:stage_changed", "from", "to", "state", "reason"
    TYPED_AGAIN = "recruitment:typed_again", "campaign"
    TYPED_AGAIN_TAKEN = "recruitment:typed_again_taken"

"""What the trail says of the noticeboard."""

from portal.audit.models import Tag


class NoticeboardTag(Tag):
    """Kinds of events, in order of the alphabet."""

    NOTICE_CHANGED = "noticeboard:notice_changed", "edition"
    NOTICE_POSTED = "noticeboard:notice_posted"
    NOTICE_PUT_BACK = "noticeboard:notice_put_back"
    NOTICE_READ = "noticeboard:notice_read", "edition"
    NOTICE_WITHDRAWN = "noticeboard:notice_withdrawn"
    READERS_REMINDED = "noticeboard:readers_reminded", "count"

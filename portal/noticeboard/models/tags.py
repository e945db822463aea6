"""What the trail says of the noticeboard."""

from portal.audit.models import Tag


class NoticeboardTag(Tag):
    """Kinds of events, in order of the alphabet."""

    FILE_ADDED = "noticeboard:file_added", "file"
    FILE_REMOVED = "noticeboard:file_removed", "file"
    NOTICE_CHANGED = "noticeboard:notice_changed", "edition"
    NOTICE_POSTED = "noticeboard:notice_posted"
    NOTICE_PUT_BACK = "noticeboard:notice_put_back"
    NOTICE_READ = "noticeboard:notice_read", "edition"
    NOTICE_WITHDRAWN = "noticeboard:notice_withdrawn"
    PAGE_ADDED = "noticeboard:page_added"
    PAGE_CHANGED = "noticeboard:page_changed", "number"
    PAGE_REOPENED = "noticeboard:page_reopened"
    PAGE_RETIRED = "noticeboard:page_retired"
    PAGE_REVIEWED = "noticeboard:page_reviewed", "review_on"
    READERS_REMINDED = "noticeboard:readers_reminded", "count"

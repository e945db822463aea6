"""The tables of the noticeboard."""

from portal.noticeboard.models.notices import Notice, NoticeAudience, NoticeRead
from portal.noticeboard.models.settings import READ_REMINDER_DAYS
from portal.noticeboard.models.tags import NoticeboardTag

__all__ = [
    "READ_REMINDER_DAYS",
    "Notice",
    "NoticeAudience",
    "NoticeRead",
    "NoticeboardTag",
]

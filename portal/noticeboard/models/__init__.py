"""The tables of the noticeboard."""

from portal.noticeboard.models.handbook import (
    BoardFile,
    HandbookAudience,
    HandbookPage,
    HandbookVersion,
)
from portal.noticeboard.models.notices import Notice, NoticeAudience, NoticeRead
from portal.noticeboard.models.settings import (
    MOST_FILE_MB,
    READ_REMINDER_DAYS,
    REVIEW_REMINDER_DAYS,
)
from portal.noticeboard.models.tags import NoticeboardTag

__all__ = [
    "MOST_FILE_MB",
    "READ_REMINDER_DAYS",
    "REVIEW_REMINDER_DAYS",
    "BoardFile",
    "HandbookAudience",
    "HandbookPage",
    "HandbookVersion",
    "Notice",
    "NoticeAudience",
    "NoticeRead",
    "NoticeboardTag",
]

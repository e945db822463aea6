"""What may happen in recruitment, a module a noun: over plain values."""

from portal.recruitment.rules.appointing import (
    Appointing,
    check_may_appoint,
    check_review,
    review_after,
)

__all__ = ["Appointing", "check_may_appoint", "check_review", "review_after"]

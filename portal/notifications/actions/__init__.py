"""Changing the outbox and the jobs, a module a noun."""

from portal.notifications.actions.mail import (
    Attachment,
    Content,
    Gather,
    drop,
    letter,
    letters,
    post,
    retry,
)

__all__ = ["Attachment", "Content", "Gather", "drop", "letter", "letters", "post", "retry"]

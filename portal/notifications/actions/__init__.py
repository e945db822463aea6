"""Changing the outbox and the jobs, a module a noun."""

from portal.notifications.actions.mail import Attachment, Content, Gather, letter, letters, post

__all__ = ["Attachment", "Content", "Gather", "letter", "letters", "post"]

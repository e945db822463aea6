"""Thanking a volunteer, in the words of whoever thanks."""

from portal.members.models import ThanksKind
from portal.members.queries import thanks as queries
from portal.members.rules import thanks as rules
from portal.notifications.actions import Content, letter
from portal.people.models import Person


@letter("members/email/thanks")
def thanks(*, to: Person, thanks: int) -> Content | None:
    """Thank somebody for a milestone, or for what the words say."""
    sent = queries.numbered(thanks)
    reached = ""
    if sent.kind is not ThanksKind.OTHER:
        reached = rules.Milestone(sent.kind, sent.number).words
    values = {
        "name": to.first_name,
        "reached": reached,
        "words": sent.words,
        "sender": sent.sent_by.display_name,
    }
    return Content(f"Thank you: {reached}" if reached else "Thank you", values)

"""Asking volunteers to sign what is asked of them. Who has signed gets no letter any more."""

from portal.members import queries
from portal.members.queries import agreements
from portal.notifications.actions import Content, letter
from portal.people.models import Person
from portal.site.urls import absolute


@letter("members/email/agreement_asked")
def agreement_asked(*, to: Person) -> Content | None:
    """Ask a volunteer to read and sign what was published."""
    return _content(to, "Please read and sign")


@letter("members/email/agreement_reminder")
def agreement_reminder(*, to: Person) -> Content | None:
    """Remind a volunteer of what they have not signed."""
    return _content(to, "Still to sign")


def _content(to: Person, subject: str) -> Content | None:
    member = queries.member_of(to)
    texts = agreements.unsigned_by(member) if member else []
    if not texts:
        return None
    labels = [text.kind.label for text in texts]
    values = {"name": to.first_name, "labels": labels, "link": absolute("members.my_agreements")}
    return Content(f"{subject}: {', '.join(label.lower() for label in labels)}", values)

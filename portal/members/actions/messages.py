"""Writing to many at once: a letter each, through the outbox, and a copy that is kept."""

from collections.abc import Sequence

from portal.audit.actions import record
from portal.database import session
from portal.members.models import MembersTag, Message
from portal.members.queries import messages as queries
from portal.members.rules import messages as rules
from portal.notifications.actions import post
from portal.people.models import Person
from portal.site.refusals import Refused


def send_message(
    *,
    subject: str,
    body: str,
    audience: str,
    people: Sequence[Person],
    form_key: str,
    actor: Person,
) -> Message:
    """Send a text to people, and keep a copy; the same form twice sends it once.

    Whoever has no address gets a row in the outbox too, to be rung. Raises `Refused` when nobody
    is meant, or the text names a case.
    """
    sent = queries.message_by_form(form_key)
    if sent is not None:
        return sent
    rules.check_no_reference(subject, "subject")
    rules.check_no_reference(body, "body")
    if not people:
        raise Refused("Nobody is in this audience.", "Choose another one.")
    made = Message(
        subject=subject,
        body=body,
        audience=audience,
        people=len(people),
        without_email=sum(not each.email for each in people),
        sent_by=actor,
        form_key=form_key,
    )
    session.add(made)
    session.flush()  # each letter carries its number
    for person in people:
        post(
            to=person,
            template="members/email/message",
            key=f"members/message:{made.id}:{person.id}",
            actor=actor,
            message=made.id,
        )
    record(MembersTag.MESSAGE_SENT, made, actor=actor, people=len(people))
    return made

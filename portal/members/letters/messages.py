"""What a coordinator writes to many, as it reaches each of them."""

from portal.members.queries.messages import message_numbered
from portal.notifications.actions import Content, letter
from portal.people.models import Person


@letter("members/email/message")
def message(*, to: Person, message: int) -> Content:
    """Say to somebody what was written; replies go to whoever wrote it."""
    written = message_numbered(message)
    writer = written.sent_by
    return Content(
        written.subject,
        {
            "name": to.first_name,
            "lines": [line for line in written.body.splitlines() if line.strip()],
            "writer": writer.display_name,
        },
        replies_to=(writer.display_name, writer.email) if writer.email else None,
    )

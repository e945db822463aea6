"""Posting a letter: a row in the outbox, in the transaction of the change that it tells of."""

import uuid
from dataclasses import dataclass, field
from typing import Any, Protocol

from sqlalchemy import select

from portal.database import session
from portal.notifications.models import Mail, MailState
from portal.people.models import Person


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Content:
    """What a letter's templates need, gathered at the moment it is sent."""

    subject: str
    values: dict[str, Any]
    attachments: tuple[Attachment, ...] = field(default=())


class Gather(Protocol):
    """Makes a letter's content from the ids stored with it, when it is sent.

    Returns None when the letter has become pointless (the panel was cancelled meanwhile). May
    change rows: a link with a token is minted here, and only its hash stored.
    """

    def __call__(self, *, to: Person | None, **ids: int) -> Content | None:
        """Return what the templates need, or None."""


letters: dict[str, Gather] = {}


def letter(template: str) -> Any:
    """Register the function that gathers the content of `templates/<template>.txt` and `.html`."""

    def register(gather: Gather) -> Gather:
        letters[template] = gather
        return gather

    return register


def post(*, to: Person, template: str, key: str, **ids: int) -> Mail | None:
    """Put a letter in the outbox; the same `key` again is the same letter, posted once.

    `ids` are numbers of rows, never text, names or tokens. Somebody without an email address
    gets a row too, so that a coordinator sees whom to ring. Do not post about a person's own
    click to that person.
    """
    if session.scalar(select(Mail.id).where(Mail.dedupe_key == key)):
        return None
    mail = Mail(
        to_person=to,
        template=template,
        context=ids,
        dedupe_key=key,
        message_id=f"<{uuid.uuid4()}@amends>",
        state=MailState.WAITING if to.email else MailState.NO_ADDRESS,
    )
    session.add(mail)
    return mail

"""Posting a letter: a row in the outbox, in the transaction of the change that it tells of."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from flask import current_app

from portal import clock
from portal.audit.actions import amend, record
from portal.database import insert_or_ignore, session
from portal.notifications import rules
from portal.notifications.models import Mail, MailState, NotificationsTag
from portal.people.models import Person

MENDABLE: Final = frozenset({MailState.WAITING, MailState.FAILED, MailState.NO_ADDRESS})
"""Where a person may still do something about a letter."""


@dataclass(frozen=True)
class Attachment:
    """A file that goes with a letter."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Content:
    """What a letter's templates need, gathered at the moment it is sent.

    `replies_to` is the name and address of a colleague who wrote it themselves; replies to all
    other letters go to the service's mailbox.
    """

    subject: str
    values: dict[str, Any]
    attachments: tuple[Attachment, ...] = field(default=())
    replies_to: tuple[str, str] | None = None


Gather = TypeVar("Gather", bound=Callable[..., Content | None])

letters: dict[str, Callable[..., Content | None]] = {}


def letter(template: str) -> Callable[[Gather], Gather]:
    """Register what gathers the content of `templates/<template>.txt` and `.html`.

    It is called as `gather(to=person, **ids)` when the letter is sent, and returns None when the
    letter has become pointless (the panel was cancelled meanwhile). It may change rows: a link
    with a token is minted here, and only its hash stored.
    """

    def register(gather: Gather) -> Gather:
        letters[template] = gather
        return gather

    return register


def post(
    *,
    to: Person | None,
    template: str,
    key: str,
    actor: Person | None = None,
    address: str | None = None,
    **ids: int,
) -> Mail | None:
    """Put a letter in the outbox; the same `key` again is the same letter, posted once.

    Nothing is posted to the `actor`: nobody gets mail about their own click. `ids` are numbers of
    rows, never text, names or tokens. Somebody without an email address gets a row too, so that a
    coordinator sees whom to ring. `address` sends it elsewhere than to the person's own; with it,
    `to` may be None: a guest, of whom the portal knows nothing else.
    """
    if actor is not None and to is actor:
        return None
    if to is None and not address:
        message = f"{template} goes to a person, or to an address"
        raise TypeError(message)
    if not all(isinstance(number, int) for number in ids.values()):
        message = f"a letter carries numbers of rows alone, not {ids}"
        raise TypeError(message)
    session.flush()  # a new person has no number before
    sender: str = current_app.config["MAIL_SENDER"]
    return insert_or_ignore(
        Mail,
        Mail.dedupe_key,
        to_person_id=to.id if to else None,
        to_address=address,
        template=template,
        context=ids,
        dedupe_key=key,
        message_id=f"<{uuid.uuid4()}@{sender.rpartition('@')[2]}>",
        state=MailState.WAITING if address or (to and to.email) else MailState.NO_ADDRESS,
    )


def retry(*, mail: Mail, actor: Person) -> None:
    """Send a letter again, now and with all its tries; raises `rules.NotMendable`."""
    person = mail.to_person
    if mail.state not in MENDABLE:
        raise rules.NotMendable("Nothing was sent again: somebody dealt with it meanwhile.")
    if not (mail.to_address or (person and person.email)):
        raise rules.NotMendable(
            "There is still no email address for them. Add one on their page, or ring them."
        )
    mail.next_at = clock.now()
    changes = amend(mail, state=MailState.WAITING, tries=0, problem=None, claimed_until=None)
    record(NotificationsTag.MAIL_RETRIED, mail, actor=actor, changes=changes)


def drop(*, mail: Mail, actor: Person) -> None:
    """Stop trying to send a letter; raises `rules.NotMendable`."""
    if mail.state not in MENDABLE:
        raise rules.NotMendable("Nothing was dropped: somebody dealt with it meanwhile.")
    changes = amend(mail, state=MailState.DROPPED)
    record(NotificationsTag.MAIL_DROPPED, mail, actor=actor, changes=changes)

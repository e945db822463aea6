"""What a worker does with a letter: claim it, then say what became of it."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import CursorResult, delete, or_, update

from portal import clock
from portal.database import session
from portal.notifications import queries
from portal.notifications.models import Mail, MailState

SETTLED: Final = (MailState.SENT, MailState.KEPT, MailState.DROPPED, MailState.OBSOLETE)

LEASE: Final = timedelta(minutes=5)
"""How long a letter is one worker's alone: longer than the slowest mail server may take. A worker
that dies loses its claim then, and the letter is sent by another, perhaps for the second time."""


def claim() -> Mail | None:
    """Take the letter that has been due longest; it counts as tried from now on."""
    mail = queries.mail_to_take(clock.now())
    if mail is not None:
        mail.claimed_until = clock.now() + LEASE
        mail.tries += 1
    return mail


def sent(*, mail_id: int) -> None:
    """Note that the letter went, even if the claim ran out meanwhile."""
    waiting = (Mail.id == mail_id) & (Mail.state == MailState.WAITING)
    session.execute(update(Mail).where(waiting).values(**_settled(MailState.SENT)))


def keep(*, mail_id: int, lease: datetime, subject: str, body: str) -> None:
    """Keep the letter to be read here: only a demonstration does that."""
    _release(mail_id, lease, **_settled(MailState.KEPT), subject=subject, body=body)


def set_aside(*, mail_id: int, lease: datetime, state: MailState, problem: str | None) -> None:
    """Stop trying: refused, tried too often, pointless by now, or without an address."""
    _release(mail_id, lease, state=state, problem=problem)


def put_off(*, mail_id: int, lease: datetime, until: datetime, problem: str) -> None:
    """Leave the letter waiting until it is tried again."""
    _release(mail_id, lease, next_at=until, problem=problem)


def hold_all(*, mail_id: int, lease: datetime, until: datetime, problem: str) -> None:
    """Let every due letter wait: the mail server is at fault, so no letter counts it as a try."""
    _release(mail_id, lease, tries=Mail.tries - 1)
    due = (
        (Mail.state == MailState.WAITING)
        & (Mail.next_at < until)
        & or_(Mail.claimed_until.is_(None), Mail.claimed_until < clock.now())
    )
    session.execute(update(Mail).where(due).values(next_at=until, problem=problem))


def _settled(state: MailState) -> dict[str, Any]:
    return {"state": state, "sent_at": clock.now(), "problem": None, "claimed_until": None}


def _release(mail_id: int, lease: datetime, **values: Any) -> None:
    """Change the letter while it is still ours: not dropped by a person, nor taken by a worker."""
    ours = update(Mail).where(
        Mail.id == mail_id, Mail.state == MailState.WAITING, Mail.claimed_until == lease
    )
    session.execute(ours.values({"claimed_until": None, **values}))


def forget_settled(*, before: datetime) -> int:
    """Delete what went, or was given up, before a moment; return how many letters that were."""
    settled = Mail.state.in_(SETTLED) & (Mail.updated_at < before)
    done = session.execute(delete(Mail).where(settled))
    return done.rowcount if isinstance(done, CursorResult) else 0


def forget_address(*, address: str) -> int:
    """Delete what was written to an address that is nobody's record; return how many letters."""
    done = session.execute(
        delete(Mail).where(Mail.to_person_id.is_(None), Mail.to_address == address)
    )
    return done.rowcount if isinstance(done, CursorResult) else 0


def forget_letters(*, address: str, keys: str) -> int:
    """Delete what was written to an address under keys that begin so; return how many letters.

    For an address that was wrong: a letter that waits for it would be written with what is now.
    """
    done = session.execute(
        delete(Mail).where(Mail.to_address == address, Mail.dedupe_key.startswith(keys))
    )
    return done.rowcount if isinstance(done, CursorResult) else 0

"""The letters that would go, the trail that was left, and the portal with other settings."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import select

from portal.audit.models import AuditEvent
from portal.database import changing, db, session
from portal.notifications.jobs.writing import write
from portal.notifications.models import Mail
from tests import databases

LINK = re.compile(r"http://127\.0\.0\.1:8000(/\S+)")


def newest_letter() -> tuple[str, str]:
    """Return who gets the newest letter, and what it says, as if it were sent now."""
    with changing():
        mail = session.scalars(select(Mail).order_by(Mail.id.desc())).first()
        assert mail is not None
        letter = write(mail)
        assert letter is not None
        return letter.address, letter.text


def link_in_newest_letter() -> str:
    """Return the path that the newest letter links to."""
    found = LINK.search(newest_letter()[1])
    assert found
    return found.group(1)


def letters_posted() -> list[tuple[str, str | None]]:
    """Return the letters in the outbox with their addresses, oldest first."""
    session.rollback()
    rows = session.scalars(select(Mail).order_by(Mail.id))
    return [(mail.template.rpartition("/")[2], mail.to_address) for mail in rows]


def trail() -> list[str]:
    """Return the events of accounts, oldest first."""
    session.rollback()
    tags = session.scalars(select(AuditEvent.tag).order_by(AuditEvent.id))
    return [tag.partition(":")[2] for tag in tags if tag.startswith("accounts:")]


@contextmanager
def portal_with(app: Flask, **overrides: Any) -> Iterator[Flask]:
    """Give another portal on the database of the test, with settings of its own.

    Rows of the test's own session are not to be asked for anything inside its context.
    """
    other = databases.make_app(app.config["SQLALCHEMY_DATABASE_URI"], **overrides)
    session.rollback()
    try:
        yield other
    finally:
        with other.app_context():
            db.session.remove()
            db.engine.dispose()

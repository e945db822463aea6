"""The outbox, background jobs, stored files and the counters of references."""

from datetime import datetime
from enum import StrEnum
from typing import Any, Final

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal import clock
from portal.audit.models import Tag
from portal.database import Row, choice
from portal.people.models import Person
from portal.settings.models import Scope, Setting, declare


class NotificationsTag(Tag):
    """What the trail says of mail and jobs."""

    JOB_QUEUED = "notifications:job_queued", "name"
    MAIL_DROPPED = "notifications:mail_dropped"
    MAIL_RETRIED = "notifications:mail_retried"


MAIL_TRIES: Final = declare(
    Setting(
        key="mail.tries",
        default=12,
        label="Tries before an email is given up",
        hint=(
            "For an address whose mail server says “not now”. The waits double from a minute to "
            "an hour: 12 tries take about 6 hours. An outage of our own mail server does not count."
        ),
        group="Email",
        scope=Scope.TECHNICAL,
        least=1,
        most=100,
    )
)


MAIL_KEPT_DAYS: Final = declare(
    Setting(
        key="mail.kept_days",
        default=365,
        label="Days for which the list of mail tells whom it went to",
        hint="What an email said is never kept. Mail that failed stays until it is dealt with.",
        group="Email",
        scope=Scope.TECHNICAL,
        least=30,
        most=3650,
    )
)


class MailState(StrEnum):
    """Where a message stands. `KEPT` is demo mode's: written, readable here, never sent."""

    WAITING = "waiting"
    SENT = "sent"
    KEPT = "kept"
    FAILED = "failed"
    DROPPED = "dropped"
    NO_ADDRESS = "no_address"
    OBSOLETE = "obsolete"


class Mail(Row):
    """A message to one person: which letter and about which rows, never its text.

    Links with tokens are minted when it is sent. `body` is kept in demo mode alone.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint("to_person_id IS NOT NULL OR to_address IS NOT NULL", name="addressed"),
        Index(None, "state", "next_at"),
    )

    to_person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    to_address: Mapped[str | None]
    template: Mapped[str]
    context: Mapped[dict[str, Any]] = mapped_column(JSON)
    dedupe_key: Mapped[str] = mapped_column(unique=True)
    message_id: Mapped[str] = mapped_column(unique=True)
    state: Mapped[MailState] = mapped_column(choice(MailState, "state"), default=MailState.WAITING)
    tries: Mapped[int] = mapped_column(default=0)
    next_at: Mapped[datetime] = mapped_column(default=clock.now)
    sent_at: Mapped[datetime | None]
    claimed_until: Mapped[datetime | None]
    problem: Mapped[str | None]
    subject: Mapped[str | None]
    body: Mapped[str | None] = mapped_column(Text, deferred=True)

    to_person: Mapped[Person | None] = relationship()


SCHEDULED = "scheduled:"


class JobState(StrEnum):
    """Where a piece of background work stands."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


class Job(Row):
    """Work too slow for a request, or due by the clock; claimed in the database by one worker.

    Scheduled work has one row, whose key starts with `SCHEDULED`: it tells of the last run.
    `tries` counts how often a worker has taken it up since it was asked for.
    """

    __tablename__ = "job"
    __table_args__ = (Index(None, "state", "id"),)

    name: Mapped[str] = mapped_column(index=True)
    key: Mapped[str] = mapped_column(unique=True)
    state: Mapped[JobState] = mapped_column(choice(JobState, "state"), default=JobState.QUEUED)
    args: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    claimed_by: Mapped[str | None]
    heartbeat: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    result: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    problem: Mapped[str | None]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    asked_by: Mapped[Person | None] = relationship()


class Document(Row):
    """A stored file, described; its bytes are in a table of their own, loaded when asked for."""

    __tablename__ = "document"
    __table_args__ = (Index(None, "owner_type", "owner_id"),)

    owner_type: Mapped[str]
    owner_id: Mapped[int]
    sha256: Mapped[str]
    media_type: Mapped[str]
    size: Mapped[int]
    name: Mapped[str]


class DocumentBody(Row):
    """The bytes of a stored file."""

    __tablename__ = "document_body"

    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"), unique=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)

    document: Mapped[Document] = relationship()


class ReferenceCounter(Row):
    """The last number given out this year, for each kind of reference (RO, P, PL)."""

    __tablename__ = "reference_counter"
    __table_args__ = (UniqueConstraint("kind", "year"),)

    kind: Mapped[str]
    year: Mapped[int]
    last: Mapped[int] = mapped_column(default=0)

"""Reading the outbox and the jobs."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, or_, select

from portal.database import session
from portal.notifications.models import Job, JobState, Mail, MailState


def job(key: str) -> Job | None:
    """Return the job with the key."""
    return session.scalar(select(Job).where(Job.key == key))


def job_locked(key: str) -> Job:
    """Return the job with the key, held until this change is committed."""
    return session.scalars(select(Job).where(Job.key == key).with_for_update()).one()


def has_work(names: Collection[str], *, dead_since: datetime) -> bool:
    """Return whether a queued job waits for a worker: a look that locks nothing."""
    return session.scalar(_takeable(names, dead_since)) is not None


def work_to_take(names: Collection[str], *, dead_since: datetime) -> Job | None:
    """Return the longest waiting job, held until it is claimed; others are passed over.

    A running job whose worker has not been heard of since `dead_since` waits for a worker too.
    """
    return session.scalar(_takeable(names, dead_since).with_for_update(skip_locked=True))


def has_mail(now: datetime) -> bool:
    """Return whether a letter is due: a look that locks nothing."""
    return session.scalar(_due(now)) is not None


def mail_to_take(now: datetime) -> Mail | None:
    """Return the letter that has been due longest, held until it is claimed."""
    return session.scalar(_due(now).with_for_update(skip_locked=True, of=Mail))


def _due(now: datetime) -> Select[Mail]:
    return (
        select(Mail)
        .where(
            Mail.state == MailState.WAITING,
            Mail.next_at <= now,
            or_(Mail.claimed_until.is_(None), Mail.claimed_until < now),
        )
        .order_by(Mail.next_at, Mail.id)
        .limit(1)
    )


def _takeable(names: Collection[str], dead_since: datetime) -> Select[Job]:
    return (
        select(Job)
        .where(
            Job.name.in_(names),
            or_(
                Job.state == JobState.QUEUED,
                (Job.state == JobState.RUNNING) & (Job.heartbeat < dead_since),
            ),
        )
        .order_by(Job.id)
        .limit(1)
    )


def last_starts(keys: Collection[str]) -> dict[str, datetime | None]:
    """Return when each scheduled job last started, by key; those that never ran are left out."""
    rows = session.execute(select(Job.key, Job.started_at).where(Job.key.in_(keys)))
    return {row.key: row.started_at for row in rows}


def scheduled_to_take(key: str) -> Job | None:
    """Return a scheduled job's row, held until it is claimed; None while another holds it."""
    return session.scalar(select(Job).where(Job.key == key).with_for_update(skip_locked=True))

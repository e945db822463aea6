"""Reading the outbox, the jobs, and the files that are kept."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import contains_eager, joinedload, undefer

from portal.database import as_dict, session
from portal.notifications.models import (
    SCHEDULED,
    Document,
    DocumentBody,
    Job,
    JobState,
    Mail,
    MailState,
)
from portal.people.models import Person
from portal.site.pagination import Page, page_of


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


def outbox(*, states: Collection[MailState], words: str, number: int) -> Page[Mail]:
    """Return a page of the outbox, newest first, with who each letter is for.

    No states means all of them; `words` look in names and addresses.
    """
    found = select(Mail).outerjoin(Mail.to_person).options(contains_eager(Mail.to_person))
    if states:
        found = found.where(Mail.state.in_(states))
    if words:
        looked_in = (Person.name, Person.known_as, Person.email, Mail.to_address)
        found = found.where(or_(*(text.icontains(words, autoescape=True) for text in looked_in)))
    return page_of(found.order_by(Mail.id.desc()), number)


def mail_counts() -> dict[MailState, int]:
    """Return how many letters stand where; a state without any is left out."""
    rows = session.execute(select(Mail.state, func.count()).group_by(Mail.state))
    return as_dict(rows)


def mail(mail_id: int) -> Mail:
    """Return a letter; raises `NoResultFound`."""
    return session.get_one(Mail, mail_id)


def mail_locked(mail_id: int) -> Mail:
    """Return a letter held until this change is committed; raises `NoResultFound`."""
    return session.scalars(select(Mail).where(Mail.id == mail_id).with_for_update()).one()


def failed_locked() -> Sequence[Mail]:
    """Return every failed letter, held until this change is committed."""
    failed = select(Mail).where(Mail.state == MailState.FAILED).order_by(Mail.id)
    return session.scalars(failed.with_for_update()).all()


def mail_to_mend(limit: int) -> Sequence[Mail]:
    """Return the newest letters that need a person: failed, or to somebody without an address."""
    return session.scalars(
        select(Mail)
        .where(Mail.state.in_((MailState.FAILED, MailState.NO_ADDRESS)))
        .options(joinedload(Mail.to_person))
        .order_by(Mail.id.desc())
        .limit(limit)
    ).all()


def kept(mail_id: int) -> Mail:
    """Return a letter with its body, which only a demonstration keeps; or `NoResultFound`."""
    return session.scalars(
        select(Mail)
        .where(Mail.id == mail_id, Mail.state == MailState.KEPT)
        .options(undefer(Mail.body), joinedload(Mail.to_person))
    ).one()


def jobs(number: int) -> Page[Job]:
    """Return a page of jobs that somebody asked for, newest first, with who asked."""
    asked = select(Job).where(Job.key.not_like(f"{SCHEDULED}%"))
    return page_of(asked.options(joinedload(Job.asked_by)).order_by(Job.id.desc()), number)


def scheduled() -> Sequence[Job]:
    """Return the last run of everything done by the clock, by name."""
    return session.scalars(
        select(Job).where(Job.key.like(f"{SCHEDULED}%")).order_by(Job.name, Job.id)
    ).all()


def file_content(document: Document) -> bytes:
    """Return the bytes of a file; raises NoResultFound."""
    return session.scalars(
        select(DocumentBody.content).where(DocumentBody.document_id == document.id)
    ).one()


def file_bodies(documents: Collection[Document]) -> Sequence[DocumentBody]:
    """Return where the bytes of these files are kept."""
    ids = [document.id for document in documents]
    return session.scalars(select(DocumentBody).where(DocumentBody.document_id.in_(ids))).all()

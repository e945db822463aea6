"""What is to be signed, who signed it, and who has not."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Select, exists, func, select
from sqlalchemy.orm import joinedload

from portal import clock
from portal.database import session
from portal.members import rules
from portal.members.models import (
    AGREEMENT_DAYS,
    Agreement,
    AgreementKind,
    AgreementText,
    Member,
    Status,
)
from portal.members.queries.serving import serves
from portal.people.models import Person
from portal.settings.queries import value

SIGNING: Final = (Status.VETTING, Status.TRAINING, Status.ACTIVE)
"""Of whom signatures are asked: not of applicants, nor of who takes a break or is gone."""


@dataclass(frozen=True)
class Asked:
    """A text, and how a volunteer stands to it: signed, or signed in an older version, or not."""

    text: AgreementText
    signed: Agreement | None
    before: Agreement | None


@dataclass(frozen=True)
class Waiting:
    """A volunteer who has something to sign: what, since when, and whether that is too long."""

    member: Member
    texts: tuple[AgreementText, ...]
    since: date
    overdue: bool


@dataclass(frozen=True)
class Signed:
    """A kind of text: its newest version, how many were published, and who signed the newest."""

    kind: AgreementKind
    text: AgreementText | None
    signed: int


def newest_texts() -> list[AgreementText]:
    """Return the version of each kind that is asked, in the order of the kinds."""
    return _in_order(session.scalars(_newest()))


def newest_text(kind: AgreementKind) -> AgreementText | None:
    """Return the version of a kind that is asked, if any was published."""
    return session.scalar(
        select(AgreementText)
        .where(AgreementText.kind == kind)
        .order_by(AgreementText.number.desc())
        .limit(1)
    )


def lock_texts(kind: AgreementKind) -> None:
    """Hold the versions of a kind: of two who publish at once, the second sees the first's."""
    session.execute(
        select(AgreementText.id)
        .where(AgreementText.kind == kind)
        .order_by(AgreementText.id)
        .with_for_update()
    )


def text_numbered(kind: AgreementKind, number: int) -> AgreementText:
    """Return a version; raises NoResultFound."""
    return session.scalars(
        select(AgreementText).where(AgreementText.kind == kind, AgreementText.number == number)
    ).one()


def asked_of(member: Member) -> list[Asked]:
    """Return every text that is asked of a volunteer, and how they stand to it."""
    signed: dict[AgreementKind, list[Agreement]] = {}
    for row in agreements_of(member):
        signed.setdefault(row.text.kind, []).append(row)
    found = []
    for text in newest_texts():
        theirs = signed.get(text.kind, [])
        current = next((row for row in theirs if row.text_id == text.id), None)
        found.append(Asked(text, current, theirs[0] if theirs else None))
    return found


def agreements_of(member: Member) -> Sequence[Agreement]:
    """Return everything that a volunteer signed, the newest first."""
    return session.scalars(
        select(Agreement)
        .where(Agreement.member_id == member.id)
        .options(joinedload(Agreement.text), joinedload(Agreement.noted_by))
        .order_by(Agreement.signed_at.desc(), Agreement.id.desc())
    ).all()


def unsigned_by(member: Member) -> list[AgreementText]:
    """Return what a volunteer has still to sign; nothing of whom nothing is asked."""
    if member.status not in SIGNING:
        return []
    signed = exists().where(Agreement.text_id == AgreementText.id, Agreement.member_id == member.id)
    return _in_order(session.scalars(_newest().where(~signed)))


def signed_by_kind() -> list[Signed]:
    """Return each kind with its newest version and how many have signed that, of those asked."""
    texts = {text.kind: text for text in newest_texts()}
    rows = session.execute(
        select(Agreement.text_id, func.count())
        .join(Member, Member.id == Agreement.member_id)
        .join(Member.person)
        .where(Member.status.in_(SIGNING), Person.erased_at.is_(None))
        .group_by(Agreement.text_id)
    )
    counts = dict(rows.all())
    return [
        Signed(kind, text, counts.get(text.id, 0) if text else 0)
        for kind in AgreementKind
        for text in (texts.get(kind),)
    ]


def waiting(area_ids: Collection[int] = ()) -> list[Waiting]:
    """Return who of some areas, or of any, has something to sign, the longest wait first."""
    texts, today, days = newest_texts(), clock.today(), value(AGREEMENT_DAYS)
    done = _done([text.id for text in texts])
    found = []
    for member in _asked(area_ids):
        left = tuple(text for text in texts if (member.id, text.id) not in done)
        if left:
            since = min(rules.waiting_since(text.asked_on, member.joined_on) for text in left)
            overdue = rules.is_overdue(since, today, days)
            found.append(Waiting(member, left, since, overdue))
    found.sort(key=lambda each: (each.since, each.member.person.name, each.member.id))
    return found


def to_remind(today: date, most: int) -> list[tuple[Member, date]]:
    """Return whom the clock reminds of what is overdue, each with the day since when it is due.

    Of several texts it is the newest such day, so that one letter is sent for all that is due then.
    """
    days, found = value(AGREEMENT_DAYS), []
    for each in waiting() if most else ():
        joined_on = each.member.joined_on
        due = [
            rules.reminder_day(rules.waiting_since(text.asked_on, joined_on), today, days, most)
            for text in each.texts
        ]
        newest = max((on for on in due if on), default=None)
        if newest:
            found.append((each.member, newest))
    return found


def _newest() -> Select[AgreementText]:
    newest = select(func.max(AgreementText.id)).group_by(AgreementText.kind)
    return select(AgreementText).where(AgreementText.id.in_(newest)).order_by(AgreementText.id)


def _in_order(texts: Iterable[AgreementText]) -> list[AgreementText]:
    found = {text.kind: text for text in texts}
    return [found[kind] for kind in AgreementKind if kind in found]


def _asked(area_ids: Collection[int]) -> Sequence[Member]:
    statement = (
        select(Member)
        .join(Member.person)
        .where(Member.status.in_(SIGNING), Person.erased_at.is_(None), serves(area_ids))
        .order_by(Member.id)
    )
    return session.scalars(statement).all()


def _done(text_ids: Collection[int]) -> set[tuple[int, int]]:
    rows = session.execute(
        select(Agreement.member_id, Agreement.text_id).where(Agreement.text_id.in_(text_ids))
    )
    return {(member_id, text_id) for member_id, text_id in rows}

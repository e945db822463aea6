"""Awards and their history, exemptions, certificates that wait to be looked at."""

from collections.abc import Collection, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, exists, func, or_, select, true
from sqlalchemy.orm import aliased, joinedload, selectinload

from portal.database import session
from portal.people.models import Person
from portal.site.pagination import Page, page_of
from portal.training.models import (
    Award,
    AwardExtension,
    Certificate,
    CertificateState,
    Exemption,
    ExtensionKind,
)

MOST = 500


def awards_of(person_id: int, course_ids: Collection[int] | None = None) -> Sequence[Award]:
    """Return all that somebody was ever awarded, the newest first, with what became of it.

    `course_ids` narrows it to these courses.
    """
    asked = true() if course_ids is None else Award.course_id.in_(course_ids)
    return session.scalars(
        select(Award)
        .options(
            joinedload(Award.course),
            joinedload(Award.given_by),
            joinedload(Award.revoked_by),
            selectinload(Award.extensions).joinedload(AwardExtension.given_by),
        )
        .where(Award.person_id == person_id, asked)
        .order_by(Award.taken_on.desc(), Award.id.desc())
        .limit(MOST)
    ).all()


def award(uuid: UUID) -> Award:
    """Return an award with whose it is and of what; raises NoResultFound, answered 404."""
    return session.scalars(
        select(Award)
        .options(joinedload(Award.course), joinedload(Award.person))
        .where(Award.uuid == uuid)
    ).one()


def award_by_code(codes: Sequence[str]) -> Award | None:
    """Return the award that a typed check code means; the first of the readings is as typed.

    None when no award has it, or when it might mean several.
    """
    found = session.scalars(
        select(Award).options(joinedload(Award.course)).where(Award.code.in_(codes))
    ).all()
    as_typed = next((each for each in found if each.code == codes[0]), None)
    return as_typed or (found[0] if len(found) == 1 else None)


def lock_award(award_id: int) -> Award:
    """Return an award as it now is, held until this change is committed."""
    return session.scalars(
        select(Award)
        .where(Award.id == award_id)
        .with_for_update(of=Award)
        .execution_options(populate_existing=True)
    ).one()


def award_by_form(form_key: str) -> Award | None:
    """Return the award that a form that was sent before has given."""
    return session.scalar(select(Award).where(Award.form_key == form_key))


def held_from(person_id: int, course_id: int, taken_on: date) -> Award | None:
    """Return somebody's award of a course taken on a day, unless it was taken back."""
    return session.scalar(
        select(Award).where(
            Award.person_id == person_id,
            Award.course_id == course_id,
            Award.taken_on == taken_on,
            Award.revoked_at.is_(None),
        )
    )


def lapsing(course_id: int, since: date, until: date, *, locked: bool = False) -> Sequence[Award]:
    """Return the newest awards of a course whose last day lies from `since` to before `until`.

    By name. One each: an award that a later one has taken over from is left alone.
    """
    return _newest(
        course_id,
        Award.valid_until >= since,
        Award.valid_until < until,
        locked=locked,
    )


def reckonable(course_id: int, *, locked: bool = False) -> Sequence[Award]:
    """Return the newest award of each person in a course that nobody has extended by hand."""
    by_hand = exists().where(
        AwardExtension.award_id == Award.id,
        AwardExtension.kind.in_((ExtensionKind.SINGLE, ExtensionKind.BLANKET)),
    )
    return _newest(course_id, ~by_hand, locked=locked)


def _newest(course_id: int, *wanted: ColumnElement[bool], locked: bool) -> Sequence[Award]:
    later = aliased(Award)
    taken_over = exists().where(
        later.person_id == Award.person_id,
        later.course_id == Award.course_id,
        later.revoked_at.is_(None),
        or_(
            later.taken_on > Award.taken_on,
            (later.taken_on == Award.taken_on) & (later.id > Award.id),
        ),
    )
    statement = (
        select(Award)
        .join(Award.person)
        .options(joinedload(Award.person))
        .where(
            Award.course_id == course_id,
            Award.revoked_at.is_(None),
            Person.erased_at.is_(None),
            ~taken_over,
            *wanted,
        )
        .order_by(Person.name, Award.id)
    )
    if locked:
        statement = statement.with_for_update(of=Award).execution_options(populate_existing=True)
    return session.scalars(statement).all()


def holders(course_id: int, on: date) -> int:
    """Return how many people hold a course on a day."""
    counted = select(func.count(Award.person_id.distinct())).where(
        Award.course_id == course_id,
        Award.revoked_at.is_(None),
        Award.taken_on <= on,
        or_(Award.valid_until.is_(None), Award.valid_until >= on),
    )
    return session.scalar(counted) or 0


def exemptions_of(person_id: int, course_ids: Collection[int] | None = None) -> Sequence[Exemption]:
    """Return all that somebody was ever exempt from, or from these courses, the newest first."""
    asked = true() if course_ids is None else Exemption.course_id.in_(course_ids)
    return session.scalars(
        select(Exemption)
        .options(joinedload(Exemption.course), joinedload(Exemption.given_by))
        .where(Exemption.person_id == person_id, asked)
        .order_by(Exemption.since.desc(), Exemption.id.desc())
        .limit(MOST)
    ).all()


def exemption(exemption_id: int) -> Exemption:
    """Return an exemption with whose it is and of what; raises NoResultFound, answered 404."""
    return session.scalars(
        select(Exemption)
        .options(joinedload(Exemption.course), joinedload(Exemption.person))
        .where(Exemption.id == exemption_id)
    ).one()


def exemption_by_form(form_key: str) -> Exemption | None:
    """Return the exemption that a form that was sent before has given."""
    return session.scalar(select(Exemption).where(Exemption.form_key == form_key))


def waiting_certificates(number: int = 1) -> Page[Certificate]:
    """Return the certificates that nobody has decided on, the oldest first."""
    return page_of(
        select(Certificate)
        .options(joinedload(Certificate.person), joinedload(Certificate.course))
        .where(Certificate.state == CertificateState.WAITING)
        .order_by(Certificate.created_at, Certificate.id),
        number,
    )


def certificates_of(person_id: int) -> Sequence[Certificate]:
    """Return what somebody has sent in, the newest first."""
    return session.scalars(
        select(Certificate)
        .options(joinedload(Certificate.course), joinedload(Certificate.document))
        .where(Certificate.person_id == person_id)
        .order_by(Certificate.id.desc())
        .limit(MOST)
    ).all()


def certificate(uuid: UUID) -> Certificate:
    """Return a certificate with whose it is and of what; raises NoResultFound, answered 404."""
    return session.scalars(
        select(Certificate)
        .options(
            joinedload(Certificate.course),
            joinedload(Certificate.person),
            joinedload(Certificate.document),
            joinedload(Certificate.decided_by),
        )
        .where(Certificate.uuid == uuid)
    ).one()


def certificate_by_id(certificate_id: int) -> Certificate | None:
    """Return a certificate for the letter about it."""
    return session.get(Certificate, certificate_id)


def lock_certificate(certificate_id: int) -> Certificate:
    """Return a certificate as it now is, held until this change is committed."""
    return session.scalars(
        select(Certificate)
        .where(Certificate.id == certificate_id)
        .with_for_update(of=Certificate)
        .execution_options(populate_existing=True)
    ).one()


def certificate_by_form(form_key: str) -> Certificate | None:
    """Return the certificate that a form that was sent before has kept."""
    return session.scalar(select(Certificate).where(Certificate.form_key == form_key))

"""Certificates from elsewhere: sent in by whose they are, approved into an award, or refused."""

from portal import clock
from portal.audit.actions import record
from portal.database import session
from portal.notifications.actions import post
from portal.notifications.actions.files import keep_file
from portal.people.models import Person
from portal.site.files import Kept
from portal.training import rules
from portal.training.actions.awards import Evidence, give_award
from portal.training.models import (
    Award,
    AwardSource,
    Certificate,
    CertificateState,
    Course,
    TrainingTag,
)
from portal.training.queries import awards as queries

CERTIFICATE = "training.certificate"
"""Whose files they are: of the person who sent them."""


def send_certificate(  # noqa: PLR0913 -- what a certificate says, named one by one
    *,
    person: Person,
    course: Course,
    facts: rules.AwardFacts,
    provider: str,
    file: Kept,
    actor: Person,
    form_key: str,
) -> Certificate:
    """Keep a certificate until a coordinator has looked at it; the same form once.

    Raises `rules.Refused` for a day that cannot be.
    """
    rules.check_award(facts, title=course.title, started_on=course.started_on, today=clock.today())
    made = queries.certificate_by_form(form_key)
    if made is not None:
        return made
    certificate = Certificate(
        person=person,
        course=course,
        taken_on=facts.taken_on,
        awarded_on=facts.awarded_on,
        provider=provider,
        document=keep_file(owner_type=CERTIFICATE, owner_id=person.id, file=file),
        form_key=form_key,
    )
    session.add(certificate)
    record(
        TrainingTag.CERTIFICATE_SENT,
        certificate,
        actor=actor,
        course=course.id,
        person=person.id,
    )
    return certificate


def approve_certificate(*, certificate: Certificate, actor: Person) -> Award | None:
    """Make an award of a certificate, and tell whose it is. Twice is harmless.

    Raises `rules.Refused` when they hold the course from that day already.
    """
    certificate = queries.lock_certificate(certificate.id)
    if certificate.state is not CertificateState.WAITING:
        return certificate.award
    award = give_award(
        person=certificate.person,
        course=certificate.course,
        facts=rules.AwardFacts(certificate.taken_on, certificate.awarded_on),
        evidence=Evidence(
            AwardSource.CERTIFICATE,
            provider=certificate.provider,
            document=certificate.document,
        ),
        actor=actor,
    )
    certificate.award = award
    _decide(certificate, CertificateState.APPROVED, actor)
    record(TrainingTag.CERTIFICATE_APPROVED, certificate, actor=actor)
    _tell(certificate, "certificate_approved", actor)
    return award


def refuse_certificate(*, certificate: Certificate, reason: str, actor: Person) -> None:
    """Refuse a certificate with a reason, and tell whose it is. Twice is harmless."""
    certificate = queries.lock_certificate(certificate.id)
    if certificate.state is not CertificateState.WAITING:
        return
    certificate.refuse_reason = reason
    _decide(certificate, CertificateState.REFUSED, actor)
    record(TrainingTag.CERTIFICATE_REFUSED, certificate, actor=actor)
    _tell(certificate, "certificate_refused", actor)


def _decide(certificate: Certificate, state: CertificateState, actor: Person) -> None:
    certificate.state, certificate.decided_by = state, actor
    certificate.decided_at = clock.now()


def _tell(certificate: Certificate, letter: str, actor: Person) -> None:
    post(
        to=certificate.person,
        template=f"training/email/{letter}",
        key=f"{letter}:{certificate.id}",
        actor=actor,
        certificate=certificate.id,
    )
